"""Parallel sentences as an untidy translator and a scraped page would have left them, with the gold beads known.

Every operation takes pairs of sentences that translate one another and returns such pairs; what belongs
together after it is known from what it did.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from align.features import BEAD_TYPES
from align.training_sentences import training_sentences
from corpora.languages import join

_CLAUSE = re.compile(r"(?<=[，；：,;:])\s*")
_HAN_STOPS = {"，": "。", "；": "。", "：": "。"}
_STOPS = {",": ".", ";": ".", ":": "."}
_MENDED = 0.75  # share of splits that begin a sentence of their own, as translators write; segmenters do not
_CLOSERS = ("”", '"', "“", "»", ")", "）", "」")
# Lines of pages that no one translates, as any site has them.
_FURNITURE = {
    "zh": (
        "来源：新华网", "责任编辑：本报编辑部", "分享到微信", "点击查看更多", "打印本页", "首页 > 新闻 > 正文",
        "图片说明", "2021-03-14 09:20", "收藏", "返回顶部", "下载应用", "专题", "视频", "评论区", "广告",
        "订阅我们的公众号", "编辑推荐", "今日热点", "联系方式", "返回列表", "摄影：本报记者", "本文来自网络",
        "点赞 转发", "用户协议",
    ),
    "de": (
        "Startseite", "Mehr zum Thema", "Foto: dpa", "Artikel teilen", "Von unserem Korrespondenten", "Anzeige",
        "14. März 2021, 9:20 Uhr", "Nach oben", "App herunterladen", "Videos", "Diskutieren Sie mit",
        "Nutzungsbedingungen", "Lesen Sie auch", "Abonnieren", "Suche", "Kontakt", "Merkliste",
        "Das könnte Sie interessieren", "Themen: Politik", "Jetzt registrieren", "Zurück zur Übersicht",
        "Vorlesen", "Symbolfoto", "Folgen Sie uns",
    ),
    "en": (
        "Home", "Read more", "Photo: Reuters", "Share this article", "By our correspondent", "Advertisement",
        "14 March 2021, 9:20 am", "Back to top", "Download our app", "Videos", "Join the discussion",
        "Terms of service", "Related stories", "Subscribe now", "Search", "Contact", "Save for later",
        "You might also be interested in", "Topics: politics", "Register", "Back to the list",
        "Listen to this article", "Stock image", "Follow us",
    ),
}  # fmt: skip


class Pair(NamedTuple):
    """Sentences of both sides that translate one another; an empty side is an omission or addition."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True)
class Noise:
    """How often each thing happens, as a share of the pairs of a document; blocks as their share of it."""

    merge: float = 0.0
    split: float = 0.0
    shift: float = 0.0
    drop: float = 0.0
    insert: float = 0.0
    stray: float = 0.0
    furniture: int = 0
    """Lines of page furniture at each end of a side."""
    block: bool = False
    tail: bool = False
    cut_off: bool = False
    """Whether the last sentence before a missing tail stops in its middle."""
    summary: bool = False
    """Whether one side keeps only every other sentence or so."""
    repeat: bool = False
    """Whether a sentence is set a second time elsewhere, as pull quotes are."""

    @classmethod
    def draw(cls, rng: random.Random) -> "Noise":
        """A document's own rates: most translations are nearly faithful, some are anything but."""

        def rate(most: float) -> float:
            return most * rng.random() ** 2

        return cls(
            merge=rate(0.4 if rng.random() < 0.12 else 0.2),
            split=rate(0.25),
            shift=rate(0.03),
            drop=rate(0.15),
            insert=rate(0.06),
            stray=rate(0.15) if rng.random() < 0.3 else 0.0,
            furniture=rng.randint(1, 6) if rng.random() < 0.2 else 0,
            block=rng.random() < 0.2,
            tail=rng.random() < 0.2,
            cut_off=rng.random() < 0.3,
            summary=rng.random() < 0.04,
            repeat=rng.random() < 0.08,
        )


