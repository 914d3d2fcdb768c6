"""What people said of beads: an append-only log of verdicts, and what it adds up to."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import alignments, documents, schema
from corpora.store.values import Gesture, Gestures, JudgedBead
from corpora.units import Action, Bead, ReviewState, SegmentState, Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """What the verdicts on one bead add up to.

    Texts are None where no edit holds; edit_id is the row of the latest edit that holds, 0 for none. reviewer
    and at are those of the verdict that holds.
    """

    state: ReviewState = ReviewState.OPEN
    source_text: str | None = None
    target_text: str | None = None
    note: str = ""
    reviewer: str = ""
    edit_id: int = 0
    at: datetime | None = None
    flagged: bool = False

    @property
    def is_edited(self) -> bool:
        """Whether a person's text stands in place of the machine's."""
        return self.edit_id != 0


UNREVIEWED = Review()


class Event(NamedTuple):
    """A verdict with the number of its row."""

    id: int
    verdict: Verdict


def review(events: Iterable[Event]) -> Review:
    """What the events on one bead, in the order they happened, add up to.

    An undo takes back the latest event that still holds, a redo says again the latest that was taken back if nothing
    was said since; one that finds none changes nothing.
    """
    holding: list[Event] = []
    undone: list[Event] = []
    for event in events:
        if event.verdict.action is Action.UNDO:
            undone += [holding.pop()] if holding else []
        elif event.verdict.action is Action.REDO:
            holding += [undone.pop()] if undone else []
        else:
            holding.append(event)
            undone.clear()
    state, reviewer, note, edit_id, flagged = ReviewState.OPEN, "", "", 0, False
    source_text = target_text = at = None
    for id, verdict in holding:
        note = note if verdict.note is None else verdict.note
        if verdict.action in (Action.FLAG, Action.UNFLAG):
            flagged = verdict.action is Action.FLAG
        if verdict.action in _NO_VERDICTS:
            continue
        state = ReviewState.REJECTED if verdict.action is Action.REJECT else ReviewState.ACCEPTED
        reviewer, at = verdict.reviewer, verdict.at
        if verdict.action is Action.EDIT:
            edit_id = id
            source_text = source_text if verdict.source_text is None else verdict.source_text
            target_text = target_text if verdict.target_text is None else verdict.target_text
    return Review(state, source_text, target_text, note, reviewer, edit_id, at, flagged)


_VERDICTS = (Action.ACCEPT, Action.REJECT, Action.EDIT, Action.ALIGN)
# What is said beside a bead's state.
_NO_VERDICTS = (Action.NOTE, Action.FLAG, Action.UNFLAG)


def gestures(tx: sa.Connection, pair_id: int, reviewer: str) -> Gestures:
    """What a reviewer can undo and do again in a pair, by the whole log: it holds across sessions.

    What was said at one moment is one gesture. A bead that another person spoke of since is theirs: the gesture that it
    belongs to can no longer be undone, nor can those before it on that bead.
    """
    beads = sa.select(schema.bead.c.id).where(schema.bead.c.pair_id == pair_id)
    done: list[Gesture] = []
    undone: list[Gesture] = []
    for at, events in groupby(_events(tx, schema.verdict.c.bead_id.in_(beads)), lambda e: _moment(e.verdict)):
        said = [event.verdict for event in events]
        ids = tuple(verdict.bead_id for verdict in said)
        if at[0] != reviewer:
            done = [one for one in done if one.bead_ids and not set(ids).intersection(one.bead_ids)]
            undone = [one for one in undone if not set(ids).intersection(one.bead_ids)]
        elif said[0].action is Action.UNDO:
            undone += [done.pop()] if done else []
        elif said[0].action is Action.REDO:
            done += [undone.pop()] if undone else []
        else:
            done.append(Gesture(said[0].action, ids))
            undone.clear()
    return Gestures(done[-1] if done else None, undone[-1] if undone else None)


def _moment(verdict: Verdict) -> tuple[str, datetime]:
    return verdict.reviewer, verdict.at


def decide(tx: sa.Connection, verdict: Verdict) -> None:
    """Append a verdict to the log.

    Raises ProjectError for a bead that is not there, ValueError for an edit that carries no text and for
    a time without a zone.
    """
    if verdict.action is Action.EDIT and verdict.source_text is None and verdict.target_text is None:
        raise ValueError("an edit carries the new text of at least one side")
    if verdict.at.tzinfo is None:
        raise ValueError(f"{verdict.at!r} has no time zone")
    if tx.execute(sa.select(schema.bead.c.id).where(schema.bead.c.id == verdict.bead_id)).first() is None:
        raise ProjectError(f"no bead {verdict.bead_id} in this project")
    tx.execute(schema.verdict.insert(), asdict(verdict))


def verdict_times(tx: sa.Connection, reviewer: str, most: int) -> list[datetime]:
    """When a reviewer last spoke of whether beads are right, at most so many times, in order."""
    table = schema.verdict
    of_reviewer = (table.c.reviewer == reviewer) & table.c.action.in_(_VERDICTS)
    query = sa.select(table.c.at).where(of_reviewer).order_by(table.c.id.desc()).limit(most)
    return list(tx.scalars(query))[::-1]


def event_counts(tx: sa.Connection, pair_id: int) -> Counter[int]:
    """How many events there are on each bead of a pair."""
    of_pair = schema.verdict.c.bead_id.in_(sa.select(schema.bead.c.id).where(schema.bead.c.pair_id == pair_id))
    return Counter(event.verdict.bead_id for event in _events(tx, of_pair))


def check_seen(tx: sa.Connection, bead_id: int, count: int, reviewers: Collection[str]) -> None:
    """Raise ProjectError where people other than these spoke of a bead after its first so many events."""
    others = [verdict for verdict in verdicts(tx, bead_id)[count:] if verdict.reviewer not in reviewers]
    if others:
        last = others[-1]
        raise ProjectError(
            f"{last.reviewer} spoke of this bead while you were reading it ({last.action}); look again, then decide"
        )


def verdicts(tx: sa.Connection, bead_id: int) -> list[Verdict]:
    """The log of a bead, oldest first."""
    return [event.verdict for event in _events(tx, schema.verdict.c.bead_id == bead_id)]


def reviews(tx: sa.Connection, pair_id: int | None = None) -> dict[int, Review]:
    """What was said of each bead that anything was said of, by bead id; of one pair, or of all."""
    beads = sa.select(schema.bead.c.id).where(schema.bead.c.pair_id == pair_id)
    by_bead: defaultdict[int, list[Event]] = defaultdict(list)
    for event in _events(tx, *([] if pair_id is None else [schema.verdict.c.bead_id.in_(beads)])):
        by_bead[event.verdict.bead_id].append(event)
    return {bead_id: review(events) for bead_id, events in by_bead.items()}


def judged(tx: sa.Connection, pair_id: int) -> list[JudgedBead]:
    """The beads of a pair that are accepted or rejected, by the time of the latest verdict on each.

    Beads of which a segment is set aside by now are left out: no alignment can have them.
    """
    table, of = schema.bead, alignments.pair(tx, pair_id)
    source, target = (
        {segment.position for segment in documents.segments(tx, document_id) if segment.kind.is_aligned}
        for document_id in (of.source_id, of.target_id)
    )
    rows = {row.id: row for row in tx.execute(sa.select(table).where(table.c.pair_id == pair_id))}
    of_pair = schema.verdict.c.bead_id.in_(sa.select(table.c.id).where(table.c.pair_id == pair_id))
    latest = {event.verdict.bead_id: event.id for event in _events(tx, of_pair)}
    states = {bead_id: said.state for bead_id, said in reviews(tx, pair_id).items()}
    return [
        JudgedBead(bead_id, Bead(rows[bead_id].source, rows[bead_id].target), states[bead_id])
        for bead_id in sorted(latest, key=latest.__getitem__)
        if states[bead_id] is not ReviewState.OPEN
        and source.issuperset(rows[bead_id].source)
        and target.issuperset(rows[bead_id].target)
    ]


def _events(tx: sa.Connection, *where: sa.ColumnElement[bool]) -> list[Event]:
    table = schema.verdict
    rows = tx.execute(sa.select(table).where(*where).order_by(table.c.id))
    return [
        Event(r.id, Verdict(r.bead_id, r.action, r.reviewer, r.at, r.source_text, r.target_text, r.note)) for r in rows
    ]


def counts(tx: sa.Connection, pair_id: int) -> Counter[ReviewState]:
    """How many beads of a pair's current alignment stand in each review state."""
    alignment_id = alignments.pair(tx, pair_id).alignment_id
    if alignment_id is None:
        return Counter()
    said = reviews(tx, pair_id)
    return Counter(said.get(placed.id, UNREVIEWED).state for placed in alignments.placed_beads(tx, alignment_id))


def coverage(tx: sa.Connection, pair_id: int) -> dict[str, Counter[SegmentState]]:
    """How many segments of each document of a pair, by id, are in each state; source document first.

    The segments of a rejected bead are undecided, as are all aligned segments before the pair is aligned.
    """
    of = alignments.pair(tx, pair_id)
    states: dict[str, Counter[SegmentState]] = {of.source_id: Counter(), of.target_id: Counter()}
    if of.alignment_id is None:
        for document_id, counter in states.items():
            counter.update(
                SegmentState.UNDECIDED if segment.kind.is_aligned else segment.kind.state
                for segment in documents.segments(tx, document_id)
            )
        return states
    said, table = reviews(tx, pair_id), schema.placement
    for row in tx.execute(sa.select(table).where(table.c.alignment_id == of.alignment_id)):
        rejected = said.get(row.bead_id, UNREVIEWED).state is ReviewState.REJECTED
        states[row.document_id][SegmentState.UNDECIDED if rejected else row.state] += 1
    return states
