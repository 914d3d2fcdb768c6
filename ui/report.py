"""What a project holds, as tables for people and as objects for programs."""

from collections import Counter
from typing import Any

from corpora.store import Pair, ProjectStatus, Store
from corpora.units import SegmentState


def print_status(store: Store, seconds: float | None = None) -> None:
    """The summary that `run` and `status` end with: documents, pairs and totals, on stdout."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    status = store.status()
    names = {document.id: document.name for document in store.documents()}

    documents = Table(title="Documents", title_justify="left")
    for column in ("document", "language", "sentences", "set aside", "drafts"):
        documents.add_column(column, justify="left" if column in ("document", "language") else "right", overflow="fold")
    for document in store.documents():
        drafted = Counter(stored.draft.language for stored in store.drafts(document.id))
        documents.add_row(
            f"{escape(document.name)}\n[dim]{escape(document.title)}[/dim]",
            document.language + (f"-{document.script}" if document.script else ""),
            str(document.aligned_segments),
            str(sum(document.set_aside.values())),
            ", ".join(f"{language} {count}" for language, count in sorted(drafted.items())) or "–",
        )
    console.print(documents)

    if store.pairs():
        pairs = Table(title="Pairs", title_justify="left")
        for column in ("source → target", "probability", "beads", "nulls", "linked", "mean confidence"):
            pairs.add_column(column, justify="left" if "→" in column else "right", overflow="fold")
        for pair in store.pairs():
            pairs.add_row(
                f"{escape(names[pair.source_id])} → {escape(names[pair.target_id])}", *_pair_cells(store, pair)
            )
        console.print(pairs)
    else:
        console.print("No document translates another.")

    for name, value in _totals(status, seconds).items():
        console.print(f"{name:20}{escape(value)}")


def status_objects(store: Store) -> list[dict[str, Any]]:
    """The same as one object for each document, pair and the whole."""
    status = store.status()
    documents = [
        {
            "type": "document",
            "id": document.id,
            "name": document.name,
            "language": document.language,
            "script": document.script,
            "title": document.title,
            "encoding": document.encoding,
            "sentences": document.aligned_segments,
            "set_aside": dict(document.set_aside),
        }
        for document in store.documents()
    ]
    pairs = [
        {
            "type": "pair",
            "id": pair.id,
            "source": pair.source_id,
            "target": pair.target_id,
            "probability": pair.probability,
            "origin": pair.origin,
            "aligned": pair.alignment_id is not None,
            "coverage": {identity: dict(states) for identity, states in store.coverage(pair.id).items()},
        }
        for pair in store.pairs()
    ]
    whole = {
        "type": "project",
        "beads": dict(status.beads),
        "nulls": status.nulls,
        "drafts": {f"{language} {name}": count for (language, name, _), count in status.drafts_by_name.items()},
        "verdicts": dict(status.verdicts),
        "scored": status.scored_beads + status.scored_drafts,
        "flagged_beads": status.flagged_beads,
        "flagged_drafts": status.flagged_drafts,
    }
    return [*documents, *pairs, whole]


def _pair_cells(store: Store, pair: Pair) -> tuple[str, ...]:
    alignment = store.alignment(pair.id)
    if alignment is None:
        return (f"{pair.probability:.2f}", "not aligned", "", "", "")
    links = [bead for bead in alignment.beads if not bead.is_null]
    shares = [_linked_share(states) for states in store.coverage(pair.id).values()]
    confidence = sum(bead.probability for bead in alignment.beads) / max(1, len(alignment.beads))
    return (
        f"{pair.probability:.2f}",
        str(len(links)),
        str(len(alignment.beads) - len(links)),
        " / ".join(f"{share:.0%}" for share in shares),
        f"{confidence:.2f}",
    )


def _linked_share(states: Counter[SegmentState]) -> float:
    """How much of a document's own sentences, set-aside lines not counted, stand in two-sided beads."""
    own = sum(
        states[state]
        for state in (SegmentState.LINKED, SegmentState.OMITTED, SegmentState.ADDED, SegmentState.UNDECIDED)
    )
    return states[SegmentState.LINKED] / own if own else 0.0


def _totals(status: ProjectStatus, seconds: float | None) -> dict[str, str]:
    beads = ", ".join(f"{shape} {count}" for shape, count in status.beads.most_common()) or "none"
    drafts = ", ".join(f"{language} {count} by {name}" for (language, name, _), count in status.drafts_by_name.items())
    totals = {
        "beads by type": beads,
        "sentence states": ", ".join(f"{state} {count}" for state, count in status.coverage.most_common()) or "none",
        "drafts": drafts or "none",
        "flagged": f"{status.flagged_drafts} drafts, {status.flagged_beads} beads",
        "verdicts": ", ".join(f"{state} {count}" for state, count in status.verdicts.items()) or "none",
    }
    if seconds is not None:
        totals["seconds"] = f"{seconds:.1f}"
    return totals
