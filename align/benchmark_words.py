"""The words of the benchmark's own text in Chinese, German and English; `align.benchmark_text` makes sentences of them.

German objects and topics are in the accusative, subjects in the nominative; clauses behind "weil", "obwohl" and
"um" have their verbs at the end.
"""

from typing import NamedTuple


class Phrase(NamedTuple):
    """The same words in three languages; {} is a place for others."""

    zh: str
    de: str
    en: str


class Subject(NamedTuple):
    """Who does something; is_plural says which form the German verb has."""

    zh: str
    de: str
    en: str
    is_plural: bool


class Verb(NamedTuple):
    """What is done to a plan, a report, a rule. behind is the part of a German verb that ends the clause."""

    zh: str
    singular: str
    plural: str
    behind: str
    en: str


class Reaction(NamedTuple):
    """What somebody says or does about it. rest is what follows the German verb, or precedes it in a side clause."""

    zh: str
    singular: str
    plural: str
    rest: str
    en: str


def _rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def _phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(*row) for row in _rows(text))


def _subjects(text: str, *, is_plural: bool) -> tuple[Subject, ...]:
    return tuple(Subject(zh, de, en, is_plural) for zh, de, en in _rows(text))


SUBJECTS = _subjects(
    """
    环境部 | das Umweltministerium | the environment ministry
    财政部 | das Finanzministerium | the finance ministry
    交通部 | das Verkehrsministerium | the transport ministry
    卫生部 | das Gesundheitsministerium | the health ministry
    市议会 | der Stadtrat | the city council
    州政府 | die Landesregierung | the state government
    港务局 | die Hafenbehörde | the port authority
    统计局 | das Statistikamt | the statistics office
    中央银行 | die Zentralbank | the central bank
    最高法院 | das Oberste Gericht | the supreme court
    消费者协会 | der Verbraucherverband | the consumer association
    工会 | die Gewerkschaft | the trade union
    铁路公司 | die Bahngesellschaft | the railway company
    气象台 | der Wetterdienst | the weather service
    专利局 | das Patentamt | the patent office
    农业协会 | der Bauernverband | the farmers' association
    国家博物馆 | das Nationalmuseum | the national museum
    审计署 | der Rechnungshof | the audit office
    机场运营商 | der Flughafenbetreiber | the airport operator
    能源监管机构 | die Energieaufsicht | the energy regulator
    总部设在瑞士的基金会 | eine Stiftung mit Sitz in der Schweiz | a foundation based in Switzerland
    一家中型机械制造商 | ein mittelständischer Maschinenbauer | a medium-sized machine builder
    最大的反对党 | die größte Oppositionspartei | the largest opposition party
    科学院 | die Akademie der Wissenschaften | the academy of sciences
    建筑师协会 | die Architektenkammer | the chamber of architects
    消防总队 | die Feuerwehr | the fire brigade
    议会预算委员会 | der Haushaltsausschuss des Parlaments | the budget committee of parliament
    国际海事组织 | die Internationale Seeschifffahrtsorganisation | the International Maritime Organization
    学生会 | die Studierendenvertretung | the student union
    市立图书馆 | die Stadtbibliothek | the city library
    """,
    is_plural=False,
) + _subjects(
    """
    两家保险公司 | zwei Versicherer | two insurance companies
    当地渔民 | die örtlichen Fischer | local fishermen
    多所大学 | mehrere Universitäten | several universities
    北部各省 | die nördlichen Provinzen | the northern provinces
    一百多名医生 | mehr als hundert Ärzte | more than a hundred doctors
    主要钢铁企业 | die großen Stahlkonzerne | the major steel producers
    邻国 | die Nachbarländer | the neighbouring countries
    独立专家 | unabhängige Fachleute | independent experts
    航空公司 | die Fluggesellschaften | the airlines
    房东和租户 | Vermieter und Mieter | landlords and tenants
    考古学家 | die Archäologen | the archaeologists
    汽车制造商 | die Autohersteller | the carmakers
    幼儿园园长 | die Leiterinnen der Kindergärten | the heads of the kindergartens
    葡萄种植户 | die Winzer | the winegrowers
    出版社 | die Verlage | the publishers
    欧洲各国部长 | die europäischen Minister | the European ministers
    """,
    is_plural=True,
)

