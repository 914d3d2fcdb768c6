"""The adapter's training: the right loss, the right mixture, and the same end whether it was stopped or not."""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import MalformedFile
from mt import adapter_data, adapter_training
from mt.adapter_data import Encoded, batches, mixture, passes_of, read_pairs
from mt.adapter_training import ChunkedLoss, Plan, Run, Trainee, rate_at, trainee
from mt.parallel_text import Pair
from mt.source_text import prompt_of

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def tiny() -> Trainee:
    """A Gemma 3 of two small layers with a fresh adapter."""
    from peft import LoraConfig, get_peft_model
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.manual_seed(1)
    config = Gemma3TextConfig(
        vocab_size=50, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=16, sliding_window=16, pad_token_id=0,
    )  # fmt: skip
    lora = LoraConfig(r=4, lora_alpha=8, target_modules=list(adapter_training.MODULES), task_type="CAUSAL_LM")
    return trainee(get_peft_model(Gemma3ForCausalLM(config), lora), PAIRS)  # type: ignore[arg-type]


PAIRS = [Encoded((2, 5 + i, 7, 9 + i), (11 + i, 13, 4)) for i in range(12)]
PLAN = Plan(PAIRS, [[i, (i + 1) % 12, (i + 5) % 12] for i in range(12)])


def test_the_loss_is_cross_entropy_over_the_tokens_in_use(tiny: Trainee) -> None:
    batch = [PAIRS[0], Encoded((2, 6), (11, 12, 13, 4))]
    loss, count = tiny.loss(batch)
    expected, used = 0.0, torch.tensor(sorted({token for pair in PAIRS for token in pair.prompt + pair.target}))
    for pair in batch:
        tokens = torch.tensor([pair.prompt + pair.target])
        logits = tiny.model(input_ids=tokens).logits[0, len(pair.prompt) - 1 : -1][:, used]
        wanted = torch.tensor([int((used == token).nonzero()) for token in pair.target])
        expected += torch.nn.functional.cross_entropy(logits, wanted, reduction="sum").item()
    assert count == 7
    assert loss.item() == pytest.approx(expected, rel=1e-4)


def test_the_loss_has_the_gradient_that_autograd_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter_training, "ROWS_AT_ONCE", 3)
    rows, wanted = torch.randn(20, 6, dtype=torch.float64), torch.randint(0, 20, (8,))
    states = torch.randn(8, 6, dtype=torch.float64, requires_grad=True)
    (2.5 * ChunkedLoss.apply(states, rows, wanted)).backward()
    found, states.grad = states.grad, None
    (2.5 * torch.nn.functional.cross_entropy(states @ rows.T, wanted, reduction="sum")).backward()
    assert torch.allclose(found, states.grad, atol=1e-5)  # the normaliser is kept in float32


def weights_of(run: Run) -> list[torch.Tensor]:
    return [copy.detach().clone() for copy in run.weights.copies]


def test_training_lowers_the_loss(tiny: Trainee, tmp_path: Path) -> None:
    run = Run(tiny, Plan(PAIRS, PLAN.batches * 20), tmp_path, peak=0.02)
    losses = [run.learn()[0] for _ in run.plan.batches]
    assert sum(losses[-12:]) < 0.93 * sum(losses[:12])


def test_a_run_that_was_killed_ends_as_one_that_was_not(tiny: Trainee, tmp_path: Path) -> None:
    start = [copy.detach().clone() for copy in Run(tiny, PLAN, tmp_path / "a", peak=0.01).weights.copies]
    whole = Run(tiny, PLAN, tmp_path / "a", peak=0.01)
    for _ in range(12):
        whole.learn()
    expected = weights_of(whole)
    assert not all(torch.equal(a, b) for a, b in zip(start, expected, strict=True))

    with torch.no_grad():
        for parameter, first in zip(whole.weights.trained, start, strict=True):
            parameter.copy_(first)
    half = Run(tiny, PLAN, tmp_path / "b", peak=0.01)
    for _ in range(5):
        half.learn()
    half.keep()
    half.learn()  # lost by the kill
    again = Run(tiny, PLAN, tmp_path / "b", peak=0.01)
    assert again.step == 5
    while again.step < 12:
        again.learn()
    assert all(torch.equal(a, b) for a, b in zip(expected, weights_of(again), strict=True))
    assert (tmp_path / "b" / "adapter_model.safetensors").exists()


def test_a_checkpoint_of_another_plan_is_refused(tiny: Trainee, tmp_path: Path) -> None:
    Run(tiny, PLAN, tmp_path, peak=0.01).keep()
    with pytest.raises(MalformedFile, match="remove it to begin again"):
        Run(tiny, Plan(PAIRS, PLAN.batches[:3]), tmp_path, peak=0.01)


