"""What follows when a reviewer changes beads: they hold from then on, and what lies around them is aligned again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from align.features import BitextFeatures
from corpora.store import Pair, Store
from corpora.units import Action, Bead, TranslationUnit, Verdict
from ui import jobs
from ui.editing import reason_of


class Bench(NamedTuple):
    """A pair ready to be aligned again: bitext is `align.search.read_bitext` of its sides."""

    store: Store
    pair: Pair
    sides: jobs.Sides
    bitext: BitextFeatures


class Healed(NamedTuple):
    """The beads that a reviewer spoke of, those that came to be around them, by id, and all of the pair as they are."""

    spoken_of: tuple[int, ...]
    changed: tuple[int, ...]
    units: tuple[TranslationUnit, ...]


def hold(bench: Bench, beads: Sequence[Bead], reviewer: str, reason: str | None = None) -> Healed:
    """Accept beads that a reviewer made, as one gesture, and align again what lies around them.

    reason is why sentences have no counterpart; it is noted on each.
    """
    ids, at = bench.store.add_beads(bench.pair.id, beads), datetime.now(UTC)
    notes = [reason and reason_of(bead, reason) for bead in beads]
    bench.store.decide(
        *(Verdict(id, Action.ALIGN, reviewer, at, note=note) for id, note in zip(ids, notes, strict=True))
    )
    return heal(bench, beads, ids)


def heal(bench: Bench, judged: Sequence[Bead], spoken_of: Sequence[int] = ()) -> Healed:
    """Align again around beads that were judged; what people accepted holds, what they rejected does not come again."""
    before = {unit.bead_id for unit in bench.store.units(bench.pair.id)}
    jobs.realign(bench.store, bench.sides, bench.pair, bench.bitext, judged)
    units = tuple(bench.store.units(bench.pair.id))
    new = (unit.bead_id for unit in units if unit.bead_id not in before)
    return Healed(tuple(spoken_of), tuple(id for id in new if id not in spoken_of), units)
