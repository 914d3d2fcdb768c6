"""Word files, e-books, PDF: their text at its place, and every way they can be broken said in one line."""

import io
import textwrap
import zipfile

import pytest
from made_files import W, docx, epub, pdf, zipped

from corpora.documents import make_document
from corpora.errors import UnreadableInput
from corpora.pages import Page
from corpora.pinyin import annotations
from corpora.reading import read_page
from corpora.units import Fields, SegmentKind

STYLES = (
    f'<w:styles {W}><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a2"><w:name w:val="Caption"/></w:style></w:styles>'
)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inside: str, style: str = "") -> str:
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}{inside}</w:p>"


def told(page: Page) -> list[tuple[str, str]]:
    for line in page.lines:
        start, end = line.content.raw_span()
        assert page.text[start] == line.content.text[0] and page.text[end - 1] == line.content.text[-1]
    return [(line.kind, line.content.text) for line in page.lines]


def test_word_files_keep_headings_cells_notes_and_readings() -> None:
    body = (
        paragraph(run("城市"), "a1")
        + paragraph(run("第一段") + "<w:r><w:tab/></w:r>" + run("有字。"))
        + paragraph("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>" + run("留下"))
        + paragraph("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>" + run("页"))
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('甲'))}</w:tc><w:tc>{paragraph(run('乙'))}</w:tc></w:tr></w:tbl>"
        + paragraph(run("图一"), "a2")
        + paragraph(
            f"<w:r><w:ruby><w:rt>{run('chuàng')}</w:rt><w:rubyBase>{run('创')}</w:rubyBase></w:ruby></w:r>{run('业')}"
        )
        + paragraph("")
    )
    notes = f"<w:footnotes {W}><w:footnote>{paragraph(run('脚注。'))}</w:footnote></w:footnotes>"
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>题目</dc:title><dc:creator>编辑部</dc:creator><t:created>2024-05-01T00:00:00Z</t:created>"
        "</cp:coreProperties>"
    )
    raw = docx(body, word_styles=STYLES, word_footnotes=notes, docProps_core=core)
    page = read_page("a.docx", raw)
    assert told(page) == [
        ("heading", "城市"),
        ("text", "第一段 有字。"),
        ("text", "留下"),
        ("text", "页"),
        ("text", "甲"),
        ("text", "乙"),
        ("caption", "图一"),
        ("text", "创业"),
        ("text", "脚注。"),
    ]
    assert page.extracted and page.title == "题目"
    assert page.fields == Fields(author="编辑部", date="2024-05-01")
    assert [(r.base, r.reading) for line in page.lines for r in annotations(line.ledger)] == [("创", "chuàng")]
    assert read_page("called.doc", raw).text == page.text, "the name does not matter"


CHAPTER = "<html><body><h1>第{0}章</h1><p>江边有一座小城，城里有一条老街，街上住着三百户人家。</p></body></html>"


def test_e_books_are_read_in_the_order_of_their_spine() -> None:
    raw = epub({"nav": "<html><body><p>目录</p></body></html>", "b": CHAPTER.format("一"), "a": CHAPTER.format("二")})
    page = read_page("book.epub", raw)
    assert [text for kind, text in told(page) if kind == "heading"] == ["第一章", "第二章"]
    assert page.title == "江边小城"
    assert page.fields == Fields("编辑部", "2023-05-06", "江城书局", "", "https://example.org/book")
    document = make_document("book.epub", raw)
    assert document.extracted == page.text == document.raw_text
    assert document.segments[0].kind is SegmentKind.HEADING


def test_pdf_lines_become_paragraphs_and_running_heads_do_not() -> None:
    places = ("ferry", "bridge", "tunnel", "tram line", "footpath")
    pages = []
    for number, place in enumerate(places, 11):
        said = f"The {place} crosses the wide river, and people stand at the rail of the {place} to look down at "
        said += (
            f"the water as they have done for a hundred years, whatever the weather was like on the {place} that day."
        )
        lines = textwrap.wrap(said, 60)
        pages.append(["Harbour Report", *lines, str(number)])
    raw = pdf(pages, "The Ferry")
    page = read_page("a.pdf", raw)
    assert page.title == "The Ferry" and page.fields == Fields(author="Desk", date="2024-02-03")
    assert {text for (_, text), line in zip(told(page), page.lines, strict=True) if not line.is_main} == {
        "Harbour Report",
        *map(str, range(11, 16)),
    }
    document = make_document("a.pdf", raw)
    own = [segment.text for segment in document.segments if segment.kind is SegmentKind.TEXT]
    assert [text.rpartition("on the ")[2] for text in own] == [f"{place} that day." for place in places]


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["secret"]]))))
    writer.encrypt("password", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def bomb() -> bytes:
    return zipped({"[Content_Types].xml": "", "word/document.xml": b"0" * (64 * 1024 * 1024)})


def locked_zip() -> bytes:
    raw = bytearray(docx(paragraph(run("text"))))
    for offset in range(len(raw) - 4):  # the flag that says so, in both headers of every member
        if raw[offset : offset + 4] == b"PK\x03\x04":
            raw[offset + 6] |= 1
        elif raw[offset : offset + 4] == b"PK\x01\x02":
            raw[offset + 8] |= 1
    return bytes(raw)


ATTACK = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (bomb(), "zip bomb"),
        (locked_zip(), "encrypted; remove the password"),
        (docx(paragraph(run("text")))[:-40], "damaged zip"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": f"{ATTACK}<w:p {W}>&x;</w:p>"}), "declares entities"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": "<w:p"}), "is no XML"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<x/>"}), "without a document"),
        (zipped({"a.txt": "text"}), "is a zip archive"),
        (docx(paragraph("")), "has no text"),
        (epub({}), "has no text"),
        (zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": f"{ATTACK}<x>&x;</x>"}), "declares"),
        (zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}), "names no package"),
        (
            epub(
                {"a": CHAPTER.format("一")},
                encryption='<e xmlns:x="http://www.w3.org/2001/04/xmlenc#">'
                '<x:CipherReference URI="OPS/text/a.xhtml"/></e>',
            ),
            "DRM",
        ),
        (encrypted_pdf(), "encrypted; remove the password"),
        (pdf([[], []]), "run OCR"),
        (b"%PDF-1.4\nnothing", "damaged PDF"),
        (pdf([["text"]])[:200], "damaged PDF|no text"),
    ],
)
def test_broken_containers_are_refused_in_one_line(raw: bytes, message: str) -> None:
    with pytest.raises(UnreadableInput, match=message) as refused:
        make_document("given.file", raw)
    assert "given.file" in str(refused.value) and "\n" not in str(refused.value)


def test_an_archive_of_too_many_files_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", "")
    with pytest.raises(UnreadableInput, match="20,001 files"):
        read_page("many.zip", stream.getvalue())
