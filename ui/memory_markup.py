"""Matches of the translation memory as HTML, their texts escaped."""

from collections.abc import Sequence
from html import escape

from corpora.memory import MatchKind
from corpora.text_similarity import Piece
from corpora.units import Finding
from ui import markup
from ui.memory import Offer


def beside(offers: Sequence[Offer], source: str, target: str) -> str:
    """Matches of the open bead: the sentence found, its translation on the other side, the score in the margin."""
    return f'<div class="dz-more">{"".join(_row(offer, source, target) for offer in offers)}</div>'


def _row(offer: Offer, source: str, target: str) -> str:
    found = f"{markup.counts([offer.label, offer.place])}{_pieces(offer.pieces, source)}"
    said = f"{markup.counts([_by(offer)])}{markup.text(offer.match.entry.target, target)}{_numbers(offer)}"
    return f'<div class="dz-match"><div>{found}</div><div>{said}</div>{_margin(offer)}</div>'


def below(offers: Sequence[Offer], source: str, target: str) -> str:
    """Matches below a draft, each as its translation, with the sentence that it translates."""
    return "".join(_below(offer, source, target) for offer in offers)


def _below(offer: Offer, source: str, target: str) -> str:
    head = markup.counts([offer.label, score(offer), offer.place, _by(offer)])
    found = _pieces(offer.pieces, source, "dz-small")
    return f'<div class="dz-match">{head}{markup.text(offer.match.entry.target, target)}{found}{_numbers(offer)}</div>'


def score(offer: Offer) -> str:
    """How well a match serves: in per cent of the letters, or where it was found by its meaning, as the cosine."""
    match = offer.match
    return f"cosine {markup.number(match.cosine)}" if _is_by_meaning(offer) and match.cosine else f"{match.per_cent} %"


def _is_by_meaning(offer: Offer) -> bool:
    return offer.match.kind is MatchKind.SIMILAR


def _margin(offer: Offer) -> str:
    match = offer.match
    per_cent = f"<span>{match.per_cent}\u202f%</span>"
    meaning = "" if match.cosine is None else f'<span class="dz-state">cosine {markup.number(match.cosine)}</span>'
    return f'<div class="dz-margin">{per_cent}{meaning}</div>'


def _by(offer: Offer) -> str:
    entry = offer.match.entry
    return f"{'edited' if entry.edited else 'accepted'} by {entry.reviewer}, {entry.at:%Y-%m-%d}"


def _numbers(offer: Offer) -> str:
    return markup.finding(Finding("memory-number", offer.numbers)) if offer.numbers else ""


def _pieces(pieces: Sequence[Piece], language: str, *classes: str) -> str:
    """A text with what the sentence in question has not, and where that has something else."""
    marked = "".join(map(_piece, pieces))
    return f'<div class="{" ".join(("dz-text", *classes))}" lang="{markup.tag(language)}" dir="auto">{marked}</div>'


def _piece(piece: Piece) -> str:
    if piece.instead is None:
        return escape(piece.text)
    title = f"here: {piece.instead}" if piece.instead.strip() else "not here"
    lacks = "" if piece.text else " dz-lacks"
    return f'<mark class="dz-differs{lacks}" title="{escape(title)}">{escape(piece.text)}</mark>'