VERBS = tuple(
    Verb(*row)
    for row in _rows(
        """
        批准了 | billigte | billigten | | approved
        推迟了 | verschob | verschoben | | postponed
        公布了 | veröffentlichte | veröffentlichten | | published
        审查了 | prüfte | prüften | | examined
        批评了 | kritisierte | kritisierten | | criticised
        修改了 | änderte | änderten | | amended
        介绍了 | stellte | stellten | vor | presented
        讨论了 | erörterte | erörterten | | discussed
        否决了 | lehnte | lehnten | ab | rejected
        撤回了 | zog | zogen | zurück | withdrew
        更新了 | aktualisierte | aktualisierten | | updated
        提交了 | legte | legten | vor | submitted
        解释了 | erläuterte | erläuterten | | explained
        赞扬了 | lobte | lobten | | praised
        翻译了 | übersetzte | übersetzten | | translated
        质疑了 | zweifelte | zweifelten | an | questioned
        重新起草了 | entwarf | entwarfen | neu | redrafted
        暂停了 | setzte | setzten | aus | suspended
        扩充了 | erweiterte | erweiterten | | expanded
        泄露了 | verriet | verrieten | | leaked
        """
    )
)

THINGS = _phrases(
    """
    一份关于{}的报告 | einen Bericht über {} | a report on {}
    一项关于{}的研究 | eine Studie über {} | a study of {}
    关于{}的条例 | die Verordnung über {} | the ordinance on {}
    关于{}的协议 | das Abkommen über {} | the agreement on {}
    {}试点项目 | das Pilotprojekt für {} | the pilot project for {}
    {}五年计划 | den Fünfjahresplan für {} | the five-year plan for {}
    {}预算 | den Haushalt für {} | the budget for {}
    一项关于{}的法案 | einen Gesetzentwurf über {} | a bill on {}
    {}指导方针 | die Leitlinien für {} | the guidelines for {}
    关于{}的调查结果 | die Untersuchungsergebnisse über {} | the findings on {}
    {}安全规定 | die Sicherheitsvorschriften für {} | the safety rules for {}
    关于{}的备忘录 | das Memorandum über {} | the memorandum on {}
    {}投资方案 | das Investitionsprogramm für {} | the investment programme for {}
    {}时间表 | den Zeitplan für {} | the timetable for {}
    有关{}的合同 | den Vertrag über {} | the contract on {}
    {}标准 | die Normen für {} | the standards for {}
    关于{}的展览方案 | das Ausstellungskonzept über {} | the exhibition concept on {}
    """
)