def test_the_rate_rises_and_falls() -> None:
    rates = [rate_at(step, 400, 1.0) for step in range(400)]
    assert rates[0] < rates[20] < 1.0 == max(rates)
    assert rates[-1] == pytest.approx(adapter_training.LAST_RATE, abs=0.01)
    assert rates[100] > rates[200] > rates[300]


def test_sources_are_seen_as_often_as_they_are_worth() -> None:
    pairs = [Pair("zh", "en", "句", "x" * (i % 50), "Tatoeba (ManyThings)") for i in range(1_000)]
    pairs += [Pair("zh", "de", "句", "Satz", "UD PUD")] * 100 + [Pair("zh", "de", "句", "Satz", "unknown")] * 100
    order = mixture(pairs, seed=3)
    of = [pairs[i].origin for i in order]
    assert of.count("UD PUD") == round(100 * passes_of(pairs[1_000])) and of.count("unknown") == 0
    tatoeba = [pairs[i] for i in order if pairs[i].origin.startswith("Tatoeba")]
    assert len(tatoeba) == round(1_000 * passes_of(pairs[0]))
    assert all(len(pair.target) >= adapter_data.SHORT for pair in tatoeba), "long sentences come first"
    assert mixture(pairs, seed=3) == order != mixture(pairs, seed=4)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=200), st.integers(60, 300))
def test_batches_hold_every_pair_once_and_no_more_than_fits(lengths: list[int], tokens: int) -> None:
    found = list(batches(lengths, range(len(lengths)), tokens, seed=1))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    assert all(max(lengths[i] for i in batch) * len(batch) <= tokens for batch in found)


def test_pairs_are_read_without_entities(tmp_path: Path) -> None:
    row = {"src_lang": "zh", "tgt_lang": "en", "src": "甲&lt;乙", "tgt": "A &lt; B &amp; C", "source": "x"}
    path = tmp_path / "pairs.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    assert read_pairs(path) == [Pair("zh", "en", "甲<乙", "A < B & C", "x")]
    plain = tmp_path / "pairs.jsonl"
    plain.write_text(json.dumps(row) + '\n{"src": 1}\n', encoding="utf-8")
    with pytest.raises(MalformedFile, match="line 2"):
        read_pairs(plain)


def test_files_of_lines_become_pairs_in_every_direction_that_is_drafted(tmp_path: Path) -> None:
    sides = {"zh": "一。\n二。\n三。\n", "en": "One.\nTwo.\n\n", "de": "Eins.\nZwei.\nDrei.\n"}
    for code, text in sides.items():
        (tmp_path / code).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mt.parallel_text", "out.jsonl", "--origin", "news", "--lines", "2-"]
    subprocess.run([*command, "zh=zh", "en=en", "de=de"], cwd=tmp_path, env=ENVIRONMENT, check=True)
    assert read_pairs(tmp_path / "out.jsonl") == [
        Pair("zh", "en", "二。", "Two.", "news"),
        Pair("zh", "de", "二。", "Zwei.", "news"),
        Pair("en", "de", "Two.", "Zwei.", "news"),
        Pair("de", "en", "Zwei.", "Two.", "news"),
        Pair("zh", "de", "三。", "Drei.", "news"),
    ]
    (tmp_path / "en").write_text("One.\n", encoding="utf-8")
    done = subprocess.run([*command, "zh=zh", "en=en"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode != 0 and "{'zh': 3, 'en': 1}" in done.stderr


@pytest.mark.model
def test_the_model_that_is_trained_is_the_one_that_translates() -> None:
    from mt.adapter_training import encode_pairs, load_trained
    from mt.embedded import ADAPTER, load_embedded

    pair = Pair("zh", "en", "他在柏林买了一座房子。", "He bought a house in Berlin.")
    model, tokenizer = load_trained(ADAPTER, torch.device("cpu"))
    encoded = encode_pairs([pair], tokenizer)
    loss, count = trainee(model, [Encoded((), tuple(range(tokenizer.get_vocab_size())))]).loss(encoded)
    (scored,) = load_embedded().log_likelihoods([(pair.source, pair.target)], "zh", "en")
    assert scored.tokens == count
    assert float(loss) / count == pytest.approx(-scored.per_token, abs=0.15)  # 8 bits against 16


def test_the_prompt_is_one_for_training_and_translating() -> None:
    assert prompt_of("你好", "zh-Hans", "de") == "Chinese: 你好\nGerman:"
