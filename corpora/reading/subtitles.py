"""Subtitles (srt, vtt) to lines: sentences that run over several cues joined, times and numbers left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpora.chinese import space_between
from corpora.offsets import Edit, MappedText
from corpora.pages import Line, Page
from corpora.reading.encodings import Decoded
from corpora.units import Span

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_CUE = re.compile(
    rf"^[ \t]*(?P<start>{_TIME.pattern})[ \t]*-->[ \t]*(?P<end>{_TIME.pattern})(?:[ \t]+[\w-]+:\S*)*[ \t]*$".replace(
        "(\\d", "(?:\\d"
    )
)
_NUMBER = re.compile(r"\ufeff?\s*\d+\s*\Z")
_ROW_END = re.compile(r"\r\n?|\n|\Z")
_MARK = re.compile(
    r"</?(?:i|b|u|s|c|v|lang|ruby|rt|font|br|span|p)(?:[.\s][^<>\n]*)?/?>|<\d[\d:.]*>|\{\\[^{}\n]*\}", re.IGNORECASE
)
_END = re.compile(r"[.!?。！？…][\"'”’»)）」』\]]*$")
_SPEAKER = re.compile(r"[-–—]\s?\S|\[|\(|（|【|♪")
_NEAR = 3.0  # seconds between two cues that one sentence may run over
_LEAST_ENDED = 0.1  # of the cues; where fewer end in a mark, as in most Chinese subtitles, marks say nothing
_HEAD = re.compile(r"\ufeff?(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t]|\Z)")


class _Cue(NamedTuple):
    """A cue's lines of text, and when it is shown, in seconds; both 0 where its times are broken."""

    lines: tuple[MappedText, ...]
    start: float
    end: float


def read(name: str, decoded: Decoded) -> Page:
    """The page that subtitles are; a line is a sentence or two, as far as the cues tell where they end."""
    is_vtt = decoded.text.lstrip("\ufeff").startswith("WEBVTT")
    cues = [(cue, _joined(cue.lines)) for cue in _cues(decoded.text, is_vtt)]
    ended = sum(_END.search(content.text) is not None for _, content in cues)
    said: list[list[MappedText]] = []
    for i, (_, content) in enumerate(cues):
        if i and ended >= len(cues) * _LEAST_ENDED and _runs_on(*cues[i - 1], *cues[i]):
            said[-1].append(content)
        else:
            said.append([content])
    lines = tuple(Line(_joined(pieces)) for pieces in said)
    kind = "text/vtt" if is_vtt else "application/x-subrip"
    return Page(lines, decoded.text, decoded.encoding, kind, not decoded.is_plain, ledger=decoded.ledger)


def _cues(text: str, is_vtt: bool) -> Iterator[_Cue]:
    """The cues in order; rows without times are a cue as well, so that no text is lost."""
    for block in _blocks(text):
        timed = [i for i, row in enumerate(block) if _CUE.match(row.text)]
        if is_vtt and _HEAD.match(block[0].text) and (not timed or timed[0] > 1):
            continue
        first = timed[0] if timed else len(block)
        yield from _spoken(block[: _before_times(block, first, is_vtt and first == 1)], 0.0, 0.0)
        for at, following in pairwise([*timed, len(block)]):
            start, end = [_seconds(match) for match in _TIME.finditer(block[at].text)][:2]
            last = _before_times(block, following) if following < len(block) else following
            yield from _spoken(block[at + 1 : max(at + 1, last)], start, end)


def _blocks(text: str) -> Iterator[list[MappedText]]:
    """Rows that follow one another without an empty one between them."""
    rows: list[MappedText] = []
    position = 0
    for match in _ROW_END.finditer(text):
        row = MappedText.from_raw(text[position : match.start()], position)
        position = match.end()
        if row.text.strip():
            rows.append(row)
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _before_times(block: list[MappedText], at: int, is_named: bool = False) -> int:
    """Where the number or name of the cue begins whose times are row at."""
    is_numbered = 0 < at < len(block) and _NUMBER.match(block[at - 1].text)
    return at - 1 if is_numbered or is_named else at


def _spoken(rows: list[MappedText], start: float, end: float) -> Iterator[_Cue]:
    """A cue of rows, or one for each where every row has a speaker of its own."""
    lines = [line for line in map(_unmarked, rows) if line.text]
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


def _joined(lines: Sequence[MappedText]) -> MappedText:
    """Lines as one text: a space between words, none between Chinese characters."""
    pieces = [lines[0]]
    for line in lines[1:]:
        between = Span(pieces[-1].raw_span().end, line.raw_span().start)
        pieces.append(MappedText.standing_for(space_between(pieces[-1].text[-1], line.text[0]), between))
        pieces.append(line)
    return MappedText.join(pieces)


def _runs_on(before: _Cue, text: MappedText, cue: _Cue, content: MappedText) -> bool:
    """Whether a cue goes on with the sentence of the one before."""
    if _END.search(text.text) or _SPEAKER.match(content.text):
        return False
    return abs(cue.start - before.end) <= _NEAR or not cue.end
