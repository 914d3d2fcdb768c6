"""Where Japanese sentences end: after 。！？ and their half-width forms, unless a quotation goes on.

「…。」と言った is one sentence, and so is モーニング娘。の…: what stands behind decides.
"""

import re

_CLOSERS = "」』）)】〉》”’｣"
_END = re.compile(
    rf"(?:[。！？!?｡]|(?<=[\u3040-\u30ff\u4e00-\u9fff])[．.](?![\d．.]))[。！？!?｡…]*[{re.escape(_CLOSERS)}]*[。｡]?"
)
# Below this many characters a quotation or a note in brackets is one utterance, as in Chinese.
_WHOLE = re.compile(
    r"「[^「」]{0,40}」|『[^『』]{0,40}』|｢[^｢｣]{0,40}｣|“[^“”]{0,40}”|（[^（）]{0,40}）|\([^()]{0,40}\)"
)
# Particles and copulas take up what was quoted; the words that begin like them do not.
_TAKES_UP = re.compile(
    r"[、,，・]|って|など|という|と(?!ころ|ても|にかく|りあえず|もあれ|うとう|つぜん)|[をのへ]|が(?!、)|に(?!わか)|は(?!い)"
    r"|も(?![うしちと])|で(?![もは、])|だ(?!か|が|け|って)|です|から"
)
_ATTRIBUTION = re.compile(
    r"[^。！？!?「」『』]{0,24}(?:言[いうえおっわ]|述べ|話[しす]|語[っりる]|聞[いき]|尋ね|たずね|答え|叫[んび]|つぶや|呟|返事)"
    r"[^。！？!?「」『』]{0,8}[。｡]"
)
_SEEN = 80  # characters behind a stop that are looked at
_NAME_BEFORE = re.compile(r"[A-Za-z0-9]$")


def japanese_cuts(text: str) -> list[int]:
    """Positions at which a sentence ends and another begins."""
    quoted: set[int] = set().union(*(range(match.start() + 1, match.end()) for match in _WHOLE.finditer(text)))
    return [
        match.end()
        for match in _END.finditer(text)
        if match.end() < len(text)
        and match.end() not in quoted
        and not _goes_on(
            match.group(), text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + _SEEN]
        )
    ]


def _goes_on(stop: str, before: str, rest: str) -> bool:
    """Whether the sentence goes on behind a stop and the brackets that close with it."""
    if stop[-1] in _CLOSERS:
        return bool(_TAKES_UP.match(rest) or _ATTRIBUTION.match(rest))
    if stop == "!" and _NAME_BEFORE.search(before):  # Yahoo!ニュース
        return not rest[0].isspace()
    return rest[0] in "のを"
