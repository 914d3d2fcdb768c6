"""Sentences of the languages beside Chinese, German and English, with what is easily mistaken for their end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.languages import CORE_LANGUAGES, LANGUAGES, join
from corpora.segmentation import sentence_spans, sentences

OTHERS = sorted(LANGUAGES.keys() - set(CORE_LANGUAGES))

SENTENCES = {
    "fr": [
        "M. Dupont et Mme Leroy sont arrivés à 8 h 30.",
        "Le prix était de 3,5 millions d’euros.",
        "« Vous partez déjà ? » demanda-t-il.",
        "Le Dr. Martin, cf. p. 12, n’a rien dit...",
        "J.-P. Sartre écrivait beaucoup.",
        "Vraiment ?!",
        "Oui.",
    ],
    "es": [
        "El Sr. García llegó a las 8.30 h.",
        "¿Cuánto cuesta?",
        "¡Tres mil euros!",
        "La Dra. López, pág. 5, dijo que EE. UU. no participaría.",
        "—¿Vienes? —preguntó ella.",
        "«No puedo».",
        "Ud. decide.",
    ],
    "it": [
        "Il sig. Rossi e la sig.ra Bianchi arrivarono alle 8.30.",
        "Il prof. Verdi, cfr. pag. 12, disse di no.",
        "Costa 3.500,75 euro.",
        "Perché?",
        "Il dott. Neri non lo sa.",
    ],
    "nl": [
        "Dhr. Jansen en mevr. De Vries kwamen om 8.30 uur.",
        "Dat kost ca. 3,5 miljoen euro, d.w.z. te veel.",
        "’s Avonds regent het.",
        "“Ga je mee?” vroeg hij.",
        "Hij kocht o.a. appels, peren enz.",
        "Daarna ging hij weg.",
    ],
    "pl": [
        "Dr Kowalski i prof. Nowak przyszli o godz. 8.30.",
        "Kosztuje to np. 3,5 mln zł, tj. za dużo.",
        "„Idziesz?” – zapytał.",
        "W 1990 r. wyjechał.",
        "To m.in. jabłka, gruszki itd.",
        "Potem wyszedł.",
    ],
    "pt": [
        "O Sr. Silva e a Dra. Costa chegaram às 8h30.",
        "Custa 3.500,75 euros.",
        "Ver pág. 12, art. 5.º da lei.",
        "— Não posso! — disse ele.",
        "Por quê?",
        "Não sei.",
    ],
    "ru": [
        "Г-н Иванов и проф. Петров пришли в 8.30.",
        "Это стоит 3,5 млн руб., т. е. слишком дорого.",
        "«Ты идёшь?» — спросил он.",
        "А. С. Пушкин родился в 1799 г. в Москве.",
        "Яблоки, груши и т. д.",
        "Потом он ушёл.",
        "См. с. 12.",
    ],
    "ja": [
        "値段は3.5万円です。",
        "「行きますか。」と彼は聞いた。",
        "「はい。」彼女は答えた。",
        "「今日は雨だ。明日は晴れる。」と母が言った。",
        "本当ですか？！",
        "はい。",
        "半角も使う｡",
        "『本を読む。』が好きだ。",
        "山田氏（42歳。医師。）は語った。",
        "Yahoo!ニュースを見た。",
    ],
    "ko": [
        "값은 3.5만 원이다.",
        "“같이 갈래요?” 그가 물었다.",
        "“오늘은 비가 온다. 내일은 맑을 것이다.”라고 어머니가 말했다.",
        "“가자.”고 했다.",
        "정말입니까?",
        "1998. 5. 3. 태어났다.",
        "A씨(42. 의사)는 말했다.",
        "U.S. 기업이 왔다.",
    ],
    "tr": [
        "Dr. Yılmaz saat 8.30'da geldi.",
        "29. yüzyıl değil, II. Abdülhamid dönemi.",
        "2. Dünya Savaşı 1945'te bitti.",
        "“Geliyor musun?” diye sordu.",
        "Elma, armut vb. aldı.",
        "T.C. vatandaşıdır.",
        "M. Kemal 1881'de doğdu.",
        "Peki ya sonra?",
    ],
    "ar": [
        "وصل د. أحمد في الساعة 8.30 صباحًا.",
        "السعر 3.5 مليون دينار، أي أنه غالٍ.",
        "«هل ستأتي؟» سألها.",
        "هل هذا صحيح؟",
        "كتب أ. د. خالد، ص. 12، مقالًا طويلًا.",
    ],
    "th": [
        "เมื่อวานผมไปห้องสมุดเพื่อคืนหนังสือ แต่ห้องสมุดปิดตั้งแต่เวลา 16.30 น. เพราะเป็นวันหยุด",
        "เจ้าหน้าที่บอกว่า “พรุ่งนี้เปิดแปดโมงเช้าครับ”",
        "วันนี้ผมได้ยืมนวนิยายของ ดร. สมชาย ใจดี มาสองเล่ม และวารสารต่าง ๆ",
        "คุณชอบอ่านหนังสือไหม",
        "ผมชอบมากครับ",
    ],
}


@pytest.mark.parametrize("code", OTHERS)
def test_abbreviations_numbers_and_quotations_do_not_cut_a_sentence(code: str) -> None:
    assert sentences(join(SENTENCES[code], code), code) == SENTENCES[code]


def test_korean_without_a_space_behind_the_stop() -> None:
    assert sentences("책을 읽었다.그리고 잤다.", "ko") == ["책을 읽었다.", "그리고 잤다."]


@given(
    st.text(alphabet="“”‘’「」『』｢｣«»()（）。｡．.!?！？…، ؟aB1 ÉİıдД다요ๆครับว่าたの言っ\n", max_size=60)
    | st.text(max_size=60),
    st.sampled_from(OTHERS),
)
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str, code: str) -> None:
    spans = sentence_spans(text, code)
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))