TOPICS = _phrases(
    """
    海上风电 | die Windkraft auf See | offshore wind power
    城市供水 | die städtische Wasserversorgung | urban water supply
    夜间列车 | die Nachtzüge | night trains
    二手电池 | gebrauchte Batterien | used batteries
    乡村学校 | die Dorfschulen | village schools
    古老壁画 | die alten Wandmalereien | the ancient murals
    桥梁维修 | die Instandsetzung der Brücken | bridge repairs
    家庭护理 | die häusliche Pflege | home care
    冷链运输 | den Kühltransport | refrigerated transport
    森林防火 | den Schutz vor Waldbränden | forest fire prevention
    疫苗储备 | die Impfstoffreserven | vaccine reserves
    外来务工人员 | die Wanderarbeiter | migrant workers
    人工智能 | die künstliche Intelligenz | artificial intelligence
    塑料包装 | die Kunststoffverpackungen | plastic packaging
    自行车道 | die Radwege | cycle paths
    稀土开采 | den Abbau Seltener Erden | rare earth mining
    儿童健康 | die Gesundheit der Kinder | child health
    养老保险 | die Rentenversicherung | pension insurance
    集装箱码头 | den Containerhafen | the container terminal
    咖啡进口 | die Kaffee-Einfuhren | coffee imports
    鸟类迁徙 | den Vogelzug | bird migration
    手机支付 | das Bezahlen mit dem Handy | mobile payment
    地下水位 | den Grundwasserspiegel | the groundwater level
    电影节 | das Filmfestival | the film festival
    廉租房 | die Sozialwohnungen | social housing
    氢能公交车 | die Wasserstoffbusse | hydrogen buses
    卫星导航 | die Satellitennavigation | satellite navigation
    遗产税 | die Erbschaftsteuer | inheritance tax
    传统医药 | die traditionelle Medizin | traditional medicine
    废水处理 | die Abwasserreinigung | waste water treatment
    滑雪场 | die Skigebiete | ski resorts
    职业培训 | die Berufsausbildung | vocational training
    海岸防护 | den Küstenschutz | coastal protection
    半导体生产 | die Herstellung von Halbleitern | semiconductor production
    有机大米 | den ökologisch angebauten Reis | organic rice
    高层建筑 | die Hochhäuser | high-rise buildings
    网络安全 | die Sicherheit im Netz | cyber security
    器官捐献 | die Organspende | organ donation
    航班时刻 | die Flugpläne | flight schedules
    蜜蜂保护 | den Schutz der Bienen | bee conservation
    青年足球 | den Jugendfußball | youth football
    钢铁关税 | die Stahlzölle | steel tariffs
    深海电缆 | die Tiefseekabel | deep-sea cables
    露天市场 | die Wochenmärkte | open-air markets
    核废料 | die Lagerung von Atommüll | the storage of nuclear waste
    听障人士 | die Gehörlosen | deaf people
    太阳能屋顶 | die Solardächer | solar roofs
    档案数字化 | die Digitalisierung der Archive | the digitisation of archives
    无人机 | die Drohnen | drones
    竹制家具 | die Möbel aus Bambus | bamboo furniture
    """
)

PLACES = _phrases(
    """
    在汉堡 | in Hamburg | in Hamburg
    在上海 | in Schanghai | in Shanghai
    在议会 | im Parlament | in parliament
    在边境地区 | im Grenzgebiet | in the border region
    在莱比锡书展上 | auf der Leipziger Buchmesse | at the Leipzig book fair
    在长江沿岸 | am Ufer des Jangtse | on the banks of the Yangtze
    在维也纳 | in Wien | in Vienna
    在一次新闻发布会上 | auf einer Pressekonferenz | at a press conference
    在南部沿海 | an der Südküste | on the south coast
    在日内瓦 | in Genf | in Geneva
    在成都 | in Chengdu | in Chengdu
    在市政厅 | im Rathaus | at the town hall
    在专家会议上 | bei einem Fachtreffen | at an expert meeting
    在布鲁塞尔 | in Brüssel | in Brussels
    在哈尔滨 | in Harbin | in Harbin
    在工业园区 | im Gewerbepark | in the industrial park
    在网上 | im Internet | on the internet
    在苏黎世 | in Zürich | in Zurich
    在电视采访中 | in einem Fernsehinterview | in a television interview
    在闭门会谈中 | hinter verschlossenen Türen | behind closed doors
    """
)

