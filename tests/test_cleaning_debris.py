"""HTML in plain text, characters without a shape, spaces and ligatures."""

import pytest

from corpora.debris import debris_edits, invisible_edits, ligature_edits, radical_edits, space_edits
from corpora.offsets import MappedText


def without_debris(text: str) -> str:
    return MappedText.from_raw(text).edited(debris_edits(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tee &amp; Salz, &quot;x&quot; &#8220;y&#x201d; 40&nbsp;&euro;", 'Tee & Salz, "x" “y” 40\u00a0€'),
        ("<p>Die Proben.</p>", "Die Proben."),
        ("a<br>b<br/>好<br />好", "a b好好"),
        ("他走了。</p>下一句", "他走了。下一句"),
        ("他走了/p>", "他走了"),
        ("<a href=\"/x\" target='_blank' data-x>Mehr</a> und <i>so</i>", "Mehr und so"),
        ("<script>var a = 1 < 2;</script>ok<!-- <b>nie</b> -->", "ok"),
        ("&lt;p&gt; ist ein Absatz", "<p> ist ein Absatz"),
    ],
)
def test_html_is_taken_out_of_text(text: str, expected: str) -> None:
    assert without_debris(text) == expected


@pytest.mark.parametrize(
    "text", ["5 < 7 > 3", "List<String>", "<T>", "AT&T;", "x&copy=1", "a / b", "<3", "und/oder", "<!--", "&foo;"]
)
def test_what_only_looks_like_html_stays(text: str) -> None:
    assert without_debris(text) == text


def test_characters_without_a_shape_go_and_pictures_of_several_stay() -> None:
    text = "\ufeffWirt\u00adschaft\u200b 👨\u200d👩 a\u200db\x07"
    assert MappedText.from_raw(text).edited(invisible_edits(text)).text == "Wirtschaft 👨\u200d👩 ab"


def test_runs_of_white_space_are_one_space() -> None:
    text = "a  b \tc\u3000\u3000d e \u00a0 f"
    assert MappedText.from_raw(text).edited(space_edits(text)).text == "a b c d e f"


def test_ligatures_are_letters_again() -> None:
    text = "oﬃziell, ﬁnden, Schiﬀ, ﬂach"
    assert MappedText.from_raw(text).edited(ligature_edits(text)).text == "offiziell, finden, Schiff, flach"


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<script>", '<a x="', "&", " x", "<br"])
def test_a_line_of_nothing_but_beginnings_goes_through(piece: str) -> None:
    text = piece * 200_000  # whose square would take an hour
    assert len(without_debris(text)) <= len(text)


def test_signs_of_radicals_become_the_characters_they_look_like() -> None:
    text = "电⻋驶过⼤桥，⻓⻰在⻛中。"
    assert MappedText.from_raw(text).edited(radical_edits(text)).text == "电车驶过大桥，长龙在风中。"
    assert not list(radical_edits("车长龙风一大"))
