"""What German words say about the full stop before or behind them: abbreviations, beginnings, finite verbs."""

# Nothing ends behind these: what they stand before is missing.
NEVER = frozenset(
    "Dr Prof Hr Hrn Frl Mag Dipl Ing Pfr Msgr Frhr Gebr Fa hl Hl Hptm Oblt Lt Uffz Fw Oberlt Obst Adm Kpt "
    "Kptlt Maj Med Phil Jur Rer Nat Oec vgl cf ca rd Rd bzw inkl exkl ggf evtl sog geb gest verh verw gesch lt "
    "gem insb insbes bes bspw zzgl abzgl einschl resp vs hrsg Hrsg Hg hg ders jew mind entspr ehem allg bzgl "
    "betr wg zw zit bearb übers erw staatl städt gez kgl kaiserl dt engl frz franz chin jap russ lat griech "
    "ital span eig ev kath röm südl nördl östl westl Nrn Bde jun sen Urt Beschl Erl Inst Fam Bsp Ew Frh Kfm "
    "Stv stv z i m u d".split()
)
# So are these, written in parts; without the spaces.
NEVER_PARTED = frozenset(
    "z.B d.h i.d.R u.U i.V.m i.S.d i.S.v i.e i.A i.V i.d.F i.d.S i.w.S i.e.S i.H.v i.R.d z.T z.Zt z.Z m.E u.E "
    "o.g s.g v.a m.W d.i p.Adr u.d.T S.d i.Z.m a.d i.d o.a u.g e.g i.B.a b.z.w n.h.M".split()
)
# They stand before a number, a letter or a name; before anything else some are words of their own (diese Art.).
NUMBERED = frozenset(
    "Nr Art Abs S Bd Kap Abb Tab Anm Rn Rz Az Bl Ziff Lit lit Rdnr Rdn Fn Fußn Sp Z V Jg H Op op Ausg Heft "
    "Verf St Pos Taf Teilbd Sig Inv Kat Buchst Par Tel Fax Mobil".split()
)
# They stand for things counted or at the end of names, and may end a sentence too.
MEASURES = frozenset(
    "Mio Mrd Bio Tsd Std Min Sek Jh Jhs Jhd Jhdt Jhdts Jhts Jt Str Aufl Ausg Jan Jän Feb Febr Mär Apr Jun Jul "
    "Aug Sep Sept Okt Nov Dez Mo Di Mi Do Sa Univ Hbf Bhf Pl Abt Red Pkt Pers Stk Ztr Pfd Dtzd Fr Rp Kr MwSt "
    "Mwst USt Ust Ltd Inc Corp Co Jr Sr Bros Cie Verw Vers Bez Krs Kl Bat Rgt Div Ges Ber Mus Bibl Hs Hss Dat "
    "Gr Gde".split()
)
# They close a list or a name; what comes behind is mostly a sentence.
FINAL = frozenset("ff f dgl ebd em habil jur med phil theol pol ibid al cit Nachf passim pass seq".split())
FINAL_PARTED = frozenset(
    "h.M a.A u.a u.Ä u.ä o.Ä o.ä u.v.m u.v.a u.dgl u.dergl u.s.w u.s.f a.a.O s.o s.u v.Chr n.Chr v.u.Z n.u.Z "
    "u.Z v.d.Z e.V e.G h.c a.D d.J d.Ä d.Gr i.R i.Br a.M a.d.O a.Rh o.O o.J o.O.u.J m.b.H p.a n.N n.V b.H "
    "et.al d.M d.Js a.St n.St u.v.a.m".split()
)
LIST_ENDS = frozenset("usw etc usf".split())  # before a capital a sentence is over

ABBREVIATIONS = NEVER | NUMBERED | MEASURES | FINAL | LIST_ENDS