def disturb(
    pairs: Sequence[Pair],
    noise: Noise,
    languages: Sequence[str],
    strange: Sequence[Sequence[str]],
    rng: random.Random,
) -> list[Pair]:
    """The pairs after all that can happen to them; strange are sentences of each language from other texts."""
    pairs = _shortened(pairs, noise, rng)
    found: list[Pair] = []
    for pair in pairs:
        if rng.random() < noise.split:
            pair = split(pair, rng.randrange(2), languages, rng)
        if rng.random() < noise.drop:
            pair = dropped(pair, rng.randrange(2))
        if found and rng.random() < noise.merge:
            found[-1:] = _merged(found[-1], pair, rng.randrange(2), languages)
        elif found and rng.random() < noise.shift:
            found[-1:] = _shifted(found[-1], pair, languages, rng)
        else:
            found.append(pair)
        if rng.random() < noise.stray:
            found[-1] = _with_stray(found[-1], rng)
        if rng.random() < noise.insert:
            side = rng.randrange(2)
            found += [_alone(text, side) for text in _pick(strange[side], rng)]
    if noise.repeat and len(found) > 6:
        found = _repeated(found, rng)
    if noise.furniture:
        found = _framed(found, noise.furniture, languages, strange, rng)
    return nulls_apart(found)


def cut_line(source: str, target: str, languages: Sequence[str]) -> list[Pair]:
    """The sentences of a line of parallel text, as far as their counts tell which belong together.

    The same number on both sides is taken for one to one; where both sides have several and not as many,
    the line stays whole.
    """
    sides = [
        training_sentences(text, code) for text, code in zip((source.strip(), target.strip()), languages, strict=True)
    ]
    if len(sides[0]) == len(sides[1]):
        return [Pair((one,), (other,)) for one, other in zip(*sides, strict=True)]
    cut = Pair(*sides)
    return [cut] if fits(cut) and min(map(len, sides)) == 1 else [Pair((source.strip(),), (target.strip(),))]


def fits(pair: Pair) -> bool:
    """Whether the model has a bead of this size, or a null."""
    sizes = len(pair.source), len(pair.target)
    return sizes in BEAD_TYPES or 0 in sizes


def dropped(pair: Pair, side: int) -> Pair:
    """The pair without one of its sides (0 the source, 1 the target)."""
    return Pair(pair.source, ()) if side else Pair((), pair.target)


def clauses(text: str) -> list[str]:
    """The clauses of a sentence, by its commas, colons and semicolons."""
    return [clause for clause in _CLAUSE.split(text) if clause]


def split(pair: Pair, side: int, languages: Sequence[str], rng: random.Random) -> Pair:
    """One sentence of a side cut at a clause, as a translator makes two sentences of one."""
    texts = list(pair[side])
    if not texts or not pair[1 - side]:
        return pair
    at = rng.randrange(len(texts))
    parts = clauses(texts[at])
    cuts = [
        k for k in range(1, len(parts)) if 0.25 < sum(map(len, parts[:k])) / max(1, sum(map(len, parts))) < 0.75
    ]  # fmt: skip
    if not cuts:
        return pair
    cut = rng.choice(cuts)
    first, second = join(parts[:cut], languages[side]), join(parts[cut:], languages[side])
    if rng.random() < _MENDED:
        stop = _HAN_STOPS.get(first[-1]) or _STOPS[first[-1]]
        first, second = first[:-1] + stop, second[:1].upper() + second[1:]
    texts[at : at + 1] = [first, second]
    changed = _with(pair, side, texts)
    return changed if fits(changed) else pair


def nulls_apart(pairs: Sequence[Pair]) -> list[Pair]:
    """Nulls one sentence each, and within a run of them the source's before the target's, as the model has them."""
    found: list[Pair] = []
    run: list[Pair] = []
    for pair in [*pairs, Pair(("end",), ("end",))]:
        if all(pair):
            found += sorted(run, key=lambda null: bool(null.target))
            run = []
            found.append(pair)
        else:
            run += [Pair((text,), ()) for text in pair.source] + [Pair((), (text,)) for text in pair.target]
    return found[:-1]


