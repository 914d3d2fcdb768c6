"""Text decoded wrongly: repaired where bytes tell what was there, flagged everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.chinese import LOST
from corpora.damage import damage
from corpora.double_encoding import double_encoding_edits
from corpora.mojibake import chinese_mojibake_edits
from corpora.offsets import MappedText
from corpora.shifted_bytes import shift_edits

SENTENCE = "新华社北京电，记者今天从教育部门了解到，“我们的学校”将在明年开始建设。"


def repaired(text: str) -> str:
    return MappedText.from_raw(text).edited(chinese_mojibake_edits(text)).text


def misread(text: str, written: str, read: str) -> str:
    """A text as it looks when it was written in one encoding and read in another; lost bytes are U+FFFD."""
    return text.encode(written).decode(read, errors="replace")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("說：“水比我會說話?!?/p>", "說：“水比我會說話。”"),
        ("“是真的嗎?俊?/p>", "“是真的嗎？”"),
        ("“快走吧?　?/p>", "“快走吧！”"),
        ("進了“黃埔軍?!薄?/strong>", "進了“黃埔軍校”。"),  # 军校 is the one word that ends so
        ("那里是他的所在?!薄?/strong>", f"那里是他的所在{LOST}”。"),  # 在校 would be a guess
        ("“我知道?！彼?們", f"“我知道。”{LOST}們"),
        ("當(dāng)?shù)拇竽P兔餍莿?chuàng)業(yè)", "當(dāng)的大模型明星創業(yè)"),
        ("當(dāng)?shù)鼐用窈髞矶颊f,燈", "當(dāng)地居民后來都說,燈"),  # an f was the end of 說
    ],
)
def test_shifted_bytes_are_shifted_back(text: str, expected: str) -> None:
    assert repaired(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "真的嗎?!",
        "真的嗎?！他走了",
        "什麼?!?",
        "是吗?好吗?行不行?他来了",
        "你说呢?!好的?",
        "軍?薄弱的地方",
        "为什么?因为他们来了?",
        "他说?真的?",
    ],
)
def test_questions_are_no_lost_bytes(text: str) -> None:
    assert repaired(text) == text


@given(
    st.integers(0, 40),
    st.sampled_from(["他想了很久。”他说完就走出了门，外面下着大雨。", "这是一个很好的问题，但是没有人知道答案。"]),
)
def test_of_a_shifted_run_nothing_is_invented(cut: int, text: str) -> None:
    raw = text.encode("gbk")
    cut = min(cut, len(raw) // 2 - 1) * 2
    damaged = (raw[:cut] + b"?" + raw[cut + 1 :]).decode("gbk", errors="replace").replace(LOST, "?")
    result = MappedText.from_raw(damaged).edited(shift_edits(damaged)).text
    if result != damaged:
        assert len(result.replace(LOST, "")) <= len(text)
        known = [c for c in result if c not in f"{LOST}?"]
        rest = iter(text)
        assert sum(c not in rest for c in known) <= 1  # the one character that a word may have told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FÃ¼r KÃ¤se â€“ grÃ¶ÃŸer, Ã„nderung, Ãœber", "Für Käse – größer, Änderung, Über"),
        ("heâ€™d said â€œgoâ€\x9d, â€œstayâ€ and Â£3", "he’d said “go”, “stay” and £3"),
        ("FÃƒÂ¼r Ã¢â‚¬Å“x", "Für “x"),  # read wrongly twice
        ("fÃ¼r dÃ©jÃ\xa0 vu ðŸ˜€", "für déjà vu 😀"),
        ("jÃ vu", "jà vu"),  # the last byte of à became a plain space
        ("F√ºr K√§se ‚Äì 5 ‚Ç¨", "Für Käse – 5 €"),  # Mac Roman
        ("F├╝r K├ñse ΓÇô 5 Γé¼", "Für Käse – 5 €"),  # code page 437
        ("FĂĽr KĂ¤se â€“ â€žĂ„nderung", "Für Käse – „Änderung"),  # Windows-1250
        ("FГјr KГ¤se", "Für Käse"),  # Windows-1251
        ("ÖÐ¹ú¹¤ÉÌÒøÐÐ²»ÔÙ", "中国工商银行不再"),
        ("来源：浜烘皯鏃ユ姤 记者", "来源：人民日报 记者"),
        ("杩欐槸涓€娆℃祴璇", f"这是一次测{LOST}"),  # 测试 and 测评 begin with the same bytes
        ("鑼堕\ue6eb閲岀殑鍥存\ue5d0", "茶馆里的围棋"),
        ("赛后锟斤拷位记者", f"赛后{LOST}{LOST}位记者"),
        ("å°\x8fï¿½ã€‚", f"小{LOST}。"),
        ("鏂板崕绀惧寳浜", "新华社北京"),  # 北京 is the one word that does
    ],
)
def test_a_wrong_decoding_is_undone(text: str, expected: str) -> None:
    assert MappedText.from_raw(text).edited(double_encoding_edits(text)).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Café“ … und Fuß“ ä“, „Ü“ Äußere É“",
        "SÃO PAULO, Ñandú, naïve façade, œuvre",
        "ÄÖÜß äöüß ÀÉÈÊ",
        "浏览浓妈渲染溪水涓涓细流，濒临倒闭的浣熊",
        "他去了浙江，又去了浐灞。",
        "5 € – 10 €, “ok”",
        "Гёте, В „Войне“ und √2, ‚Äpfel‘, ├─┤",
        "FÃŒr",  # ü read as Latin-9, or Ì read as Windows-1252?
    ],
)
def test_sound_text_is_no_wrong_decoding(text: str) -> None:
    assert list(double_encoding_edits(text)) == []


def test_utf8_read_as_windows_1252_comes_back_whole() -> None:
    shown = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in SENTENCE.encode())
    assert repaired(shown) == SENTENCE


def test_utf8_read_as_gbk_comes_back_but_for_lost_bytes() -> None:
    result = repaired(f"来源{misread(SENTENCE, 'utf-8', 'gb18030')}")
    assert result.startswith("来源新华社北京电，记者今天从教育部门了解到，“我们的学校”将在明年开始建设")


@given(st.text(alphabet="äöüÄÖÜßéàç„“–…’ abcXYZ.,", min_size=1, max_size=40))
def test_whatever_german_was_read_as_windows_1252_comes_back(text: str) -> None:
    shown = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in text.encode())
    assert MappedText.from_raw(shown).edited(double_encoding_edits(shown)).text == text


def test_what_cannot_be_known_is_flagged_and_not_guessed() -> None:
    text = f"開頭{LOST}結尾，錕斤拷不算，锟斤拷算，一个?崩鲜λ?的人，Ã¼"
    assert [match.group() for match in damage(text)] == [LOST, "锟斤拷", "Ã¼"]
    assert [match.group() for match in damage("他走?隽嗣牛?外面")] == ["?隽嗣牛?"]


def test_questions_and_names_are_no_damage() -> None:
    assert list(damage("是吗?好吗?行不行?他来了?!")) == []
    assert list(damage("São Paulo, Ça va, ein Café?")) == []