# zh: 因为; de: weil, verb at the end; en: because.
REASONS = _phrases(
    """
    原材料价格大幅上涨 | die Rohstoffpreise stark gestiegen sind | raw material prices have risen sharply
    干旱已经持续了四个月 | die Dürre schon vier Monate anhält | the drought has lasted four months
    许多居民提出了反对意见 | viele Anwohner Einspruch erhoben haben | many residents have raised objections
    旧设备经常出故障 | die alten Anlagen häufig ausfallen | the old equipment often breaks down
    合格的工人十分短缺 | es an Fachkräften fehlt | skilled workers are in short supply
    去年发生了两起严重事故 | es im Vorjahr zwei schwere Unfälle gab | there were two serious accidents last year
    出口订单明显减少 | die Exportaufträge deutlich zurückgegangen sind | export orders have fallen markedly
    法院要求提供更多证据 | das Gericht weitere Beweise verlangt | the court is demanding more evidence
    人口正在迅速老龄化 | die Bevölkerung schnell altert | the population is ageing rapidly
    游客人数超出了预期 | mehr Touristen als erwartet gekommen sind | more tourists have come than expected
    欧盟收紧了规定 | die EU ihre Vorgaben verschärft hat | the EU has tightened its requirements
    地基比想象的更不稳定 | der Untergrund weniger stabil ist als gedacht | the ground is less stable than thought
    河水水位创下新低 | der Fluss so wenig Wasser führt wie nie | the river is at a record low
    竞争对手降低了价格 | die Konkurrenz ihre Preise gesenkt hat | competitors have cut their prices
    许可证年底到期 | die Genehmigung am Jahresende ausläuft | the permit expires at the end of the year
    黑客窃取了客户数据 | Hacker Kundendaten gestohlen haben | hackers have stolen customer data
    """
)

# zh: 尽管; de: obwohl, verb at the end; en: although.
CONCESSIONS = _phrases(
    """
    资金来源还没有确定 | die Finanzierung noch offen ist | the funding is still open
    只有少数人支持 | nur eine Minderheit dafür ist | only a minority is in favour
    天气条件非常恶劣 | das Wetter sehr schlecht war | the weather was very bad
    技术上仍有许多难题 | technisch noch vieles ungelöst ist | many technical problems remain unsolved
    媒体早就发出过警告 | die Medien längst gewarnt hatten | the media had long issued warnings
    谈判曾三次中断 | die Gespräche dreimal abgebrochen worden waren | the talks had been broken off three times
    第一次试验失败了 | der erste Versuch gescheitert ist | the first trial failed
    利率已经升到高位 | die Zinsen inzwischen hoch sind | interest rates are now high
    原定期限早已过去 | die Frist längst verstrichen ist | the deadline has long passed
    工厂附近的居民表示担忧 | sich die Nachbarn der Fabrik Sorgen machen | the neighbours of the factory are worried
    同类计划在国外并不成功 | ähnliche Pläne im Ausland wenig Erfolg hatten | similar plans abroad had little success
    数据只涵盖了夏季 | die Daten nur den Sommer abdecken | the data cover only the summer
    """
)

# zh: 以便; de: um, infinitive with zu; en: in order to.
PURPOSES = _phrases(
    """
    减少碳排放 | den Ausstoß von Kohlendioxid zu senken | cut carbon emissions
    吸引年轻的家庭 | junge Familien anzuziehen | attract young families
    防止新的洪水灾害 | neuen Überschwemmungen vorzubeugen | prevent new floods
    恢复公众的信任 | das Vertrauen der Öffentlichkeit zurückzugewinnen | regain public trust
    缩短病人的等待时间 | die Wartezeiten der Patienten zu verkürzen | shorten waiting times for patients
    摆脱对进口的依赖 | von Einfuhren unabhängig zu werden | become independent of imports
    保护濒危的动物 | bedrohte Tiere zu schützen | protect endangered animals
    让小企业也能受益 | auch kleinen Betrieben zu helfen | help small businesses as well
    揭露腐败行为 | Korruption aufzudecken | expose corruption
    加快货物通关 | die Zollabfertigung zu beschleunigen | speed up customs clearance
    留住有经验的教师 | erfahrene Lehrkräfte zu halten | retain experienced teachers
    避免冬季停电 | Stromausfälle im Winter zu vermeiden | avoid power cuts in winter
    """
)

