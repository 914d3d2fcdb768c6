"""Sentence ends by their stops: whole rules for Korean and Turkish, mending of published ones for three others.

The SRX rules have nothing for Korean and Turkish, miss common abbreviations of Italian, and take the
attribution behind a quotation for a sentence in Russian and Arabic.
"""

import re

_CLOSERS = "\"'”’»›)]）」』】"
_STOP = re.compile(rf"[.!?。！？…]+[{re.escape(_CLOSERS)}]*(?=\s)|(?<=[다요까죠][.!?])(?=[가-힣])")
# Below this many characters a quotation or a note in brackets is one utterance, as in Chinese.
_WHOLE = re.compile(r"“[^“”]{0,40}”|‘[^‘’]{0,40}’|\"[^\"]{0,40}\"|«[^«»]{0,40}»|「[^「」]{0,40}」|\([^()]{0,40}\)")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SEEN = 80  # characters on either side of a cut that are looked at

# Those in lower case are also met with a capital; the others only so, since Turkish "gen." may be the word.
_ABBREVIATIONS = {
    "tr": frozenset(
        "dr prof doç yrd öğr gör uzm müh mim ecz bşk bkz krş örn no nr cad cd sok sk mah mh blv ltd şti çev s ss c "
        "Av Sn Hz Op Dt Gen Org Alb Yzb Tel Bul Apt Tic Ing Alm Fr Osm Haz Ed".split()
    ),
    "ko": frozenset("Dr Mr Mrs Ms Prof St No Vol Co Ltd Inc Jr Sr vs p".split()),
    "it": frozenset(
        "sig sigg dott prof ing avv arch geom rag cav on sen cfr pag pagg fig figg vol voll cap capp nr num tel ca "
        "Gen Col Mons Rev Dr".split()
    ),
    "ru": frozenset("с стр рис табл гл п пп ст".split()),
    "ar": frozenset("د أ ص ج ط".split()),
}
# What stands behind a quotation and belongs to it.
_TAKES_UP = {
    "ko": re.compile(
        r"\s*(?:(?:이?라)?고(?=[\s가-힣])|이?라[며는]|하[고며]|며\s|는\s|란\s"
        r"|[^.!?“”]{0,25}(?:말했|물었|대답했|답했|외쳤|덧붙였|밝혔|설명했|강조했|속삭였|전했)[^.!?“”]{0,8}[.!?])"
    ),
    "ru": re.compile(r"\s*[—–-]\s*[а-яё]"),
    "ar": re.compile(
        r"\s*(?:و|ف)?(?:قال|سأل|أجاب|ردّ?|صاح|همس|هتف|أضاف|صرخ|تساءل)(?:ت|وا|ا|ه|ها|هم|ته|تها|نا)?(?=[\s.،])"
    ),
}
# Ends that the published rules pass over, since the abbreviation may also stand inside a sentence.
_MISSED = {"ru": re.compile(r"\bи т\. ?[дп]\.(?=\s+[«„А-ЯЁ])")}


def stop_cuts(text: str, code: str) -> list[int]:
    """Where sentences end in a text of a language without published rules ("ko", "tr")."""
    return mended(text, [match.end() for match in _STOP.finditer(text)], code)


def mended(text: str, cuts: list[int], code: str) -> list[int]:
    """The cuts without those inside a sentence, and with those that the rules of the language pass over."""
    if code not in _ABBREVIATIONS:
        return cuts
    missed = [match.end() for match in _MISSED[code].finditer(text)] if code in _MISSED else []
    quoted: set[int] = set()
    if code in ("ko", "tr"):
        quoted.update(*(range(match.start() + 1, match.end()) for match in _WHOLE.finditer(text)))
    return [
        cut
        for cut in sorted({*cuts, *missed} - quoted)
        if not _is_inside(text[max(0, cut - _SEEN) : cut].rstrip(), text[cut : cut + _SEEN], code)
    ]


def _is_inside(before: str, rest: str, code: str) -> bool:
    """Whether what stands before a cut and behind it belongs to one sentence."""
    following = rest.lstrip()
    if before[-1:] in _CLOSERS and code in _TAKES_UP and _TAKES_UP[code].match(rest):
        return True
    if code == "tr" and following[:1].islower():
        return True
    return before.endswith(".") and not before.endswith("..") and _abbreviates(before[:-1], following, code)


def _abbreviates(before: str, following: str, code: str) -> bool:
    """Whether a full stop between two texts marks an abbreviation or an ordinal, not the end of a sentence."""
    word = before.split()[-1].lstrip("(«“„\"'‘") if before.split() else ""
    is_number = following[:1].isdigit()
    if word.isdigit():  # 29. Ekim, 3. 5. 1998; a longer number is a year, which may end a sentence
        return code in ("ko", "tr") and (len(word) < 3 or (code == "ko" and is_number))
    if word in _ABBREVIATIONS[code] or word[:1].lower() + word[1:] in _ABBREVIATIONS[code]:
        return is_number or code != "ru"
    if code not in ("ko", "tr"):
        return False
    is_initials = all(len(part) == 1 and part.isupper() for part in word.split("."))  # M. Kemal, T.C., U.S.
    return is_initials or (code == "tr" and _ROMAN.fullmatch(word) is not None)
