"""Raw bytes to a document: decoded, cleaned, its language known, cut into segments."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from corpora import chinese, reading
from corpora.cleaning import Cleaned, Paragraph, clean
from corpora.double_encoding import double_encoding_edits
from corpora.errors import UnreadableInput, UnsupportedLanguage
from corpora.fields import fields_from
from corpora.furniture import classify_sentence
from corpora.languages import LANGUAGES, core_language
from corpora.offsets import MappedText
from corpora.pages import Page
from corpora.segmentation import sentence_spans
from corpora.sentence_rules import SentenceRules
from corpora.units import Document, Fields, LedgerEntry, Segment, SegmentKind

_HAN_OR_KANA = re.compile(
    r"(?P<latin>[A-Za-zÀ-ɏ]+)|(?P<han>[\u3400-\u9fff]+)|(?P<kana>[\u3040-\u30ff]+)|(?P<hangul>[\uac00-\ud7af]+)"
)
# A Chinese character carries about as much as three Latin letters.
_LETTERS_A_CHARACTER = 3
_SAMPLE = 20_000  # characters
_LETTERS_TO_TELL = 60  # "Hello" alone passes for Breton


def read_document(path: Path, language: str | None = None) -> Document:
    """The document in a file; its language is detected unless given.

    Raises UnreadableInput and UnsupportedLanguage, both naming the file.
    """
    return make_document(path.name, reading.read_bytes(path), language)


def make_document(
    name: str,
    raw: bytes,
    language: str | None = None,
    *,
    encoding: str | None = None,
    without: frozenset[str] = frozenset(),
    rules: Mapping[str, SentenceRules] | None = None,
) -> Document:
    """The document that raw bytes hold.

    encoding and language are found where not given; without names steps of cleaning to leave out; rules are the
    user's on where sentences end, by language. Raises as read_document does.
    """
    page = reading.read_page(name, raw, encoding)
    sample = _sample(page)
    if not sample:
        raise UnreadableInput(f"{name} has no text")
    code = core_language(language).code if language else detect_language(sample, name)
    cleaned = clean(page.lines, code, without=without, medium=page.medium)
    segments, notices = _segments(cleaned, code, rules.get(code) if rules else None)
    if not any(segment.kind.is_aligned for segment in segments):
        raise UnreadableInput(f"{name} holds no article: all of its {len(segments)} lines are page furniture")
    return Document(
        id=document_id(raw),
        name=name,
        raw=raw,
        encoding=page.encoding,
        media_type=page.media_type,
        language=code,
        script=chinese.script(sample) if code == "zh" else None,
        title=_title(segments, page.title),
        segments=tuple(segments),
        ledger=tuple(sorted([*page.ledger, *cleaned.ledger, *notices], key=lambda entry: entry.raw)),
        fields=_fields(page.fields, segments),
        extracted=page.text if page.extracted else None,
    )


def _sample(page: Page) -> str:
    """Enough of the text of a page to tell its language and script by, as it was before it was read wrongly."""
    taken: list[str] = []
    length = 0
    for line in page.lines:
        taken.append(line.content.text.replace("\0", ""))
        length += len(taken[-1])
        if length > _SAMPLE:
            break
    text = "\n".join(taken)[:_SAMPLE]
    return MappedText.from_raw(text).edited(double_encoding_edits(text)).text


def _fields(said: Fields, segments: list[Segment]) -> Fields:
    """What the page's head says of it, and for the rest its byline, source and date lines."""
    read = fields_from((segment.kind, segment.text) for segment in segments)
    return Fields(*(head or line for head, line in zip(said, read, strict=True)))


def document_id(raw: bytes) -> str:
    """The id of the document with these raw bytes."""
    return hashlib.sha256(raw).hexdigest()[:16]


def detect_language(text: str, name: str) -> str:
    """ "zh", "de" or "en". Raises UnsupportedLanguage for any other that py3langid knows.

    Script decides first: the identifier takes a Chinese page with many Latin names for something else.
    """
    sample = text[:_SAMPLE]
    counts = dict.fromkeys(("han", "kana", "hangul", "latin"), 0)
    for match in _HAN_OR_KANA.finditer(sample):
        counts[str(match.lastgroup)] += match.end() - match.start()
    if counts["kana"] * 5 > counts["han"] or counts["hangul"] > counts["han"]:
        found = "ja" if counts["kana"] > counts["hangul"] else "ko"
        if counts[{"ja": "kana", "ko": "hangul"}[found]] * _LETTERS_A_CHARACTER > counts["latin"]:
            return _supported(found, name)
    if counts["han"] * _LETTERS_A_CHARACTER > counts["latin"]:
        return "zh"
    return _supported(_western_language(sample, counts["latin"]), name)


def _western_language(sample: str, letters: int) -> str:
    """German or English where there is too little text to tell it from all the others, else any language."""
    import py3langid

    chances = dict(py3langid.rank(sample))
    if letters < _LETTERS_TO_TELL:
        return max(("de", "en"), key=lambda code: chances[code])
    return str(max(chances, key=lambda code: chances[code]))


def _supported(found: str, name: str) -> str:
    if not (found in LANGUAGES and LANGUAGES[found].is_core):
        known = LANGUAGES[found].name if found in LANGUAGES else f"{found!r}"
        raise UnsupportedLanguage(
            f"{name} seems to be in {known}, which is not supported; "
            "if it is Chinese, German or English, say so with --lang"
        )
    return found


def _segments(cleaned: Cleaned, language: str, rules: SentenceRules | None) -> tuple[list[Segment], list[LedgerEntry]]:
    """The segments of all paragraphs, and entries for sentences set aside inside the article's own."""
    segments: list[Segment] = []
    notices: list[LedgerEntry] = []
    for number, paragraph in enumerate(cleaned.paragraphs):
        for segment in _paragraph_segments(paragraph, number, len(segments), language, rules):
            notice = classify_sentence(segment.text, language) if segment.kind is SegmentKind.TEXT else None
            if notice:
                segment = Segment(segment.position, segment.text, segment.raw, number, notice.kind)
                notices.append(
                    LedgerEntry("furniture", segment.raw, segment.text, None, notice.reason, notice.confidence)
                )
            segments.append(segment)
    return segments, notices


def _paragraph_segments(
    paragraph: Paragraph, number: int, first: int, language: str, rules: SentenceRules | None
) -> list[Segment]:
    """Text is cut into sentences; a heading or a piece of furniture stays whole."""
    content, kind = paragraph.content, paragraph.kind
    if kind is not SegmentKind.TEXT:
        return [Segment(first, content.text, content.raw_span(), number, kind)]
    return [
        Segment(first + i, content.text[span.start : span.end], content.raw_span(*span), number, kind)
        for i, span in enumerate(sentence_spans(content.text, language, rules))
    ]


def _title(segments: list[Segment], said: str) -> str:
    """The first heading, else what the page's head calls it or repeats, else the first segment of the article."""
    own = [segment for segment in segments if segment.kind.is_aligned]
    headings = [segment.text for segment in own[:5] if segment.kind is SegmentKind.HEADING]
    repeated = [segment.text for segment in segments if segment.kind is SegmentKind.REPEATED_TITLE]
    return next(filter(None, [*headings[:1], said, *repeated[:1], own[0].text]))[:200]
