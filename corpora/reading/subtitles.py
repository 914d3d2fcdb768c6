"""Subtitles (srt, vtt) to lines: sentences that run over several cues joined, times and numbers left out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpora.offsets import Edit, MappedText
from corpora.pages import Line, Page
from corpora.reading.encodings import Decoded
from corpora.units import Span

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_CUE = re.compile(
    rf"^[ \t]*(?P<start>{_TIME.pattern})[ \t]*-->[ \t]*(?P<end>{_TIME.pattern}).*$".replace("(\\d", "(?:\\d")
)
_NUMBER = re.compile(r"\s*\d+\s*$")
_MARK = re.compile(r"</?[A-Za-z][^<>\n]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}")
_END = re.compile(r"[.!?。！？…][\"'”’»)）」』\]]*$")
_SPEAKER = re.compile(r"[-–—]\s?\S|\[|\(|（|【|♪")
_WIDE = re.compile("[\u3000-\u9fff\uff00-\uffef“”‘’…—]")
_NEAR = 3.0  # seconds between two cues that one sentence may run over
_HEADS = ("WEBVTT", "NOTE", "STYLE", "REGION")


class _Cue(NamedTuple):
    """A cue's lines of text, and when it is shown, in seconds; both 0 where its times are broken."""

    lines: tuple[MappedText, ...]
    start: float
    end: float


def read(name: str, decoded: Decoded) -> Page:
    """The page that subtitles are; a line is a sentence or two, as far as the cues tell where they end."""
    lines: list[Line] = []
    before: _Cue | None = None
    for cue in _cues(decoded.text):
        content = _joined(cue.lines)
        if before and lines and _runs_on(lines[-1].content.text, before, content.text, cue):
            lines[-1] = Line(_joined((lines[-1].content, content)))
        else:
            lines.append(Line(content))
        before = cue
    kind = "text/vtt" if decoded.text.lstrip("\ufeff").startswith("WEBVTT") else "application/x-subrip"
    return Page(tuple(lines), decoded.text, decoded.encoding, kind, not decoded.is_plain, ledger=decoded.ledger)


def _cues(text: str) -> Iterator[_Cue]:
    """The cues in order; a block without times is a cue as well, so that no text is lost."""
    for block in re.finditer(r"(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|\Z))+", text):
        rows = [MappedText.from_raw(row[0], block.start() + row.start()) for row in re.finditer(r"[^\r\n]+", block[0])]
        if rows[0].text.lstrip("\ufeff").startswith(_HEADS):
            continue
        timed = next((i for i, row in enumerate(rows[:3]) if _CUE.match(row.text)), None)
        start = end = 0.0
        if timed is not None:
            times = [_seconds(match) for match in _TIME.finditer(rows[timed].text)][:2]
            start, end = times
            rows = rows[timed + 1 :]
        elif len(rows) > 1 and _NUMBER.match(rows[0].text):
            rows = rows[1:]
        lines = [line for line in map(_unmarked, rows) if line.text]
        # Two speakers in one cue have a line each, with a dash before it.
        apart = len(lines) > 1 and all(_SPEAKER.match(line.text) for line in lines)
        for said in [[line] for line in lines] if apart else [lines]:
            if said:
                yield _Cue(tuple(said), start, end)


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, rest = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{rest}")


def _unmarked(row: MappedText) -> MappedText:
    edits = (Edit(match.start(), match.end(), "", "mark of subtitles") for match in _MARK.finditer(row.text))
    return row.edited(edits).stripped()


def _joined(lines: tuple[MappedText, ...]) -> MappedText:
    """Lines as one text: a space between words, none between Chinese characters."""
    pieces = [lines[0]]
    for line in lines[1:]:
        if not (_WIDE.match(pieces[-1].text[-1]) and _WIDE.match(line.text[0])):
            pieces.append(MappedText.standing_for(" ", Span(pieces[-1].raw_span().end, line.raw_span().start)))
        pieces.append(line)
    return MappedText.join(pieces)


def _runs_on(text: str, before: _Cue, after: str, cue: _Cue) -> bool:
    """Whether a cue goes on with the sentence of the one before."""
    if _END.search(text) or _SPEAKER.match(after):
        return False
    return abs(cue.start - before.end) <= _NEAR or not cue.end