MONTHS = frozenset(
    "Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember Jan Jän "
    "Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez".split()
)
DETERMINERS = frozenset(
    "der die das dem den des am im zum zur vom beim ins ans aufs fürs ein eine einen einem einer eines kein "
    "keine keinen keinem keiner mein meine meinen meinem meiner dein sein seine seinen seinem seiner ihr ihre "
    "ihren ihrem ihrer unser unsere unseren unserem unserer euer jeder jede jedes jeden jedem dieser diese "
    "dieses diesen diesem jener jene jenen jenem jüngster erster nächster".split()
)
# Behind these a number is a name or a count: Platz 7, Note 3. So is a letter: Entwurf B.
LABELS = frozenset(
    "Plan Entwurf Variante Typ Klasse Vitamin Gruppe Block Teil Punkt Stufe Hepatitis Version Modell Nummer "
    "Note Platz Rang Seite Kapitel Abschnitt Artikel Band Zimmer Raum Haus Halle Gleis Linie Buchstabe Fall "
    "Option Serie Reihe Zone Akte Anlage Anhang Liste Sektion Ebene Level Tor Terminal Position Aufgabe Frage "
    "Familie Zeugin Zeuge Spalte Zeile".split()
)
CURRENCIES = frozenset(
    "Euro Dollar Franken Yuan Renminbi Yen Pfund Rubel Mark Kronen Rupien Won Cent US-Dollar Barrel Tonnen "
    "Menschen Einwohner Einwohnern Haushalte Kilometer Hektar Liter Stück Exemplare Zuschauer Nutzer Nutzern "
    "Kunden Tonne Quadratmeter Kubikmeter Personen Jahre Jahren Chinesen Deutsche Wohnungen Fahrzeuge Autos "
    "Beschäftigte Mitarbeiter Besucher Flüchtlinge".split()
)

_STARTERS = (
    "der die das dem den des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser diese "
    "dieses diesem diesen jener jene jenes jenem jenen jeder jede jedes jedem jeden alle alles allen aller mancher "
    "manche manches viele vieles vielen wenige wenig einige einigen etliche mehrere beide beides beiden er sie es wir "
    "ihr ich du man wer wen wem was wo woher wohin wann warum wieso weshalb wie welche welcher welches welchen wozu "
    "wofür womit woran wodurch und aber oder doch denn sondern jedoch dann danach daher darum deshalb deswegen dazu "
    "dabei dafür dagegen damit daran darauf daraus darin darüber darunter davon davor dahinter dort dorthin dorther "
    "hier hierzu hierbei dadurch da nun jetzt heute gestern morgen damals früher später bald schon noch nur auch sogar "
    "selbst so sehr nicht nichts nie niemals niemand jemand etwas mein meine meinen meinem meiner sein seine seinen "
    "seinem seiner ihre ihren ihrem ihrer unser unsere unseren unserem euer dein deine im in am an auf aus bei beim "
    "bis durch für gegen hinter mit nach neben ohne seit über um unter vom von vor während wegen zu zum zur zwischen "
    "trotz laut gemäß statt als wenn weil ob obwohl obgleich nachdem bevor sobald solange sofern falls indem dass daß "
    "zwar allerdings außerdem zudem ferner schließlich endlich zuletzt zuerst zunächst inzwischen mittlerweile "
    "unterdessen trotzdem dennoch gleichwohl immerhin vielleicht wahrscheinlich möglicherweise offenbar angeblich "
    "natürlich leider tatsächlich eigentlich übrigens insgesamt besonders allem einst einmal zweimal manchmal oft "
    "meist meistens immer ebenso genauso anders andere anderer anderen insofern somit folglich also sonst erst zwei "
    "drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend hunderte tausende dutzende ja nein ach na "
    "tja bitte danke ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können konnte soll sollen "
    "muss müssen darf dürfen will wollen gibt beispielsweise zuvor zugleich gleichzeitig seitdem seither daneben "
    "überall nirgends draußen drinnen oben unten links rechts genau gerade kaum fast etwa ungefähr rund weder entweder "
    "sowohl je desto umso mehr weniger solch solche solcher irgendwann irgendwo irgendwie jedenfalls gewiss sicher "
    "wahrlich weiter weiterhin weitere weiterer anfangs abends morgens mittags nachts montags dienstags mittwochs "
    "donnerstags freitags samstags sonntags letztlich derzeit zurzeit aktuell künftig bislang bisher demnach "
    "dementsprechend dieselbe derselbe dasselbe jegliche sämtliche einzig allein lediglich vielmehr"
)
STARTERS = frozenset(word.capitalize() for word in _STARTERS.split())

