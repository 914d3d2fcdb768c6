"""Text to sentences, as spans of the text, so that nothing is lost and offsets hold.

Chinese is cut by rules of our own, since the published segmenters break its quotations, and so are the
languages that LanguageTool's SRX rules lack; the others by those rules, through choppa.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from corpora.japanese import japanese_cuts
from corpora.languages import language as language_of
from corpora.stops import mended, stop_cuts
from corpora.thai import thai_cuts
from corpora.units import Span

CLOSERS = "”’」』）)》〉】]"
_END = re.compile(rf"(?:[。！？!?｡]|(?<=[\u4e00-\u9fff])\.(?![\d.]))[。！？!?…]*[{re.escape(CLOSERS)}]*[。]?")
_QUOTES = re.compile(r"“[^“”]*”|「[^「」]*」")
# 他说, 张教授表示 …: what stands after a quotation belongs to it, as in „…“, sagte er.
_ATTRIBUTION = re.compile(
    r"^[^，。！？；：“”]{0,14}(?:说|表示|认为|称|指出|道|坦言|强调|回忆|感叹|問|问|説|說|認為|稱|強調)(?![“”])"
)
# Below this many characters a quotation of several sentences reads as one utterance; German and English
# translators keep such a one in one sentence. Longer ones are cut, or beads would be paragraphs.
WHOLE_QUOTE = 40


def sentence_spans(text: str, language: str) -> list[Span]:
    """The sentences of a paragraph, in order, without the white space around them.

    language is a code of the table in corpora.languages. White space between sentences is in no span;
    every other character is in exactly one.
    """
    code = language_of(language).code
    spans, start = [], 0
    for cut in [*_cuts(text, code), len(text)]:
        sentence = text[start:cut]
        stripped = sentence.strip()
        if stripped:
            offset = start + len(sentence) - len(sentence.lstrip())
            spans.append(Span(offset, offset + len(stripped)))
        start = cut
    return spans


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text, whose lines are paragraphs, as strings."""
    return [
        line[span.start : span.end] for line in text.splitlines() for span in sentence_spans(line, language)
    ]  # fmt: skip


def _cuts(text: str, code: str) -> list[int]:
    match code:
        case "zh":
            return _chinese_cuts(text)
        case "ja":
            return japanese_cuts(text)
        case "th":
            return thai_cuts(text)
        case "ko" | "tr":
            return stop_cuts(text, code)
        case _:
            return mended(text, _srx_cuts(text, code), code)


def _chinese_cuts(text: str) -> list[int]:
    """Where sentences end: after 。！？ and the closing quotes behind them."""
    whole = [match.span() for match in _QUOTES.finditer(text) if match.end() - match.start() <= WHOLE_QUOTE]
    cuts = []
    for match in _END.finditer(text):
        cut = match.end()
        if any(start < cut < end for start, end in whole):
            continue
        if text[cut - 1] in CLOSERS and _continues(text[cut:]):
            continue
        cuts.append(cut)
    return cuts


def _continues(rest: str) -> bool:
    """Whether what follows a closing quote goes on with the same sentence."""
    return bool(rest) and (rest[0] in "，、；：,;:的" or _ATTRIBUTION.match(rest) is not None)


def _srx_cuts(text: str, code: str) -> list[int]:
    from choppa import SrxTextIterator

    cuts, position = [], 0
    for piece in SrxTextIterator(_srx_rules(), f"{code}_two", text):
        position += len(piece)
        cuts.append(position)
    return cuts[:-1]


@cache
def _srx_rules() -> Any:
    import choppa

    return choppa.SrxDocument(ruleset=str(Path(choppa.__file__).parent / "data" / "srx" / "languagetool_segment.srx"))