# {} is a number or a sum: see `align.benchmark_text`.
COUNTED = _phrases(
    """
    涉及{}个村镇 | was {} Gemeinden betrifft | which affects {} municipalities
    预计将创造{}个就业岗位 | wodurch {} Arbeitsplätze entstehen sollen | which is expected to create {} jobs
    {}人在请愿书上签了名 | wofür {} Menschen unterschrieben haben | for which {} people have signed a petition
    每天可节约{}吨水 | was täglich {} Tonnen Wasser spart | which saves {} tonnes of water a day
    """
)
COSTED = _phrases(
    """
    总投资为{}欧元 | wofür {} Euro vorgesehen sind | for which {} euros have been set aside
    每年损失{}美元 | was jährlich {} Dollar kostet | which costs {} dollars a year
    由此带来{}元的收入 | was {} Yuan einbringt | which brings in {} yuan
    """
)

REACTIONS = tuple(
    Reaction(*row)
    for row in _rows(
        """
        对此表示欢迎 | begrüßte | begrüßten | diesen Schritt | welcomed the move
        要求尽快说明细节 | verlangte | verlangten | rasch nähere Einzelheiten | demanded further details soon
        警告说成本会上升 | warnte | warnten | vor steigenden Kosten | warned of rising costs
        拒绝发表评论 | verweigerte | verweigerten | jeden Kommentar | declined to comment
        呼吁举行公投 | forderte | forderten | eine Volksabstimmung | called for a referendum
        建议再等一年 | empfahl | empfahlen | ein weiteres Jahr Geduld | recommended waiting another year
        谈到了历史性的转折 | sprach | sprachen | von einer historischen Wende | spoke of a historic turning point
        担心失去市场 | fürchtete | fürchteten | um die eigenen Märkte | feared a loss of markets
        承诺提供技术援助 | versprach | versprachen | technische Hilfe | promised technical assistance
        考虑提起诉讼 | erwog | erwogen | eine Klage | considered legal action
        怀疑统计数字不准 | bezweifelte | bezweifelten | die Zahlen der Statistik | doubted the statistics
        指出国外有更好的例子 | verwies | verwiesen | auf bessere Beispiele im Ausland | pointed to examples abroad
        希望工期能够缩短 | hoffte | hofften | auf eine kürzere Bauzeit | hoped for a shorter construction period
        抱怨手续过于复杂 | klagte | klagten | über den Papierkrieg | complained about the red tape
        """
    )
)

MONTHS = _phrases(
    """
    1月 | Januar | January
    2月 | Februar | February
    3月 | März | March
    4月 | April | April
    5月 | Mai | May
    6月 | Juni | June
    7月 | Juli | July
    8月 | August | August
    9月 | September | September
    10月 | Oktober | October
    11月 | November | November
    12月 | Dezember | December
    """
)

IN_MONTH = Phrase("{year}年{month}", "im {month} {year}", "in {month} {year}")
TIMES_OF_YEAR = _phrases(
    """
    {year}年初 | Anfang {year} | at the beginning of {year}
    {year}年底 | Ende {year} | at the end of {year}
    {year}年夏天 | im Sommer {year} | in the summer of {year}
    {year}年春天 | im Frühjahr {year} | in the spring of {year}
    """
)
TIMES = _phrases(
    """
    上周三 | am vergangenen Mittwoch | last Wednesday
    周五晚间 | am Freitagabend | on Friday evening
    不久前 | vor Kurzem | recently
    选举之后 | nach der Wahl | after the election
    春节前夕 | kurz vor dem Frühlingsfest | shortly before the Spring Festival
    经过长时间的争论 | nach langem Streit | after a long dispute
    本月中旬 | Mitte dieses Monats | in the middle of this month
    周末 | am Wochenende | at the weekend
    今年第二季度 | im zweiten Quartal dieses Jahres | in the second quarter of this year
    暴雨过后 | nach dem Unwetter | after the storm
    """
)
