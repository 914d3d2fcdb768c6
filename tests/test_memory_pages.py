"""The pages offer what was accepted before beside drafts, say how well it serves, and show texts as they are."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_pages import show
from streamlit.testing.v1 import AppTest
from test_store_memory import add_pair, make_document

from corpora.store import open_store
from corpora.text_similarity import folded, similarity
from corpora.units import Action, Bead, Draft, System, Verdict
from ui import serving

ZH = ["新的1号线全长12.6公里，<b>设18座车站。", "电车因为下雪停运了。", "完。"]
DE = ["Linie 1 misst 12,6 Kilometer <script>", "Wegen Schnees fährt die Tram nicht.", "Ende."]
NEW = ["新的2号线全长14.6公里，<b>设21座车站。", "由于降雪，有轨电车停驶。", "今天是星期三。"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reviewed pair, another one like it, and a text that has only drafts."""
    path = tmp_path / "project.db"
    beads = tuple(Bead((i,), (i,)) for i in range(3))
    with open_store(path, create=True) as store:
        old = add_pair(store, make_document("alt & co.zh.txt", "zh", ZH), make_document("alt.de.txt", "de", DE), beads)
        add_pair(store, make_document("neu.zh.txt", "zh", NEW), make_document("neu.de.txt", "de", list("abc")), beads)
        for unit in store.units(old):
            store.decide(Verdict(unit.bead_id, Action.ACCEPT, "Ada", datetime(2026, 11, 22, 12, tzinfo=UTC)))
        waiting = make_document("dritter.zh.txt", "zh", [*NEW, "第四句。"])
        store.add_document(waiting)
        system = System("test-mt", "r1", "greedy", "CC0-1.0")
        store.add_drafts(
            Draft(waiting.id, position, language, f"{language} {position}", system)
            for position in range(4)
            for language in ("de", "en")
        )
    monkeypatch.setenv(serving.PROJECT_VARIABLE, str(path))
    monkeypatch.setenv("DUIZHAO_REVIEWER", "Bo")
    return path


def matches(at: AppTest) -> str:
    return "\n".join(html.value for html in at.html if 'class="dz-match"' in html.value)


def review(project: Path, pair: int, place: int) -> AppTest:
    with open_store(project) as store:
        bead = list(store.units(pair))[place].bead_id
    return show("review", pair=pair, bead=bead)


def test_review_offers_what_was_accepted_of_a_like_sentence(project: Path) -> None:
    text = matches(review(project, 2, 0))
    assert "Like sentence, accepted before" in text and "accepted by Ada, 2026-11-22" in text
    assert "alt &amp; co.zh.txt, segment 1" in text
    assert "Only the numbers differ: here 2, 14.6, 21; there 1, 12.6, 18." in text
    assert '<mark class="dz-differs" title="here: 14.6">12.6</mark>' in text
    assert "&lt;script&gt;" in text and "<script>" not in text and "<b>" not in text
    score = similarity(folded(NEW[0], "zh"), folded(ZH[0], "zh"), "zh")
    assert f">{round(100 * score)}\u202f%<" in text


def test_review_offers_what_is_near_in_meaning(project: Path) -> None:
    text = matches(review(project, 2, 1))
    assert "Sentence of like meaning" in text and DE[1] in text and "cosine ." in text


def test_review_offers_nothing_where_nothing_serves_and_a_bead_not_to_itself(project: Path) -> None:
    assert matches(review(project, 2, 2)) == ""
    assert DE[0] not in matches(review(project, 1, 0)).replace("&lt;", "<").replace("&gt;", ">")


def test_what_is_accepted_is_offered_from_then_on(project: Path) -> None:
    at = review(project, 1, 0)
    assert matches(at) == ""
    with open_store(project) as store:
        first = next(store.units(2)).bead_id
        store.decide(Verdict(first, Action.EDIT, "Bo", datetime.now(UTC), target_text="Linie 2 misst 14,6 Kilometer."))
    at.run()
    assert "Linie 2 misst 14,6 Kilometer." in matches(at) and "edited by Bo" in matches(at)


def test_drafts_have_the_best_match_below_those_of_its_language(project: Path) -> None:
    rows = [html.value for html in show("drafts").html if 'class="dz-three"' in html.value]
    assert [row.count("dz-match") for row in rows] == [1, 1, 0, 0]
    german = rows[0].index("de 0")
    assert german < rows[0].index("Linie 1 misst 12,6 Kilometer &lt;script&gt;")
    assert "<script>" not in rows[0]
