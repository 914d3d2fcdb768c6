import random
from pathlib import Path

import pytest

from corpora.chinese import simplified
from corpora.documents import document_id, make_document, read_document
from corpora.units import SegmentKind


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_the_bundled_pages_clean_to_their_own_text(sample_folder: Path) -> None:
    for language in ("zh", "de"):
        document = read_document(sample_folder / f"article.{language}.txt")
        assert document.language == language
        found = "".join(segment.text for segment in document.aligned_segments).replace(" ", "")
        expected = "".join(lines(sample_folder / f"article.{language}.clean.txt")).replace(" ", "")
        assert found == expected
        reasons = [entry.reason for entry in document.ledger if entry.after is None]
        assert reasons, "the page's furniture is in the ledger"


def test_every_segment_opens_at_its_place_in_the_raw_page(sample_folder: Path) -> None:
    document = read_document(sample_folder / "article.zh.txt")
    raw, chosen = document.raw_text, random.Random(1).sample(document.segments, 40)
    for segment in chosen:
        # What cleaning leaves alone stands, in order, in the folded raw piece.
        rest = iter(simplified(raw[segment.raw.start : segment.raw.end]))
        kept = [c for c in segment.text if "\u4e00" <= c <= "\u9fff" or (c.isascii() and c.isalnum())]
        assert all(character in rest for character in kept), segment


def test_the_ledger_says_what_was_changed_and_where(sample_folder: Path) -> None:
    document = read_document(sample_folder / "article.zh.txt")
    raw = document.raw_text
    steps = {entry.step for entry in document.ledger}
    assert steps >= {"pinyin-glosses", "script", "punctuation", "mojibake", "furniture"}
    for entry in document.ledger:
        if entry.step in ("mojibake", "pinyin-glosses"):
            assert raw[entry.raw.start : entry.raw.end] == entry.before


def test_a_genuine_traditional_page_keeps_its_script() -> None:
    page = (
        "創業大街又熱鬧起來了。\n最近聽說了兩則消息，大家的目光離不開這裡。\n因為這裡是科技創新的源頭，人人都盯著這裡。"
    )
    document = make_document("hk.txt", page.encode("big5"))
    assert document.script == "Hant"
    assert document.aligned_segments[0].text.startswith("創業")


def test_a_title_that_only_pictures_repeat_is_the_title() -> None:
    paragraph = "城里的老渡口今年又开了，每天有两千多人坐船过江，其中一半是来拍照的年轻人。"
    title = "老渡口为何又热闹起来"
    page = "\n".join([paragraph * 2, title, paragraph * 3, title, paragraph, title, paragraph * 2])
    document = make_document("a.txt", page.encode())
    assert document.title == title
    assert [segment.text for segment in document.segments].count(title) == 3


def test_the_language_is_told_of_the_text_before_it_was_read_wrongly() -> None:
    page = "创业大街又热闹起来了。\n最近听说了两则消息，大家的目光离不开这里。\n因为这里是科技创新的源头。" * 3
    document = make_document("a.txt", page.encode().decode("latin-1").encode())
    assert document.language == "zh" and document.script == "Hans"
    assert document.segments[0].text.startswith("创业大街")


def test_the_same_bytes_are_the_same_document() -> None:
    assert document_id(b"a") == document_id(b"a") != document_id(b"b")


def test_a_notice_inside_a_paragraph_is_set_aside_alone() -> None:
    page = "文章标题\n本文为专栏作者授权发表，版权归原作者所有。他接下来提出的想法更加新颖。\n又一段正文在这里。"
    kinds = {s.text: s.kind for s in make_document("a.txt", page.encode()).segments}
    assert kinds["本文为专栏作者授权发表，版权归原作者所有。"] is SegmentKind.COPYRIGHT
    assert kinds["他接下来提出的想法更加新颖。"] is SegmentKind.TEXT


@pytest.mark.gold
def test_scraped_articles_leave_no_debris(seeds_folder: Path) -> None:
    documents = {path.name[:3]: read_document(path) for path in sorted(seeds_folder.glob("*.txt"))}
    assert [documents[name].language for name in ("000", "001", "002", "003", "004")] == ["zh", "zh", "de", "zh", "zh"]
    for document in documents.values():
        text = "\n".join(segment.text for segment in document.aligned_segments)
        for debris in (
            "/p>",
            "/strong>",
            "?!",
            "(chuàng)",
            "(yè)",
            "shù",
            "版权",
            "Copyright",
            "赞助本站",
            "暂无评论",
            "热门栏目",
            "来源：",
        ):
            assert debris not in text, (document.name, debris)
    own = {name: [s.text for s in document.aligned_segments] for name, document in documents.items()}
    assert "“如果没有智源，以我当时的学术职称很难调度这么大的资源。”" in own["001"]
    assert any("响当当的大模型明星创业企业" in text for text in own["001"])
    assert not any("包围？" in text for text in own["003"])
    assert "浦东“模力社区”" not in own["003"]
    assert own["004"][0].startswith("争抢AI孵化器") and own["004"].count(own["004"][0]) == 1


@pytest.mark.gold
def test_raw_positions_of_scraped_articles_are_right(seeds_folder: Path) -> None:
    rng = random.Random(50)
    for path in sorted(seeds_folder.glob("*.txt")):
        document = read_document(path)
        raw = document.raw_text
        for segment in rng.sample(document.aligned_segments, 10):
            piece = simplified(raw[segment.raw.start : segment.raw.end])
            han = [c for c in segment.text if "\u4e00" <= c <= "\u9fff" or (c.isascii() and c.isalnum())]
            rest = iter(piece)
            missing = [c for c in han if c not in rest]
            assert not missing or "拇竽" in piece, (segment, piece)
