"""How training text is cut into sentences: by plain rules that stay, whatever the segmenter of documents learns.

Were it cut as documents are, every rule mended there would make other weights of the same text, and those that
come with the program could not be made again.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

_CLOSERS = "”’」』）)》〉】]"
_END = re.compile(rf"(?:[。！？!?｡]|(?<=[\u4e00-\u9fff])\.(?![\d.]))[。！？!?…]*[{re.escape(_CLOSERS)}]*[。]?")
_QUOTES = re.compile(r"“[^“”]*”|「[^「」]*」")
_ATTRIBUTION = re.compile(
    r"^[^，。！？；：“”]{0,14}(?:说|表示|认为|称|指出|道|坦言|强调|回忆|感叹|問|问|説|說|認為|稱|強調)(?![“”])"
)
_WHOLE_QUOTE = 40  # characters


def training_sentences(text: str, code: str) -> tuple[str, ...]:
    """The sentences of a text in "zh" or a language of LanguageTool's, without the white space around them."""
    cuts = _chinese_cuts(text) if code == "zh" else _published_cuts(text, code)
    pieces = (text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return tuple(piece for piece in pieces if piece)


def _chinese_cuts(text: str) -> list[int]:
    whole = [match.span() for match in _QUOTES.finditer(text) if match.end() - match.start() <= _WHOLE_QUOTE]
    cuts = []
    for match in _END.finditer(text):
        cut = match.end()
        if any(start < cut < end for start, end in whole):
            continue
        if text[cut - 1] in _CLOSERS and _continues(text[cut:]):
            continue
        cuts.append(cut)
    return cuts


def _continues(rest: str) -> bool:
    """Whether what follows a closing quote goes on with the same sentence."""
    return bool(rest) and (rest[0] in "，、；：,;:的" or _ATTRIBUTION.match(rest) is not None)


def _published_cuts(text: str, code: str) -> list[int]:
    from choppa import SrxTextIterator

    cuts, position = [], 0
    for piece in SrxTextIterator(_published_rules(), f"{code}_two", text):
        position += len(piece)
        cuts.append(position)
    return cuts[:-1]


@cache
def _published_rules() -> Any:
    import choppa

    return choppa.SrxDocument(ruleset=str(Path(choppa.__file__).parent / "data" / "srx" / "languagetool_segment.srx"))