def _shortened(pairs: Sequence[Pair], noise: Noise, rng: random.Random) -> list[Pair]:
    """A tail cut off, a block left out, or every other sentence: what partial translations are like."""
    found = list(pairs)
    if noise.tail and len(found) > 10:
        cut = rng.randrange(len(found) * 6 // 10, len(found))
        found[cut:] = [dropped(pair, 1) for pair in found[cut:]]
        if noise.cut_off:
            found[cut - 1] = _cut_off(found[cut - 1], rng)
    if noise.block and len(found) > 12:
        first, side = rng.randrange(len(found) - 8), rng.randrange(2)
        last = first + rng.randint(2, 8)
        found[first:last] = [dropped(pair, side) for pair in found[first:last]]
    if noise.summary:
        side, kept = rng.randrange(2), rng.uniform(0.3, 0.7)
        found = [pair if rng.random() < kept else dropped(pair, side) for pair in found]
    return found


def _cut_off(pair: Pair, rng: random.Random) -> Pair:
    """The pair with its last target sentence cut off, but not so early that nobody could know it."""
    if not pair.target:
        return pair
    last = pair.target[-1]
    kept = last[: round(len(last) * rng.uniform(0.4, 0.85))].strip()
    return Pair(pair.source, (*pair.target[:-1], kept)) if kept else pair


def _alone(text: str, side: int) -> Pair:
    return Pair((), (text,)) if side else Pair((text,), ())


def _with(pair: Pair, side: int, texts: Sequence[str]) -> Pair:
    return Pair(pair.source, tuple(texts)) if side else Pair(tuple(texts), pair.target)


def _pick(texts: Sequence[str], rng: random.Random) -> list[str]:
    return [texts[rng.randrange(len(texts))]] if texts else []


def _merged(first: Pair, second: Pair, side: int, languages: Sequence[str]) -> list[Pair]:
    """Two pairs of which one side became a single sentence."""
    if not (all(first) and all(second)):
        return [first, second]
    one = (join([first[side][-1], second[side][0]], languages[side]),)
    both = Pair(first.source + second.source, first.target + second.target)
    changed = _with(both, side, first[side][:-1] + one + second[side][1:])
    return [changed] if fits(changed) else [first, second]


def _shifted(first: Pair, second: Pair, languages: Sequence[str], rng: random.Random) -> list[Pair]:
    """Two pairs of which one side cut its text elsewhere: a clause moved over the sentence border."""
    if not (all(first) and all(second)):
        return [first, second]
    side = rng.randrange(2)
    parts = clauses(first[side][-1])
    if len(parts) < 2:
        return [first, second]
    kept, moved = join(parts[:-1], languages[side]), parts[-1]
    texts = (*first[side][:-1], kept, join([moved, second[side][0]], languages[side]), *second[side][1:])
    changed = _with(Pair(first.source + second.source, first.target + second.target), side, texts)
    return [changed] if fits(changed) else [first, second]


def _with_stray(pair: Pair, rng: random.Random) -> Pair:
    """A pair one side of which lost its closing mark to a line of its own."""
    side = rng.randrange(2)
    if not all(pair):
        return pair
    changed = _with(pair, side, (*pair[side], rng.choice(_CLOSERS)))
    return changed if fits(changed) else pair


def _repeated(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    side, origin = rng.randrange(2), rng.randrange(len(pairs))
    if not pairs[origin][side]:
        return pairs
    at = rng.choice([k for k in range(len(pairs) + 1) if abs(k - origin) > 2])
    return [*pairs[:at], _alone(pairs[origin][side][0], side), *pairs[at:]]


def _framed(
    pairs: list[Pair], lines: int, languages: Sequence[str], strange: Sequence[Sequence[str]], rng: random.Random
) -> list[Pair]:
    """The pairs with page furniture before, behind and sometimes among them: menus, bylines, teasers."""
    for side in rng.choice(((0,), (1,), (0, 1))):
        alone = [
            _alone(text, side) for text in _furniture(rng.randint(1, 2 * lines), languages[side], strange[side], rng)
        ]
        head, middle = rng.randrange(len(alone) + 1), rng.randrange(len(pairs) + 1)
        inside = 1 if rng.random() < 0.5 else 0
        pairs = [
            *alone[inside:head], *pairs[:middle], *alone[:inside], *pairs[middle:], *alone[max(head, inside) :]
        ]  # fmt: skip
    return pairs


def _furniture(count: int, language: str, strange: Sequence[str], rng: random.Random) -> list[str]:
    found = []
    for _ in range(count):
        teaser = [clause for text in _pick(strange, rng) for clause in clauses(text)[:1]]
        is_teaser = teaser and rng.random() < 0.4
        found.append(teaser[0].rstrip(",;:，；：.。") if is_teaser else rng.choice(_FURNITURE[language]))
    return [text for text in found if text]
