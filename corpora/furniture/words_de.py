"""The words of page furniture in German."""

from corpora.furniture.wording import HINT, LIKELY, SURE, inner_phrases, labels, phrases
from corpora.units import SegmentKind as Kind

_CAP = r"(?-i:[A-ZÄÖÜ][\w.'’-]*)"
_NAMES = rf"{_CAP}(?:,?\s(?:und\s|von\s|van\s|de\s|der\s|&\s)?{_CAP}){{0,7}}"
_NO_SENTENCE = r"(?!.*[a-zäöüß]{3}[.!?]\s?[”“\"]?$)"
_OPEN = r"^[\[(–—•·►▶>→»*\s-]*"

LABELS = {
    **labels(Kind.NAVIGATION, LIKELY, """politik,wirtschaft,kultur,sport,wissenschaft,gesellschaft,panorama,technik,digital,netzwelt,gesundheit,reise,reisen,auto,mobilität,
        bildung,karriere,feuilleton,meinung,meinungen,kommentar,regional,lokales,lokal,region,ausland,inland,deutschland,europa,welt,international,stadt,leben,stil,wetter,
        video,videos,audio,podcast,podcasts,fotos,bilder,magazin,dossiers,themen,ressorts,ressort,rubriken,termine,veranstaltungen,kalender,börse,finanzen,geld,immobilien,
        medien,umwelt,klima,natur,geschichte,literatur,musik,film,kino,theater,kunst,familie,genuss,essen,garten,spiele,rätsel,quiz,horoskop,jobs,stellenmarkt,anzeigenmarkt,
        über uns,team,archiv,live,liveticker,newsticker,blog,blogs,shop,aktuelles,nachrichten,news,startseite,start,home,mediathek,fernsehen,radio,tv,fußball,bundesliga,
        formel 1,tennis,wintersport,leserreisen,zeitung,ausgabe,e-paper,epaper,schlagzeilen,berlin,hamburg,münchen,bayern,nrw,köln,frankfurt,analyse,hintergrund,interview,reportage,ratgeber,service,thema,wohnen,arbeit,recht,justiz,forschung,energie,verkehr,verein,vereine,gemeinde,kirche,polizei,blaulicht"""),
    **labels(Kind.NAVIGATION, SURE, """nächster artikel,vorheriger artikel,nächster beitrag,vorheriger beitrag,nächste meldung,vorherige meldung,tags,schlagwörter,schlagworte,stichwörter,startseite,zur startseite,hauptmenü,menü,menü öffnen,menü schließen,navigation,navigation öffnen,navigation überspringen,suche,suchen,suche öffnen,anmelden,einloggen,login,logout,abmelden,
        registrieren,mein konto,mein profil,mein bereich,benutzerkonto,konto,merkliste,meine merkliste,warenkorb,zum inhalt,zum inhalt springen,zum hauptinhalt,zum hauptinhalt springen,direkt zum inhalt,
        zur navigation,zur hauptnavigation,zur suche,nach oben,zum seitenanfang,seitenanfang,zurück,zurück zur übersicht,zurück zur startseite,zur übersicht,weiter,vorherige,nächste,vorherige seite,nächste seite,
        sie sind hier,sie befinden sich hier,alle ressorts,alle themen,mehr,übersicht,sitemap,rss,rss-feed,barrierefreiheit,leichte sprache,gebärdensprache,schließen,zurück nach oben,seite durchsuchen,hilfe,sprache,deutsch,english,englisch,abo-shop,leserservice,heutige ausgabe"""),
    **labels(Kind.NAVIGATION, SURE, "inhalt,inhaltsverzeichnis,in diesem artikel,auf dieser seite,inhaltsübersicht,inhalt dieser seite,in diesem beitrag", opens=True),
    **labels(Kind.SHARE, LIKELY, "facebook,twitter,x,whatsapp,xing,linkedin,telegram,instagram,youtube,mastodon,bluesky,threads,pinterest,reddit,tiktok,pocket,flipboard,e-mail,email,mail,per e-mail,mailen,messenger,signal,threema,vorlesen,link,per mail,feedback"),
    **labels(Kind.SHARE, SURE, """teilen,artikel teilen,beitrag teilen,seite teilen,diesen artikel teilen,diesen beitrag teilen,drucken,artikel drucken,seite drucken,ausdrucken,merken,artikel merken,empfehlen,weiterempfehlen,artikel empfehlen,
        link kopieren,url kopieren,kopieren,versenden,artikel versenden,per e-mail teilen,auf facebook teilen,auf twitter teilen,auf x teilen,auf whatsapp teilen,auf linkedin teilen,folgen sie uns,folgen sie uns auf,folge uns,folgen,
        speichern,tweet,twittern,gefällt mir,schriftgröße,schrift vergrößern,druckversion,leseliste,zur leseliste hinzufügen,auf die leseliste,artikel verschenken,verschenken,artikel vorlesen,jetzt teilen,social media,soziale netzwerke,feedback senden,fehler melden,als pdf,pdf,druckansicht,zur merkliste"""),
    **labels(Kind.COMMENTS, SURE, """kommentare,leserkommentare,alle kommentare,kommentar schreiben,kommentar verfassen,kommentieren,jetzt kommentieren,kommentar abgeben,kommentare anzeigen,kommentare lesen,kommentare ansehen,alle kommentare anzeigen,
        diskussion,diskutieren,mitdiskutieren,diskutieren sie mit,ihre meinung,ihr kommentar,einen kommentar schreiben,schreiben sie einen kommentar,schreibe einen kommentar,leserbriefe,leserbrief schreiben,leserforum,neueste kommentare,beste kommentare,forum""", opens=True),
    **labels(Kind.COMMENTS, LIKELY, "antworten,melden,kommentar melden,beitrag melden,absenden,senden,zitieren,neueste zuerst,älteste zuerst,beliebteste,sortieren nach,weitere kommentare,mehr kommentare,weitere kommentare laden,kommentar absenden,netiquette,antwort,antworten anzeigen"),
    **labels(Kind.SUMMARY, LIKELY, "zusammenfassung,das wichtigste,das wichtigste in kürze,das wichtigste im überblick,auf einen blick,in kürze,in aller kürze,kurz zusammengefasst,kurz gefasst,kurz und knapp,darum geht's,darum geht es,worum es geht,die wichtigsten punkte", opens=True),
    **labels(Kind.READ_MORE, SURE, """lesen sie auch,lesen sie mehr,lesen sie weiter,lesen sie dazu,mehr zum thema,mehr dazu,mehr zu diesem thema,zum thema,mehr aus dem ressort,mehr aus,mehr artikel,mehr nachrichten,mehr von,auch interessant,auch lesenswert,
        das könnte sie auch interessieren,das könnte sie interessieren,das könnte dich auch interessieren,das könnte ihnen auch gefallen,könnte sie auch interessieren,interessant für sie,weitere artikel,weitere themen,weitere beiträge,weitere nachrichten,
        weitere meldungen,weitere informationen,weitere artikel zum thema,weitere artikel dieses autors,ähnliche artikel,ähnliche beiträge,ähnliche themen,passend dazu,passend zum thema,passende artikel,verwandte artikel,verwandte themen,verwandte beiträge,meistgelesen,meistgelesene artikel,
        meist gelesen,meistgelesen heute,am meisten gelesen,meistgeklickt,meistkommentiert,beliebt,beliebte artikel,beliebteste artikel,empfohlene artikel,empfehlungen,empfehlungen der redaktion,empfehlung der redaktion,redaktionstipp,lesetipp,lesetipps,unsere empfehlungen,
        siehe auch,aus dem archiv,neueste artikel,neueste beiträge,neueste nachrichten,aktuelle artikel,aktuelle beiträge,aktuelle nachrichten,aktuelle meldungen,top-themen,topthemen,top themen,top-artikel,im fokus,neueste meldungen,letzte beiträge,
        was sie auch interessieren könnte,leser interessierten sich auch für,nutzer interessierten sich auch für,links zum thema,artikel zum thema,themen im artikel,mehr im dossier,für sie empfohlen,vielleicht auch interessant,mehr lesen zum thema,die wichtigsten nachrichten""", opens=True),
    **labels(Kind.READ_MORE, SURE, "weiterlesen,mehr lesen,mehr erfahren,mehr anzeigen,weitere anzeigen,alle anzeigen,alle artikel,zum artikel,zum beitrag,ganzen artikel lesen,jetzt lesen,artikel lesen,zur bildergalerie,zur fotostrecke,zum video,mehr laden,weitere laden"),
    **labels(Kind.ADVERT, SURE, "anzeige,werbung,advertorial,gesponsert,gesponserter inhalt,bezahlte anzeige,sonderveröffentlichung", opens=True),
    **labels(Kind.ADVERT, SURE, """anzeigen,sponsored,promotion,partnerangebot,partnerangebote,bezahlter inhalt,abo,abonnieren,jetzt abonnieren,abo abschließen,abo bestellen,abonnement,zum abo,
        probeabo,newsletter,newsletter abonnieren,newsletter bestellen,newsletter anmelden,zum newsletter,spenden,jetzt spenden,unterstützen sie uns,unterstützen,jetzt testen,jetzt kostenlos testen,jetzt bestellen,jetzt kaufen,jetzt sichern,jetzt anmelden,ihre e-mail-adresse,e-mail-adresse,deine e-mail-adresse,e-mail-adresse eingeben,kostenlos abonnieren,kostenlos anmelden,jetzt registrieren,zum angebot,kostenlos testen,gratis testen,angebote,gutscheine,digitalabo,ende der anzeige,anzeige ende"""),
    **labels(Kind.COPYRIGHT, SURE, """impressum,datenschutz,datenschutzerklärung,datenschutzhinweise,datenschutzeinstellungen,datenschutz-einstellungen,nutzungsbedingungen,agb,allgemeine geschäftsbedingungen,kontakt,kontaktformular,mediadaten,werben,cookie-einstellungen,cookies,cookie-richtlinie,cookie-manager,
        haftungsausschluss,rechtliche hinweise,widerrufsrecht,widerruf,presse,verlag,privatsphäre,privacy-center,karriere im verlag,nutzungsrechte,abo kündigen,vertrag kündigen,verträge hier kündigen,kündigen,faq,häufige fragen,alle rechte vorbehalten,lizenzen,utiq verwalten,erklärung zur barrierefreiheit,hilfe & kontakt,hilfe und kontakt,ansprechpartner,bildrechte,urheberrecht,syndication,anzeigenpreise"""),
    **labels(Kind.BOILERPLATE, LIKELY, "artikel anhören,anhören,ende,zustimmen,akzeptieren,alle akzeptieren,alle cookies akzeptieren,ablehnen,alle ablehnen,einstellungen,einstellungen verwalten,einstellungen anpassen,cookies ablehnen,notwendige cookies,nur notwendige cookies,nur notwendige,wird geladen,laden,ok,verstanden,abspielen,zum inhaltsverzeichnis,auswahl speichern,einverstanden"),
    **labels(Kind.CAPTION, LIKELY, "bild,foto,bildergalerie,fotostrecke,bild vergrößern,symbolbild,archivbild,bild in detailansicht öffnen,grafik,bildbeschreibung anzeigen,vollbild"),
}  # fmt: skip

