"""Scoring as a job: every bead and draft that has no score made in the way that is asked for."""

from collections.abc import Iterator, Sequence
from functools import partial

from align.encoding import Encoder, load_encoder
from align.words import comparer
from corpora.store import Store, Unscored
from mt import quality
from mt.likelihood import LikelihoodModel
from ui.steps import Job, Progress

# Pairs a transaction, of which a Ctrl-C or a crash loses one: five seconds of work at most.
_AT_ONCE = 64
_SLOWLY_AT_ONCE = 16


def score_project(store: Store, encoder: Encoder | None = None, likelihood_model: LikelihoodModel | None = None) -> Job:
    """Score every bead and draft that has no score by this program yet, made as this one is.

    A likelihood model is asked about the directions that it does.
    """
    encoder = encoder or load_encoder()
    compare = comparer(encoder)
    beads, drafts = [], []
    for model in dict.fromkeys((likelihood_model, None)):
        signed = quality.signature(encoder.name, compare is not None, model)
        asked = partial(_is_asked_by, model, likelihood_model)
        pairs = [pair for pair in store.pairs() if pair.alignment_id]
        beads += [item for pair in pairs for item in store.unscored_beads(pair.id, signed) if asked(item)]
        drafts += [item for item in store.unscored_drafts(signed) if asked(item)]
    total, done = len(beads) + len(drafts), 0
    for waiting, keep in ((beads, store.add_bead_scores), (drafts, store.add_draft_scores)):
        for batch in _batches(waiting, _SLOWLY_AT_ONCE if likelihood_model else _AT_ONCE):
            judged = quality.judge(
                [(item.source_text, item.target_text) for item in batch],
                batch[0].source_language,
                batch[0].target_language,
                encoder.encode,
                encoder.name,
                compare,
                likelihood_model,
            )
            keep({item.id: one.score for item, one in zip(batch, judged, strict=True)})
            done += len(batch)
            yield Progress("scoring", done, total)


def _is_asked_by(model: LikelihoodModel | None, best: LikelihoodModel | None, item: Unscored) -> bool:
    """Whether an item is scored with this model: with the best where that does its direction, else with none."""
    does = best is not None and best.supports(item.source_language, item.target_language)
    return model is (best if does else None)


def _batches(waiting: Sequence[Unscored], size: int) -> Iterator[list[Unscored]]:
    """Items of one language pair at a time, in batches."""
    by_languages: dict[tuple[str, str], list[Unscored]] = {}
    for item in waiting:
        by_languages.setdefault((item.source_language, item.target_language), []).append(item)
    for items in by_languages.values():
        for start in range(0, len(items), size):
            yield items[start : start + size]
