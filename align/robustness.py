"""How well an aligner stands what happens to texts on the way: gold bitexts disturbed in known ways, measured each.

The aligner is trained on noise of its own (`align.noise`). These are other hands: other rates, other lines of
furniture, blocks that move, so that what is measured is the problem and not the training.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpora.languages import join
from corpora.units import Bead

Rng = random.Random

_MENUS = {
    "zh": (
        "首页", "时政", "财经 股票 基金", "登录 | 注册", "手机版", "网站地图", "关于我们 联系我们 广告服务", "上一篇",
        "下一篇",
        "字号：大 中 小", "扫一扫，手机看新闻", "热门推荐", "大家都在看", "我要评论（0）", "版权所有，未经授权不得转载",
        "记者 报道", "图为活动现场。", "（资料图片）", "相关阅读：", "更多精彩内容，请下载客户端", "打开APP阅读全文",
    ),
    "de": (
        "Menü", "Politik · Wirtschaft · Sport · Kultur", "Anmelden", "Zur Startseite", "Teilen Merken Drucken",
        "Lesezeit: 4 Minuten", "Bild vergrößern", "Quelle: Agentur", "Auch interessant", "Meistgelesen",
        "Kommentare (12)", "Newsletter bestellen: Jeden Morgen das Wichtigste", "Impressum Datenschutz AGB",
        "Alle Rechte vorbehalten.", "Sponsored Post", "Zum Video springen", "Archivbild", "Stand: 14:05 Uhr",
        "Mehr aus diesem Ressort", "Cookie-Einstellungen ändern",
    ),
    "en": (
        "Menu", "World | Business | Sport | Culture", "Sign in", "Skip to main content", "Share this on social media",
        "4 min read", "Image caption", "File photo", "You may also like", "Most popular", "12 comments",
        "Sign up for our daily briefing", "Terms of use Privacy policy Contact us", "All rights reserved.",
        "Paid content", "Watch: the day in pictures", "Updated 2 hours ago", "More on this story",
        "Manage your cookie choices", "Subscribe from just one pound a week",
    ),
}  # fmt: skip
_CLAUSE_ENDS = "，；：,;:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A bead with its text: sentences of both sides that translate each other, or of one side alone."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bitext:
    """A document pair as its beads: pieces in source order, and the order in which their targets stand."""

    languages: tuple[str, str]
    pieces: tuple[Piece, ...]
    order: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, languages: tuple[str, str], source: Sequence[str], target: Sequence[str], beads: Sequence[Bead]
    ) -> "Bitext":
        """The bitext of sentences and their gold beads, none of which may cross another."""
        pieces = [Piece(tuple(source[i] for i in b.source), tuple(target[j] for j in b.target)) for b in beads]
        return cls(languages, tuple(pieces))

    def lines(self) -> tuple[list[str], list[str], list[Bead]]:
        """The sentences of both sides, and the gold beads between them."""
        source = [text for piece in self.pieces for text in piece.source]
        target: list[str] = []
        places: dict[int, tuple[int, ...]] = {}
        for k in self.order or range(len(self.pieces)):
            places[k] = tuple(range(len(target), len(target) + len(self.pieces[k].target)))
            target += self.pieces[k].target
        beads, i = [], 0
        for k, piece in enumerate(self.pieces):
            sources = tuple(range(i, i + len(piece.source)))
            i += len(piece.source)
            if sources and places[k]:
                beads.append(Bead(sources, places[k]))
            else:
                beads += [Bead((p,), ()) for p in sources] + [Bead((), (p,)) for p in places[k]]
        return source, target, beads


def cut_tail(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """The translation stops somewhere in the last two thirds."""
    cut = rng.randrange(len(bitext.pieces) // 3, len(bitext.pieces) + 1)
    return _without(bitext, 1, range(cut, len(bitext.pieces)))


def skip_blocks(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """One or two blocks of three to seven beads are missing on one side each."""
    for _ in range(rng.randint(1, 2)):
        size = min(rng.randint(3, 7), max(1, len(bitext.pieces) // 3))
        first = rng.randrange(max(1, len(bitext.pieces) - size))
        bitext = _without(bitext, rng.randrange(2), range(first, first + size))
    return bitext


def add_furniture(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """Menus and notices before and behind, teasers of other articles and captions within, on both sides."""
    pieces = list(bitext.pieces)
    for side, language in enumerate(bitext.languages):
        menu = _MENUS.get(language, _MENUS["en"])
        teasers = [
            text for other in others for piece in other.pieces[:2] for text in (piece.source, piece.target)[side]
        ]
        head = [_alone(text, side) for text in rng.sample(menu, rng.randint(2, 6))]
        foot = [_alone(text, side) for text in rng.sample(menu, rng.randint(2, 6))]
        foot += [_alone(text, side) for text in rng.sample(teasers, min(len(teasers), rng.randint(0, 3)))]
        for _ in range(rng.randint(0, 2)):
            pieces.insert(rng.randrange(len(pieces) + 1), _alone(rng.choice(menu), side))
        pieces = [*head, *pieces, *foot]
    return replace(bitext, pieces=tuple(pieces))


def lose_breaks(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """One border between sentences in eight is lost on either side: what stood apart is one sentence."""
    pieces: list[Piece] = []
    for piece in bitext.pieces:
        lost = [rng.random() < 0.125 for _ in range(2)]
        if pieces and any(lost):
            before = pieces.pop()
            sides = [
                (*one[:-1], join([one[-1], two[0]], language), *two[1:]) if gone and one and two else (*one, *two)
                for one, two, gone, language in zip(
                    (before.source, before.target), (piece.source, piece.target), lost, bitext.languages, strict=True
                )
            ]
            merged = any(
                gone and one and two
                for one, two, gone in zip(
                    (before.source, before.target), (piece.source, piece.target), lost, strict=True
                )
            )
            pieces += [Piece(*sides)] if merged else [before, piece]
        else:
            pieces.append(piece)
    return replace(bitext, pieces=tuple(pieces))


def add_breaks(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """One sentence in eight is cut at a clause in its middle, as bad segmenters do."""
    return replace(
        bitext,
        pieces=tuple(
            Piece(
                *(tuple(part for text in side for part in _broken(text, rng)) for side in (piece.source, piece.target))
            )
            for piece in bitext.pieces
        ),
    )


def move_block(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """A block of three to six beads stands elsewhere in the translation, at least five beads away."""
    count = len(bitext.pieces)
    size = rng.randint(3, 6)
    if count < size + 6:
        return bitext
    first = rng.randrange(count - size + 1)
    rest = [k for k in range(count) if not first <= k < first + size]
    places = [at for at in range(len(rest) + 1) if abs(at - first) >= 5]
    if not places:
        return bitext
    at = rng.choice(places)
    return replace(bitext, order=(*rest[:at], *range(first, first + size), *rest[at:]))


def summarise(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """The translation keeps about half of the sentences, here and there."""
    kept = rng.uniform(0.35, 0.65)
    return _without(bitext, 1, [k for k in range(len(bitext.pieces)) if rng.random() > kept])


def mix(bitext: Bitext, rng: Rng, others: Sequence[Bitext]) -> Bitext:
    """A page as one finds it: breaks lost and added, a block or the tail missing, furniture around it."""
    found = add_breaks(lose_breaks(bitext, rng, others), rng, others)
    found = rng.choice((cut_tail, skip_blocks, skip_blocks))(found, rng, others)
    return add_furniture(found, rng, others)


Disturbance = Callable[[Bitext, Rng, Sequence[Bitext]], Bitext]
DISTURBANCES: dict[str, Disturbance] = {
    "as it is": lambda bitext, rng, others: bitext,
    "cut tail": cut_tail,
    "skipped blocks": skip_blocks,
    "page furniture": add_furniture,
    "lost breaks": lose_breaks,
    "added breaks": add_breaks,
    "moved block": move_block,
    "summary": summarise,
    "mixed": mix,
}


def disturbed(bitexts: Sequence[Bitext], disturbance: Disturbance, seed: int) -> Iterator[Bitext]:
    """The bitexts after what was done to them, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  nothing here is secret
    for k, bitext in enumerate(bitexts):
        yield disturbance(bitext, rng, [*bitexts[:k], *bitexts[k + 1 :]])


def _without(bitext: Bitext, side: int, places: Sequence[int]) -> Bitext:
    """The bitext with one side (0 the source) of some pieces gone; what has no text left is left out."""
    gone = set(places)
    pieces = [
        (Piece(piece.source, ()) if side else Piece((), piece.target)) if k in gone else piece
        for k, piece in enumerate(bitext.pieces)
    ]
    return replace(bitext, pieces=tuple(piece for piece in pieces if piece.source or piece.target))


def _alone(text: str, side: int) -> Piece:
    return Piece((), (text,)) if side else Piece((text,), ())


def _broken(text: str, rng: Rng) -> list[str]:
    cuts = [k + 1 for k, c in enumerate(text) if c in _CLAUSE_ENDS and len(text) * 0.3 < k < len(text) * 0.7]
    if not cuts or rng.random() >= 0.125:
        return [text]
    cut = rng.choice(cuts)
    parts = text[:cut].strip(), text[cut:].strip()
    return [*parts] if all(parts) else [text]