PHRASES = [
    *phrases(Kind.BYLINE, LIKELY, [
        rf"^(?:ein(?:e)? (?:gast)?(?:beitrag|kommentar|interview|essay|artikel|analyse|reportage|bericht|rezension|text)\s+)?von:?\s+{_NAMES}(?:\s*[,|·/–-].{{0,60}})?$" + _NO_SENTENCE,
        r"^(?:der|die|unser(?:e)?) (?:autor|autorin|autoren|verfasser|verfasserin|korrespondentin?)\b.{0,6}(?:ist|sind|lehrt|arbeitet|schreibt|leitet|lebt|forscht|war|berichtet)\b",
        rf"^{_NAMES}\s(?:ist|arbeitet als|schreibt als|schreibt seit|berichtet) (?:[a-zäöü]+ )*(?:redakteur|korrespondent|journalist|autor|reporter|volontär|redaktionsleiter|ressortleiter|kolumnist|freie|freier)",
        rf"^{_NAMES},\s(?:[a-zäöü]+ )?(?:redakteur|korrespondent|reporter|volontär|redaktion|chefredakteur|freie[r]? (?:journalist|autor|mitarbeiter))",
        rf"^(?:aus|in) {_CAP} berichtet {_NAMES}$",
        r"^(?:redaktion|lokalredaktion|stadtredaktion|die redaktion|unsere redaktion|\S+redaktion)(?:\s[A-ZÄÖÜ&][\w&.-]*){0,4}$",
        r"^\((?!dpa|afp|ap\b|reuters|epd|kna|sid|.*dpa)(?:[a-zäöü]{2,4}|[A-Z]{2,3})(?:/[a-zäöüA-Z]{2,4})*\)$",
        r"^(?:zur person|zum autor|zur autorin|über den autor|über die autorin|über die autoren|autoreninfo|die autorin|der autor)$",
    ], 220),
    *phrases(Kind.BYLINE, SURE, [
        r"^(?:ein(?:e)? )?(?:gastbeitrag|gastkommentar|kommentar|interview|essay|analyse|reportage|bericht|rezension|kolumne)\s+von:?\s" + _NAMES,
        _OPEN + r"(?:text|texte|autor|autorin|autoren|autor(?:in)?:innen|verfasst von|geschrieben von|veröffentlicht von|redaktion|protokoll|interview|übersetzung|bearbeitung|recherche|mitarbeit|aufgezeichnet von|moderation|chefredaktion|lektorat|korrespondent(?:in)?|reporter(?:in)?|redigiert von|verantwortlich|bericht|redakteur(?:in)?|quelle und autor|fragen|deutsche bearbeitung|schlussredaktion|text und fotos?|text & fotos?|text und bild(?:er)?)\s*[:/]\s*\S.{0,90}$" + _NO_SENTENCE,
        r"^(?:verfasst|geschrieben|aufgezeichnet|aufgeschrieben|übersetzt|redigiert|zusammengestellt|protokolliert|übermittelt) von\s.{3,60}$" + _NO_SENTENCE,
        r"^(?:ein (?:gast)?beitrag )?von(?:\s(?:unsere[rmn]?|der|dem|den|einem|einer|seinem|ihrer))+\s(?:\w+\s)?\w*(?:redaktion|korrespondent|mitarbeiter|reporter|team|autor|redakteur|gastautor|büro)\w*\b[^.!?]{0,50}$",
        r"^von\s(?:der\s)?redaktion\b[^.!?]{0,60}$",
        r"^über (?:den|die|unsere) (?:autor|verfasser|reporter)\w*\s?:",
        r"^das (?:interview|gespräch) führten?\s.{3,60}$|^(?:interview|gespräch|die fragen stellten?|fragen):?\s(?:führte|stellte)\b.{0,60}$|^die fragen stellten?\s.{3,60}$",
        r"^aus dem (?:\w+en|\w+ischen)\s(?:übersetzt\s)?(?:von|übersetzt|übertragen).{0,60}$",
        rf"^von\s{_NAMES}(?:\s(?:und|aus|in)\s.{{2,40}})?\s*[,|·–-]\s.{{2,60}}$" + _NO_SENTENCE,
    ], 300),
    *phrases(Kind.SOURCE, SURE, [
        _OPEN + r"(?:quelle|quellen|textquelle|erschienen in|zuerst erschienen|zuerst erschienen in|erstveröffentlichung|originaltext|originalartikel|originalbeitrag|link zum original|herkunft|erstabdruck|übernommen von|übernommen aus)\s*:\s*\S.{0,120}$",
        r"^(?:dieser|der|das)\s(?:artikel|beitrag|text|aufsatz|essay|interview|bericht)\s(?:ist|erschien|wurde|stammt)\b[^.]{0,40}?(?:erschien|veröffentlicht (?:in|auf|bei|von)|übernommen|stammt|entnommen|publiziert)[^.]{0,60}\.?$",
        r"^(?:dieser|der)\s(?:artikel|beitrag|text)\s(?:erschien|stammt)\b.{0,120}$",
        r"^(?:zuerst|erstmals|ursprünglich)\s(?:erschienen|veröffentlicht|publiziert)\b.{0,80}$",
        r"^mit material (?:von|der)\b.{2,40}$|^\(mit material.{2,40}\)$",
    ], 180),
    *phrases(Kind.SOURCE, LIKELY, [
        r"^\(?(?:[a-z]{2,4}/)*(?:dpa|afp|ap|reuters|epd|kna|sid|apa|sda|dts|dapd)(?:[/-][A-Za-zäöü.]{1,8})*\)?$",
        r"^quellen?\s?[:–-]\s",
    ], 120),
    *phrases(Kind.DATE, SURE, [
        r"^\(?(?:stand|veröffentlicht|aktualisiert|erstellt|publiziert|erschienen|erstmals erschienen|letzte aktualisierung|letzte änderung|zuletzt aktualisiert|zuletzt geändert|geändert|datum|online seit|erscheinungsdatum)\s*(?:am|um|:|,)?\s*(?:am|um)?\s*(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)\b\.?,?\s*)?(?:den\s)?\d.{0,60}$",
        r"^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag),?\s(?:den\s)?\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,9})\s?\d{0,4}(?:[\s,|·–-].{0,40})?$" + _NO_SENTENCE,
        r"^\d{1,2}\.\s?(?:\d{1,2}\.|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\s?\d{4}\s*(?:[,|·–-]\s*(?:um\s)?\d{1,2}[.:]\d{2}(?:\suhr)?)?(?:\s*[,|·–-]\s*.{0,40})?$" + _NO_SENTENCE,
    ], 120),
    *phrases(Kind.CAPTION, SURE, [
        r"^(?:bild|abb\.|abbildung|foto|grafik|karte|tabelle|schaubild)\s*\d+(?:\s?(?:von|/)\s?\d+)?\s?[:.–-]\s?\S?",
        r"^(?:im bild|auf dem (?:foto|bild)|links im bild|rechts im bild|das (?:foto|archivfoto|archivbild) zeigt)\b.{3,}$",
        r"^(?:foto|fotos|bild|grafik|karte|illustration|archivbild|archivfoto|symbolbild|video|infografik)\s?:\s?[^!?]{2,160}(?<![.])$",
        r"^[\[(](?:bild|foto|grafik|bildbeschreibung)[^\])]{0,60}[\])]$",
    ], 260),
    *inner_phrases(Kind.CAPTION, SURE, {
        "foto bild grafik illustration montage karte screenshot zeichnung aufnahme copyright": r"(?:^|[\s(|/–-])(?:foto|fotos|bild|bilder|grafik|bildquelle|bildrechte|bildnachweis|illustration|montage|karte|screenshot|symbolbild|symbolfoto|archivbild|archivfoto|fotografie|zeichnung|aufnahme|bildcredit|infografik|copyright|titelbild|aufmacherbild)\s?[:/]\s*\S[^.!?:]{0,50}(?:\.[^.\s]{1,10}){0,2}\)?$",
        "bild) foto) archiv) repro) screenshot)": r"\((?:symbolbild|archivbild|archivfoto|symbolfoto|archiv|foto|repro|screenshot)\)\.?$",
        "©": r"(?:^|\s)©\s?(?!\s?\d{4})\S.{1,40}$",
    }, 260),
    *phrases(Kind.COPYRIGHT, SURE, [
        r"^(?:©|\(c\)|copyright)\s?(?:©|\(c\)|\d{4}|by\b|[A-ZÄÖÜ]\w+\s(?:verlag|media|medien|gmbh))",
        r"^(?:nachdruck|vervielfältigung|weiterverbreitung|weiterverwendung|jede verwertung|die vervielfältigung|wiedergabe|verwendung)\b.{0,60}(?:nur|verboten|untersagt|genehmigung|zustimmung|gestattet|vorbehalten)",
        r"^(?:haftungsausschluss|disclaimer|hinweis zum urheberrecht|rechtlicher hinweis|verantwortlich im sinne|verantwortlich für den inhalt|v\.?\s?i\.?\s?s\.?\s?d\.?\s?p|inhaltlich verantwortlich)\b",
        r"^(?:(?-i:[A-ZÄÖÜ])[\w.&\s-]{2,50}\s)(?-i:GmbH|mbH|AG|KG|e\.\s?V\.|GmbH & Co\. KG)(?:\s*[|·,•–-]\s*.{0,120})?$",
        r"^(?:die|namentlich).{0,80}(?:geben|gibt|spiegel\w+)\s(?:nicht|nur).{0,40}meinung\b",
        r"^(?:telefon|tel\.|fax|e-mail|anschrift|postanschrift|registergericht|ust-id\w*|umsatzsteuer\S*|geschäftsführ\w+|amtsgericht|handelsregister|hrb)\s?[:.-]?\s.{3,}$",
        r"^(?:alle angaben|für (?:die )?inhalte externer|für den inhalt (?:der )?(?:verlinkten|externer)|wir übernehmen keine|keine gewähr|trotz sorgfältiger)\b",
        r"^(?:powered by|betrieben mit|umgesetzt (?:mit|von)|ein angebot (?:von|der|des)|webdesign)\b.{2,50}$",
    ], 320),
    *inner_phrases(Kind.COPYRIGHT, SURE, {
        "© copyright": r"(?:©\s?\d{4}|\d{4}\s?©|copyright\s?(?:©|\(c\)|\d{4}))",
        "rechte": r"alle rechte vorbehalten|alle rechte liegen|sämtliche rechte",
    }, 320),
    *phrases(Kind.EDITORS_NOTE, SURE, [
        r"^[\[(*]?(?:anm(?:erkung|\.)?\s?(?:d(?:er|\.)\s?)(?:red(?:aktion|\.)?|verf|übers)\w*\.?|hinweis der redaktion|redaktioneller hinweis|redaktionelle anmerkung|transparenzhinweis|offenlegung|in eigener sache|korrektur|korrekturhinweis|korrektur der redaktion|berichtigung|richtigstellung|redaktionshinweis|anm\.|vorbemerkung der redaktion|vorbemerkung|nachtrag|aktualisierung|update)\s?(?:vom [^:]{4,24})?[:\])]",
        r"^[\[(]?(?:in|die|eine) (?:\w+ )?(?:früheren?|vorherigen?|ersten?|älteren?|ursprünglichen?) (?:version|fassung)\b",
        r"^[\[(]?(?:dieser|der|diese|wir haben (?:diesen|den)) (?:artikel|text|beitrag|meldung|fassung) (?:wurde|wird|ist)\b[^.]{0,60}(?:aktualisiert|korrigiert|nachträglich|überarbeitet|maschinell|ergänzt|geändert|berichtigt|laufend)",
        r"^(?:anmerkung der redaktion|hinweis der redaktion|in eigener sache|transparenzhinweis)\b",
        r"^(?:namen?|alle namen)\s(?:von der redaktion\s)?geändert\b",
    ], 600),
    *inner_phrases(Kind.EDITORS_NOTE, SURE, {
        "geändert": r"\*\s?name (?:von der redaktion )?geändert",
    }, 600),
    *phrases(Kind.SUMMARY, SURE, [
        r"^(?:zusammenfassung|kurz zusammengefasst|kurzfassung|das wichtigste|das wichtigste in kürze|das wichtigste im überblick|das wichtigste vorab|auf einen blick|in kürze|in aller kürze|kurz gesagt|kurz und knapp|kurz & knapp|darum geht(?:'|’)?s|darum geht es|abstract|tl;dr|kernpunkte|worum es geht|wichtige punkte|kurzüberblick|zusammengefasst|kurz gefasst|kurzgefasst|vorspann|teaser|ki-zusammenfassung)\s*:",
    ], 600, opens=False),
    *phrases(Kind.SHARE, SURE, [
        r"^(?:artikel |beitrag |jetzt |diesen artikel |diesen beitrag |seite |diese seite |den artikel )?(?:teilen|empfehlen|drucken|merken|weiterempfehlen|versenden|verschicken|weiterleiten)(?:\s(?:auf|per|via|über|bei|mit))?\s*(?:[:|·,/]|facebook|twitter|x\b|whatsapp|e-?mail|linkedin|xing|telegram|freunden)",
        r"^(?:folgen sie|folge|folgt) uns\b.{0,60}$|^(?:auf|per|via|über) (?:facebook|twitter|x|whatsapp|linkedin|e-?mail|xing|telegram)\s(?:teilen|folgen|versenden|empfehlen)",
        r"^(?:teilen sie|teile|teilt) (?:diesen|den|dieses|diese)\b.{0,50}$|^besuchen sie uns auf\b.{0,40}$|^\d[\d.]*(?:\s?mal|x|×)? geteilt$|^hat ihnen (?:der|dieser) (?:artikel|beitrag) gefallen",
    ], 90),
    *phrases(Kind.COMMENTS, SURE, [
        r"^\(?\d+\)?\s+(?:leser)?kommentare?n?(?:\s.{0,30})?$|^(?:leser)?kommentare?\s*[:(\[]\s*\d*\s*[)\]]?$|^kommentare\s\d+$",
    ], 60, opens=True),
    *phrases(Kind.COMMENTS, SURE, [
        r"^(?:kommentar|antwort|einen? kommentar|ihren? kommentar|deinen? kommentar|(?:jetzt|hier|selbst) (?:einen )?kommentar|leserbrief)\s?(?:schreiben|verfassen|hinterlassen|abgeben|absenden|melden|einreichen)\b",
        r"^(?:schreiben|schreibe|schreib|verfassen|hinterlassen|hinterlasse)(?: sie| du)? (?:uns )?(?:einen|den ersten|ihren|deinen|hier|die erste) (?:kommentar|leserbrief|antwort)",
        r"^(?:diskutieren sie mit|diskutiere mit|ihre meinung (?:zum|zu|ist|zählt)|sagen sie uns ihre meinung|teilen sie (?:uns )?ihre meinung)\b.{0,80}$",
        r"^(?:bitte |um zu kommentieren|zum kommentieren|sie müssen |du musst |nur )?(?:melden sie sich|loggen sie sich|angemeldet|eingeloggt|anmelden|einloggen|registrierte).{0,40}(?:kommentieren|kommentar|diskutieren|mitdiskutieren)",
        r"^(?:um|zum) (?:zu )?kommentieren\b|^sie müssen (?:angemeldet|eingeloggt) sein",
        r"^(?:noch|bisher|bislang|es gibt|derzeit)?\s?(?:noch\s)?(?:keine|kein) kommentare?\b|^die kommentar(?:funktion\b|e (?:sind|wurden|werden|zu diesem|unter diesem))|^kommentare (?:anzeigen|geschlossen|sind|zu diesem|werden|laden|deaktiviert|ausblenden)|^der kommentarbereich",
        r"^(?:deine|ihre) e-mail-adresse wird nicht|^erforderliche felder sind|^(?:name|e-mail|e-mail-adresse|website|benutzername)\s?\*|^(?:sei|seien sie) der erste|^(?:antwort auf|als antwort auf|zitat von)\b|^sortieren nach\b",
        r"^\w[\w .-]{1,24}\s(?:schrieb|schreibt|sagt|kommentierte|antwortete)\s(?:am\s)?\d{1,2}\.|^\w[\w .-]{1,24}\s?[,|·–-]\s?(?:vor \d+ (?:stunden?|tagen?|minuten?|wochen?)|\d{1,2}\.\d{1,2}\.\d{2,4}(?:,?\s\d{1,2}[:.]\d{2}(?:\suhr)?)?)$",
    ], 160),
    *phrases(Kind.COMMENTS, LIKELY, [
        r"^(?:was (?:meinen|denken|sagen) (?:sie|du|ihr)|was meinst du|wie sehen sie das)\b.{0,60}$",
    ], 90),
    *phrases(Kind.READ_MORE, SURE, [
        _OPEN + r"(?:lesen sie (?:auch|hier|mehr|dazu|weiter|mehr dazu)(?: dazu| mehr)?|lies auch|lest auch|mehr (?:zum thema|dazu|aus dem ressort|zu diesem thema|zum nachlesen|im archiv)|auch interessant|das könnte (?:sie|dich|ihnen)(?: auch)?(?: interessieren| gefallen)?|weiterlesen|weiterlesen auf|weitere(?:r|s)? (?:artikel|themen|beiträge|nachrichten|meldungen|informationen|links)(?: zum thema| finden sie)?|ähnliche (?:artikel|beiträge|themen)|passend dazu|passend zum thema|verwandte (?:artikel|themen|beiträge)|zum thema|hintergrund(?:e)?|meistgelesen|empfohlen|empfehlung(?:en)?(?: der redaktion)?|siehe auch|aus dem archiv|näch?ste[rs]? (?:artikel|beitrag)|vorherige[rs]? (?:artikel|beitrag)|lesetipp|video|podcast|fotostrecke|bildergalerie|dossier|mehr zu|mehr von|außerdem|tipp der redaktion|buchtipp|interview|newsblog|liveblog)\s?[:|>»–→]\s?\S",
        _OPEN + r"(?:mehr|weitere artikel|weitere beiträge|alle artikel|alle beiträge|mehr artikel|weitere nachrichten|mehr nachrichten|neuigkeiten) (?:von|aus|zu|über|zum|zur|auf)\b[^.!?]{2,40}\s?(?:[:>»→]|$)",
        r"^(?:zum artikel|weiterlesen|mehr lesen|mehr erfahren|mehr dazu|zur übersicht|ganzen (?:artikel|beitrag) lesen|den vollständigen artikel|hier (?:weiterlesen|geht es|geht's|klicken|lesen))\b[^.!?]{0,40}(?:[>»→…]|$)",
        r"^(?:meistgelesen|meistgelesene|die meistgelesenen|neueste|die neuesten|aktuelle|beliebte|empfohlene|verwandte|ähnliche|weitere|top)\s(?:artikel|beiträge|nachrichten|themen|meldungen|texte|videos)\b[^.!?]{0,30}$",
        r"^(?:das|was) (?:könnte )?(?:sie|dich|ihnen)(?: auch)? (?:noch )?(?:interessieren|gefallen)(?: könnte)?\s?:?$|^(?:andere )?(?:leser|nutzer) (?:lasen|interessierten|lesen)\b[^.]{0,40}$",
    ], 180),
    *inner_phrases(Kind.READ_MORE, SURE, {
        "weiterlesen mehr artikel": r"[^.!?]{3,}\s(?:weiterlesen|mehr lesen|mehr erfahren|zum artikel)\s?(?:[>»→…]|$)",
        "mehr weiter": r"[.…!?]\s?(?:\[)?(?:mehr|weiter|weiterlesen|mehr\s?[>»…]|\[?mehr\]?)(?:\s?[>»…→]+|\])$",
    }, 180),
    *phrases(Kind.READ_MORE, LIKELY, [
        r"^(?:lesen|sehen|hören|erfahren) sie (?:hier|dazu|mehr|auch (?:hier|das|den|die|unser))\b",
    ], 160),
    *phrases(Kind.ADVERT, SURE, [
        r"^[\[(*–—-]*\s?(?:anzeige|werbung|advertorial|gesponsert|sponsored(?: post| content)?|promotion|partnerangebot|bezahlte (?:anzeige|partnerschaft)|sonderveröffentlichung|inhalt mit werbung)\s?[\])*–—-]*\s?(?:[:|]|$)",
        r"^[\[(*–—-]*\s?(?:gesponserte[rs]? (?:inhalt|beitrag|artikel)|bezahlte[rs]? (?:inhalt|beitrag|partnerschaft|anzeige)|werbebeitrag|anzeigensonderveröffentlichung|präsentiert von)\b",
        r"^(?:weiterlesen|weiter|der artikel|der text|artikel wird|lesen sie) (?:geht es |geht's )?(?:nach|unter|hinter) (?:der|dieser) (?:anzeige|werbung)|^(?:nach|ende) der (?:anzeige|werbung)\b|^dies ist eine (?:bezahlte|anzeige|werbe)|^die redaktion war an .{0,30}nicht beteiligt",
        r"^hier (?:klicken|bestellen|sparen) und\b.{0,50}$",
        r"^newsletter\s?[:|–-]\s?\S|^(?:mein |der |unser )?(?:kostenloser |täglicher |wöchentlicher )?newsletter\b[^.]{0,40}$|^mit (?:dem )?(?:klick|absenden|der anmeldung|ihrer anmeldung)\b.{3,}",
        r"^(?:plus|premium|abo|exklusiv)(?:-artikel|-beitrag|-inhalt|-text|\+)?$|^(?:sie haben|haben sie)\s(?:bereits|schon) (?:ein abo|ein konto|einen zugang)|^noch kein (?:abo|konto|kunde|abonnent)",
        r"^(?:jetzt|hier|gleich|noch heute)\s(?:\w+\s){0,3}(?:abonnieren|bestellen|testen|anmelden|registrieren|sichern|herunterladen|downloaden|spenden|unterstützen|freischalten|buchen|mitglied werden|kaufen|entdecken|sparen|abschließen|lesen)\b[^.]{0,60}[!>»]?$",
        r"^(?:unser|der|mit unserem) \S{0,20}newsletter",
        r"^(?:unterstützen sie (?:uns|unsere|unabhängig|freien|guten)|helfen sie uns (?:dabei|mit|weiter))\b.{0,80}(?:uns|arbeit|journalismus|spende|abo|mitglied)|^(?:ihre|deine) (?:spende|unterstützung)\b",
        r"^(?:dieser|der|diese|den|weiterlesen|weiter|lesen sie)\s.{0,30}(?:nur )?(?:für abonnent|für mitglieder|mit (?:einem )?(?:abo|digitalabo|plus|probeabo)|mit [\w-]+(?:\+|\splus)|hinter der|ist kostenpflichtig|exklusiv für)",
        r"^(?:sie haben|du hast) (?:ihre|deine|noch|\d+|\w+) (?:\w+ )?(?:frei\w*|kostenlose\w*|gratis)? ?artikel|^(?:registrieren|melden) sie sich (?:jetzt|hier|kostenlos|an|für unseren)\b.{0,80}$|^kein abo\b|^alle (?:artikel|inhalte) (?:lesen|freischalten)",
        r"^(?:laden sie|hol dir|holen sie sich|lade)\b.{0,60}\bapp\b|^(?:unsere|die) \S{0,16}\s?app\b.{0,60}(?:laden|herunterladen|store|gratis|kostenlos)",
    ], 260),
    *inner_phrases(Kind.ADVERT, SURE, {
        "% € euro wochenende vorrat testen": r"(?:bis zu )?\d+\s?%\s(?:reduziert|rabatt|günstiger|nachlass|billiger|auf alles)|\d+\s?(?:€|euro) (?:sparen|geschenkt|rabatt|gutschein)[!.]?$|(?:wochen|monate|tage|monat) (?:für|gratis|kostenlos|nur)\b.{0,12}(?:€|euro\b|testen\b)|nur (?:dieses|an diesem) wochenende|solange der vorrat",
        "kostenlos datenschutzerkl": r"kostenlos in (?:ihrem|dein(?:em)?) (?:postfach|e-mail)|in unserer datenschutzerklärung\.?$",
        "vorbehalten zugriff": r"(?:abonnenten|mitgliedern|digital-abonnenten|plus-abonnenten) vorbehalten|\bzugriff auf alle (?:inhalte|artikel|texte|plus)",
        "newsletter": r"(?:abonnieren|bestellen|melden|erhalten|holen|verpassen)\b.{0,60}newsletter|newsletter\b.{0,60}(?:abonnieren|anmelden|bestellen|kostenlos|erhalten|postfach|bestell|anmeld)",
        "abo kündbar kunde registriert probemonat digitalpaket": r"(?:\babo\b|probeabo|digitalabo|abonnement|monatsabo|jahresabo|plus-abo|digital-abo|digitalpaket|probemonat).{0,50}(?:testen|euro|€|monat|kündbar|sichern|abschließen|lesen|zugang|wochen)|(?:jederzeit|monatlich) kündbar|(?:bereits|schon|sie sind) (?:abonnent|abonniert|digital-abonnent|registriert|kunde)",
        "code rabatt versandkostenfrei € euro gratis angebot zeit zugreifen sparen": r"(?:gutscheincode|rabattcode|aktionscode|versandkostenfrei|nur \d+[.,]\d\d\s?(?:€|euro)|statt \d+[.,]?\d*\s?(?:€|euro)|gratis[- ]?(?:monat|probe|versand)|\d+\s?(?:%|prozent) (?:sparen|rabatt)|ab (?:nur )?\d+[.,]?\d*\s?(?:€|euro) (?:im|pro) monat|angebot (?:gültig|gilt|nur)|nur für kurze zeit|jetzt zugreifen)",
    }, 260),
    *phrases(Kind.NAVIGATION, SURE, [
        r"^(?:sie (?:sind|befinden sich) hier|pfad)\s*[:>»|/]\s*\S",
        r"^(?:startseite|start|home)\s*[>›»|/·]",
        r"^[^.!?:]{1,40}(?:\s[>›»]\s[^.!?]{1,80}){1,6}$",
        r"^(?:zum|zur|zurück zum|zurück zur|direkt zum|springe? zum|springen sie zum|weiter zum)\s(?:inhalt|hauptinhalt|seitenanfang|menü|navigation|suche|startseite|übersicht|hauptmenü|footer|hauptnavigation|artikelanfang|anfang)\b",
        r"^(?:tags?|schlagwörter|schlagworte|stichworte|stichwörter|themen|kategorien?|rubrik|rubriken|ressort|abgelegt unter|keywords|mehr zu den themen|verschlagwortet)\s?:\s?\S.{0,120}$",
        r"^seite\s\d+\s(?:von|/)\s\d+|^\d+\s?/\s?\d+$|^(?:nächste|vorherige) seite\b",
    ], 160),
    *phrases(Kind.NAVIGATION, LIKELY, [
        r"^[^.!?:|]{1,30}(?:\s?[|·•]\s?[^.!?:|·•]{1,30}){2,}$",
    ], 220),
    *phrases(Kind.BOILERPLATE, LIKELY, [
        r"^[^.!?]{3,60},?\s(?:heft|ausgabe|nr\.|jahrgang|jg\.|bd\.|band)\s?\d+(?:[,\s(/].{0,24})?$",
    ], 100),
    *phrases(Kind.BOILERPLATE, SURE, [
        r"^(?:mit der nutzung|durch die nutzung|wenn sie auf)\b.{0,80}(?:cookies|zustimm|akzeptier)|^(?:ihre|deine) (?:privatsphäre|einwilligung|cookie)",
        r"^(?:lesezeit|lesedauer|geschätzte lesezeit|dauer|ca\.|lesezeit ca\.)\s?[:.]?\s?(?:ca\.\s)?\d+\s?(?:min|sek)|^\d+\s?min(?:uten|\.)?\s(?:lesezeit|lesedauer|lesen)|^(?:aufrufe|zugriffe|klicks|wörter)\s?[:(]?\s?\d|^\d[\d.]*\s(?:aufrufe|zugriffe|mal gelesen|wörter)",
        r"^(?:an dieser stelle|hier) (?:finden sie|steht|befindet sich) (?:einen|ein|ergänzend)|^(?:einstellungen|cookies|einwilligung) (?:verwalten|anpassen|ändern|ansehen)",
        r"^\w[^.!?]{2,40}\s\d{1,2}/(?:19|20)\d\d$",
        r"^(?:dieses|das) video (?:kann (?:nicht|derzeit)|ist (?:nicht|leider|derzeit))\b|^externer inhalt|^(?:an dieser stelle|hier)\b.{0,40}(?:externe[rn]? inhalt|inhalt von)",
        r"^(?:artikel|beitrag|text|diesen artikel) (?:anhören|vorlesen|als podcast)|^(?:hören sie|anhören)\b.{0,30}artikel|^[–—*-]*\s?ende\s?[–—*-]*$|^#\S{2,24}(?:\s#\S{2,24})*$",
    ], 260),
    *inner_phrases(Kind.BOILERPLATE, SURE, {
        "cookie": r"(?:wir|diese (?:web)?seite|unsere (?:web)?seite|diese website)\b.{0,40}(?:verwende[nt]|nutz(?:en|t)|setz(?:en|t))\b.{0,30}cookies|cookies?\b.{0,60}(?:zustimm|akzeptier|ablehn|einstellung|einwillig|verwendung)",
        "extern": r"extern(?:e[nr]?|er) inhalte?\b.{0,40}(?:laden|anzeigen|von|zustimm|einwillig|aktivier)",
        "javascript browser": r"javascript\b.{0,40}(?:aktivier|deaktivier|benötigt|eingeschaltet)|browser\b.{0,40}(?:unterstützt|veraltet)",
    }, 260),
    *phrases(Kind.SUMMARY, HINT, [
        r"^(?:fazit)\s?:",
    ], 300),
]  # fmt: skip