FINITE = frozenset(
    "ist sind war waren sei seien wäre wären bin bist hat haben hatte hatten habe hätte hätten wird werden "
    "wurde wurden würde würden werde kann können konnte konnten könnte könnten soll sollen sollte sollten muss "
    "müssen musste mussten müsste darf dürfen durfte durften will wollen wollte wollten mag mögen mochte "
    "möchte möchten lässt lassen ließ ließen gibt geben gab gaben geht gehen ging gingen kommt kommen kam "
    "kamen steht stehen stand standen liegt liegen lag lagen bleibt bleiben blieb blieben heißt heißen hieß "
    "hießen sagt sagen sagte sagten macht machen machte machten nimmt nehmen nahm nahmen sieht sehen sah sahen "
    "findet finden fand fanden hält halten hielt hielten fährt fahren fuhr fuhren läuft laufen lief liefen "
    "fällt fallen fiel fielen steigt steigen stieg stiegen sinkt sinken sank sanken wächst wachsen wuchs "
    "wuchsen beginnt beginnen begann begannen endet enden gilt gelten galt galten trägt tragen trug trugen "
    "führt führen führte zieht ziehen zog zogen bringt bringen brachte brachten denkt denken dachte weiß "
    "wissen wusste wussten kennt kennen kannte nennt nennen nannte spricht sprechen sprach sprachen schreibt "
    "schreiben schrieb schrieben liest lesen las lasen isst essen aß trinkt trank schläft schlief ruft rufen "
    "rief riefen fehlt fehlen fehlte fehlten reicht reichen gehört gehören gehörte gehörten zählt zählen zahlt "
    "zahlen kostet kosten verlor verloren verliert gewann gewannen gewinnt traf trafen trifft treffen schließt "
    "schließen schloss schlossen erhielt erhielten erhält bekam bekamen bekommt bekommen entstand entstanden "
    "entsteht entstehen erschien erscheint erscheinen verschwand bestand besteht bestehen verstand versteht "
    "starb starben stirbt sterben half hilft helfen warf wirft riss schlug schlugen schlägt schoss sprang trat "
    "traten tritt treten saß saßen sitzt sitzen sang schien scheint scheinen tat taten tut tun wies weist bat "
    "baten bittet bot boten bietet bieten brach brachen bricht betrug beträgt betragen verdankt fügt setzt "
    "setzen setzte lebt leben lebte lebten arbeitet arbeiten spielt spielen schweigt schweigen schwieg nickt "
    "lacht lachte lachten weint fragt fragte fragen antwortet antwortete meint meinte meinen glaubt glaubte "
    "verlieh verleiht vergab vergibt fing fingen fängt hing hängt hängen schnitt stritt litt leidet griff "
    "greift stieß stößt hob hebt verließ verlässt vergaß vergisst befand befindet befinden genügt genügen "
    "gewinnen gefallen gelingen geraten gelingt gelang gefällt gefiel geschieht geschah entschied entschieden "
    "entscheidet wählte wählt wog wiegt mied rät riet empfahl empfiehlt überwog enthält enthielt berief "
    "ernennt ernannte unterlag unterliegt zeigt zeigen dient dienen droht drohen folgt folgen lautet lauten "
    "stammt stammen bildet bilden braucht brauchen sucht suchen wirkt wirken gehe stehe komme beendete beendet "
    "misst maß passt passen vertritt vertrat umfasst umfassen erklärt erklärte bedeutet bedeuten verkauft "
    "verkaufte kauft kaufte baut bauen baute klopft stellt stellen stellte sitze rechnet rechnen rechnete "
    "erwartet erwarten erwartete plant planen plante".split()
)
# Words that end as verbs do and are none; what is behind a noun and among these does not begin a clause.
NOT_FINITE = frozenset(
    "nicht fast jetzt selbst erst sonst meist oft mit seit statt samt dort zuletzt zunächst höchst recht "
    "leicht direkt weit breit bereit acht laut gesamt bekannt gut echt nachts überhaupt insgesamt längst "
    "äußerst zumindest anstatt heut bunt letzte letzten zweite zweiten dritte dritten vierte vierten fünfte "
    "fünften sechste achte achten zehnte erste ersten gesamte gesamten bekannte bekannten gute guten heute "
    "bitte weite weiten breite breiten alte alten rote roten leichte leichten echte echten beste besten meiste "
    "meisten größte größten nächste nächsten hunderte dutzende kalte kalten harte harten letzter bester unten "
    "hinten mitten binnen außen innen oben neben gegen wegen zwischen sowie morgen allen vielen einigen "
    "anderen keinen seinen ihren meinen deinen unseren diesen jenen jeden solchen welchen beiden eigenen "
    "großen kleinen neuen jungen langen hohen ganzen deutschen chinesischen konnt robust dicht schlecht "
    "schlicht sanft stumpf satt platt getan ungefähr bestimmt geplant berühmt beliebt verletzt besetzt "
    "verkauft beendet erwartet angeblich entfernt".split()
)
SUBORDINATORS = frozenset(
    "dass daß weil wenn als ob obwohl nachdem bevor während bis damit falls sofern indem sobald solange "
    "seitdem wie wo was wer wann warum der die das den dem denen deren dessen welche welcher welches".split()
)
# A sentence does not stop behind these: it was cut off, or the rest of it follows.
CUT_OFF = DETERMINERS | frozenset(
    "und oder aber dass weil wenn ist sind war waren wird werden mit von vor nach bei aus auf in zu für".split()
)
