"""Word files, e-books, PDF: their text at its place, and every way they can be broken said in one line."""

import io
import textwrap
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
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


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBLE = 'xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_word_files_saved_strictly_are_read() -> None:
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{paragraph(run("Text"))}</w:body></w:document>'
    raw = zipped({"[Content_Types].xml": "", "word/document.xml": document})
    assert told(read_page("a.docx", raw)) == [("text", "Text")]


@pytest.mark.parametrize("choice", ["in the box", ""])
def test_a_text_box_is_read_once_whichever_way_it_is_drawn(choice: str) -> None:
    box, other = (
        f"<w:txbxContent>{paragraph(run(text)) if text else ''}</w:txbxContent>" for text in (choice, "in the box")
    )
    drawn = f"<m:AlternateContent {COMPATIBLE}><m:Choice>{box}</m:Choice><m:Fallback>{other}</m:Fallback>"
    raw = docx(paragraph(f"<w:r>{drawn}</m:AlternateContent></w:r>{run('beside it')}"))
    assert told(read_page("a.docx", raw)) == [("text", "beside it"), ("text", "in the box")]


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


def changed(raw: bytes, member: str, content: bytes | None) -> bytes:
    """An archive with another content of a member, or without it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({name: new for name in members if (new := content if name == member else members[name]) is not None})


def test_a_book_says_which_chapter_it_lacks_and_keeps_the_others() -> None:
    raw = epub({"a": CHAPTER.format("一"), "b": CHAPTER.format("二")})
    page = read_page("book.epub", changed(raw, "OPS/text/a.xhtml", None))
    assert [text for kind, text in told(page) if kind == "heading"] == ["第二章"]
    assert [entry.reason for entry in page.ledger] == ["the book lacks its chapter OPS/text/a.xhtml"]


def test_what_cannot_be_decoded_in_a_chapter_is_told_at_its_place() -> None:
    raw = epub({"a": CHAPTER.format("一"), "b": CHAPTER.format("二")})
    broken = b"<!-- second -->\n" + CHAPTER.format("二").encode().replace("小城".encode(), "小城".encode()[:-1], 1)
    page = read_page("book.epub", changed(raw, "OPS/text/b.xhtml", broken))
    (entry,) = page.ledger
    assert "\ufffd" in entry.before and page.text[slice(*entry.raw)] == entry.before


@pytest.mark.parametrize(("said", "date"), [("2023", "2023"), ("unknown", ""), ("2023-05-06T00:00:00Z", "2023-05-06")])
def test_the_date_of_a_book_is_a_date_or_none(said: str, date: str) -> None:
    raw = epub({"a": CHAPTER.format("一")})
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        package = archive.read("OPS/package.opf").replace(b"2023-05-06", said.encode())
    assert read_page("book.epub", changed(raw, "OPS/package.opf", package)).fields.date == date


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
    assert {text for (_, text), line in zip(told(page), page.lines, strict=True) if line.kind == "edge"} == {
        "Harbour Report",
        *map(str, range(11, 16)),
    }
    document = make_document("a.pdf", raw)
    own = [segment.text for segment in document.segments if segment.kind is SegmentKind.TEXT]
    assert [text.rpartition("on the ")[2] for text in own] == [f"{place} that day." for place in places]
    assert "Harbour Report" not in [segment.text for segment in document.segments if segment.kind.is_aligned]


def test_a_pdf_of_a_paragraph_or_two_is_joined_at_its_edge() -> None:
    lines = [
        "The ferry was late again, and the people who had come down to the long-",
        "awaited opening sat on their suit-",
        "cases and looked at the water, where nothing was to be seen but the other bank.",
        "What to bring",
        "- a coat",
        "- a book",
        "11/25/26, 12:34 PM",
        "https://example.org/ferry 1/1",
    ]
    document = make_document("a.pdf", pdf([lines]))
    own = [segment.text for segment in document.segments if segment.kind.is_aligned]
    assert own[0].startswith("The ferry was late again, and the people who had come down to the long-awaited opening")
    assert "sat on their suitcases and looked" in own[0]
    assert own[1:] == ["What to bring", "- a coat", "- a book"]
    assert {segment.text for segment in document.segments if not segment.kind.is_aligned} == set(lines[-2:])


def test_lists_at_the_end_of_a_word_file_are_the_authors() -> None:
    texts = ["Packing for the ferry", "The ferry leaves at noon, and it does not wait.", "a coat", "a book", "Tickets"]
    document = make_document("a.docx", docx("".join(paragraph(run(text)) for text in texts)))
    assert [segment.text for segment in document.segments if segment.kind.is_aligned] == texts


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_kept() -> None:
    raw = pdf([["one line"], ["two lines"], ["three lines"]])
    raw = raw.replace(b"/Kids [4 0 R 6 0 R ", b"/Kids [4 0 R 1 0 R ")  # which is no page
    page = read_page("a.pdf", raw)
    assert [text for _, text in told(page)] == ["one line", "three lines"]
    (entry,) = page.ledger
    assert entry.reason.startswith("page 2 is not read: ")
    assert page.text[entry.raw.start - 1 : entry.raw.end + 1] == "\f\f"
    (entry,) = read_page("a.pdf", pdf([["one line"], []])).ledger
    assert entry.reason.startswith("page 2 is not read: it has no text")


def locked_pdf() -> bytes:
    """A PDF that says it is encrypted with AES; its keys are zeros, since nothing gets as far as them."""
    key, short = f"<{'00' * 48}>", f"<{'00' * 32}>"
    filters = "/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    keys = f"/O {key} /U {key} /OE {short} /UE {short} /Perms <{'00' * 16}>"
    said = f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 {keys} {filters} >> /ID [<00><00>]"
    return pdf([["secret"]]).replace(b"trailer\n<<", f"trailer\n<< {said}".encode())


def packed_badly(method: int) -> bytes:
    """A Word file whose document is packed by a method and damaged in its middle."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", " ".join(map(str, range(5000))))
        info = archive.getinfo("word/document.xml")
    raw = bytearray(stream.getvalue())
    start = info.header_offset + 30 + len(info.filename)
    for offset in range(start + 12, start + info.compress_size // 2):
        raw[offset] ^= 0x5A
    return bytes(raw)


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
        (locked_pdf(), "encrypted; remove the password"),
        *(
            (packed_badly(method), "is damaged")
            for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        ),
        (pdf([[], []]), "run OCR"),
        (b"%PDF-1.4\nnothing", "damaged PDF"),
        (pdf([["text"]])[:200], "damaged PDF|no text"),
    ],
)
def test_broken_containers_are_refused_in_one_line(raw: bytes, message: str) -> None:
    with pytest.raises(UnreadableInput, match=message) as refused:
        make_document("given.file", raw)
    assert "given.file" in str(refused.value) and "\n" not in str(refused.value)


DAMAGED = (
    ("a.docx", docx(paragraph(run("text")))),
    ("a.epub", epub({"a": CHAPTER.format("一")})),
    ("a.pdf", pdf([["one line"], ["two lines"]])),
)


@given(
    st.sampled_from(DAMAGED),
    st.lists(st.tuples(st.integers(8, 3000), st.integers(0, 255)), max_size=8),
    st.integers(20),
)
@example(DAMAGED[0], [(DAMAGED[0][1].rindex(b"PK\x05\x06") + 18, 1)], 1 << 20)  # members begin before the file
def test_damage_anywhere_is_read_or_refused_in_one_line(
    file: tuple[str, bytes], changes: list[tuple[int, int]], end: int
) -> None:
    name, raw = file[0], bytearray(file[1])
    for offset, byte in changes:
        raw[min(offset, len(raw) - 1)] = byte
    try:
        read_page(name, bytes(raw[:end]))
    except UnreadableInput as error:
        assert name in str(error) and "\n" not in str(error)


def test_an_archive_of_too_many_files_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", "")
    with pytest.raises(UnreadableInput, match="20,001 files"):
        read_page("many.zip", stream.getvalue())
