"""What English words say about the full stop before or behind them: abbreviations, beginnings, verbs."""

# Nothing ends behind these: what they stand before is missing.
NEVER = frozenset(
    "Mr Mrs Ms Mx Messrs Mme Mmes Mlle Prof Profs Gen Sen Sens Rep Reps Gov Govs Capt Cpt Sgt Lt Cmdr Comdr "
    "Col Cpl Maj Adm Brig Pvt Rev Hon Pres Supt Insp Det Ald Amb Mgr Msgr Fr Br Mt Mts Ft Pt viz cf approx ca "
    "c v vs fl b d esp incl excl resp eg ie usu orig publ trans repr illus Dist Attys Atty Drs Ste San q qq".split()
)
OPENING_PARTED = frozenset("p.s p.p.s n.b q.e.d".split())
ATTRIBUTIVE = frozenset("u.s u.k u.n e.u d.c l.a u.s.a".split())  # before a noun: the U.S. Senate
NEVER_PARTED = frozenset("e.g i.e c.f a.k.a q.v w.r.t n.b".split())
# They stand before a number; before a sentence some are words of their own (No.).
NUMBERED = frozenset(
    "No Nos Vol Vols pp p Fig Figs Eq Eqs Art Arts Sec Secs Ch Chap Op Ref Refs Tab Par Para Pars Cl Ex Exx ch "
    "chap sec art vol vols no nos fig figs eq eqs col cols l ll ver v n nn fol fols para paras bk Bk Pt pt Rm "
    "Apt App Nr".split()
)
# They may end a sentence, and stand before names and nouns too.
OPEN = frozenset(
    "Inc Ltd Corp Co Bros Cos Jr Sr Esq St Ave Av Blvd Rd Dr Ln Sq Hwy Ct Pl Ter Pkwy Bldg Dept Depts Univ "
    "Assn Assoc Inst Intl Natl Govt Acad Mfg Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed "
    "Thu Thur Thurs Fri Sat Sun Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn "
    "Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo lb lbs oz ft in yd yds mi min mins hr "
    "hrs sec secs gal qt pt doz al ed eds edn rev cit loc op ibid id seq sp spp var subsp dept depts univ corp "
    "co inc ltd ave st rd govt est ext max avg misc nr tel anon assn cert dir lic mfr pkg qty".split()
)
LIST_ENDS = frozenset("etc".split())  # before a capital a sentence is over
TITLES = frozenset("St Ste Ft Mt Dr Pt".split())
BEFORE_NAMES = TITLES | frozenset("Univ Dept Depts Inst Natl Assn Assoc Intl Acad Govt dept univ".split())
COMPANIES = frozenset("Inc Ltd Corp Co Bros Cos Jr Sr Esq".split())
ERAS = frozenset("a.m p.m b.c a.d b.c.e c.e".split())
ABBREVIATIONS = NEVER | NUMBERED | OPEN | LIST_ENDS

# What a time of day is followed by inside a sentence.
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December Eastern Central Pacific Mountain GMT UTC EST EDT CST CDT PST "
    "PDT MST CET CEST BST ET PT CT Beijing London Greenwich Tokyo Berlin Moscow New".split()
)
LABELS = frozenset(
    "Plan Vitamin Hepatitis Class Group Type Grade Section Appendix Exhibit Figure Table Building Terminal "
    "Company Platform Schedule Part Title Chapter Line Route Gate Room Block Unit Level Team Option Version "
    "Series Zone Model Annex Column Point Form".split()
)
STARTERS = frozenset(
    word.capitalize()
    for word in (
        "the a an this that these those it he she we they you i his her their its our my your there here when where "
        "who whom whose what why how which while if as at in on by for from with without within after before during "
        "since until till under over through throughout to of off into onto upon across along around behind below "
        "beneath beside besides between beyond despite except inside outside like near past toward towards unlike via "
        "and but or so yet nor then now today yesterday tomorrow tonight later soon still even only just not no none "
        "nobody nothing nowhere never neither either both some somebody someone something sometimes many most much "
        "more few several all each every everyone everybody everything another other others one two three four five "
        "six seven eight nine ten eleven twelve is are was were do does did has have had can could will would should "
        "might must let please perhaps maybe however moreover meanwhile instead although though because once according "
        "also again almost already always thus therefore hence indeed finally first second third next last earlier "
        "often usually generally recently currently additionally furthermore nevertheless nonetheless otherwise "
        "similarly such than that's it's there's he's she's they're we're you're i'm don't didn't can't won't anyone "
        "anybody anything any yes ok okay well oh ah whether wherever whenever whoever people unless whereas lest"
    ).split()
) - {"May", "Will"}

FINITE = frozenset(
    "is are was were am be been has have had do does did can could will would shall should may might must said "
    "says say came come comes went goes go got gets made makes make took takes take gave gives give found "
    "finds knew knows know saw sees left leaves kept keeps began begins became becomes ran runs run stood "
    "stands fell falls fall rose rises rise held holds hold brought brings wrote writes spoke speaks met meets "
    "paid pays led leads sent sends built builds bought buys sold sells lost loses won wins told tells felt "
    "feels meant means set sets put puts cut cuts read let lets sat sits lay lies broke breaks chose drove "
    "drives ate drank flew flies grew grows hung rang sang sank slept spent spends stole struck swam taught "
    "thought thinks threw wore wears woke hit shut cost costs need needs seem seems want wants look looks help "
    "helps show shows live lives keep remain remains stay stays work works belong belongs follow follows "
    "include includes use uses call calls like likes".split()
)
NOT_FINITE = frozenset(
    "united based limited related advanced associated estimated red hundred indeed need used".split()
)
# A sentence does not stop behind these: it was cut off, or the rest of it follows.
CUT_OFF = frozenset(
    "the a an this that these those my your his her its our their and or but if as at in on by for from with "
    "to of is are was were be been has have had will would can could should not very so too than".split()
)
SAID = (
    "said|says|asked|asks|cried|cries|replied|replies|answered|answers|whispered|shouted|yelled|murmured|muttered|added|adds|"
    "continued|remarked|observed|explained|explains|insisted|insists|called|exclaimed|snapped|laughed|sighed|recalled|recalls|"
    "admitted|admits|wrote|writes|thought|wondered|wonders|demanded|declared|announced|agreed|begged|growled|groaned|screamed|"
    "protested|suggested|warned|joked|countered|conceded|concluded|noted|notes|told|tells|interrupted|repeated|echoed|urged"
)