NOTICE_CUES = """
    cookie cookies newsletter abo abos abonnieren abonnenten abonnement redaktion fassung version artikel beitrag vorbehalten
    nachdruck haftung gewähr datenschutz einwilligung zustimmen zustimmung spende spenden registrieren anzeige werbung ©
    javascript rabatt gutschein kündbar urheber autor autorin verfasser korrespondent redakteur browser aktualisiert
    probeabo probemonat digitalabo plus-abo postfach rechte anm wenden schreiben mailen
"""
SENTENCE_CUES = (
    NOTICE_CUES
    + """
    unterstützen anmelden € euro kommentar kommentare kommentieren diskutieren leserbrief lesen weiterlesen folgen teilen
    drucken empfehlen foto fotos bild bilder grafik quelle inhalt inhalte lesezeit veröffentlicht namen name meinung angemeldet
    eingeloggt app login mitglied text angebot verlosung dieser melden
"""
)

NOTICES = [
    *inner_phrases(Kind.COPYRIGHT, SURE, {"vorbehalten": r"alle rechte vorbehalten"}, 200),
    *phrases(Kind.COPYRIGHT, SURE, [r"^(?:nachdruck|vervielfältigung)\b.{0,60}(?:verboten|untersagt|genehmigung|zustimmung)"], 200),
    *phrases(Kind.COPYRIGHT, SURE, [r"^(?:bei|für) (?:fragen|rückfragen|hinweise\w*|anregungen)\b.{0,40}(?:wenden|schreiben|mailen) sie\b.{0,60}@"], 160),
    *phrases(Kind.EDITORS_NOTE, SURE, [r"^[\[(](?:anm(?:erkung|\.)?\s?d(?:er|\.)\s?red\w*\.?|hinweis der redaktion)\s?:.*[\])]$"], 300),
]  # fmt: skip
