"""Training the embedded model's adapter: python -m mt.adapter_training OUT PAIRS.jsonl.xz… [--from ADAPTER] …

LoRA (Hu et al. 2021) on all linear layers of Gemma 3 270M, through peft. Made for two cores: weights are bfloat16
where the processor computes in it, with float32 master copies of the adapter alone, the softmax goes over the tokens
that the data have, and batches hold pairs of like length. The same code takes a GPU where there is one. What is done
is kept every few minutes in OUT/checkpoint.pt, and the same command goes on from there.
"""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from corpora.errors import MalformedFile, WorkbenchError
from mt.adapter_data import Encoded, batches, mixture, read_pairs
from mt.parallel_text import Pair
from mt.placement import this_machine
from mt.source_text import prompt_of
from mt.vocabulary import BEGIN

if TYPE_CHECKING:
    from peft import PeftModel
    from tokenizers import Tokenizer

BASE = "google/gemma-3-270m"  # as others call what the adapter is for
RANK, ALPHA = 32, 64
MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
PEAK_RATE = 1.5e-4
WARM_UP = 40  # steps
LAST_RATE = 0.05  # of the peak, at the end of the cosine
CLIP = 1.0
TOKENS_A_BATCH = 1_600  # about 16 pairs of news
LONGEST = 320  # tokens of a pair; longer ones are left out
SEED = 11
# Of a softmax over 80,000 tokens this many rows (320 MB in float32) are held at once.
ROWS_AT_ONCE = 512
CHECKPOINT = "checkpoint.pt"
CHECKPOINT_EVERY = 300.0  # seconds
REPORT_EVERY = 20  # steps


class ChunkedLoss(torch.autograd.Function):
    """The summed cross-entropy of hidden states over some rows of the embedding, a few states at a time."""

    @staticmethod
    def forward(ctx: Any, states: torch.Tensor, rows: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """states (n, d) and rows (v, d) of one type, targets (n) as positions in rows."""
        gradient = torch.empty_like(states)
        total = torch.zeros((), dtype=torch.float32, device=states.device)
        for start in range(0, len(states), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            logits = (states[part] @ rows.T).float()
            normaliser = torch.logsumexp(logits, dim=1, keepdim=True)
            total += (normaliser.squeeze(1) - logits.gather(1, targets[part, None]).squeeze(1)).sum()
            logits.sub_(normaliser).exp_()
            logits.scatter_add_(1, targets[part, None], torch.full_like(normaliser, -1.0))
            gradient[part] = logits.to(states.dtype) @ rows
        ctx.save_for_backward(gradient)
        return total

    @staticmethod
    def backward(ctx: Any, *outputs: Any) -> tuple[torch.Tensor | None, ...]:
        """The gradient of the states; the rows are not trained."""
        (gradient,) = ctx.saved_tensors
        return gradient * outputs[0].to(gradient.dtype), None, None


class Trainee(NamedTuple):
    """The model with its adapter, and the rows of its embedding that the softmax goes over."""

    model: "PeftModel"
    rows: torch.Tensor
    row_of: torch.Tensor  # of each token

    def loss(self, batch: Sequence[Encoded]) -> tuple[torch.Tensor, int]:
        """The summed cross-entropy of the targets of a batch, in nats, and of how many tokens."""
        device = self.rows.device
        width = max(map(len, batch))
        tokens = torch.zeros((len(batch), width), dtype=torch.long)
        mask = torch.zeros((len(batch), width), dtype=torch.long)
        predicts = torch.zeros((len(batch), width), dtype=torch.bool)
        for i, pair in enumerate(batch):
            tokens[i, : len(pair)] = torch.tensor(pair.prompt + pair.target)
            mask[i, : len(pair)] = 1
            predicts[i, len(pair.prompt) - 1 : len(pair) - 1] = True
        following = tokens.roll(-1, dims=1)
        decoder: Any = self.model.get_base_model().model
        states = decoder(input_ids=tokens.to(device), attention_mask=mask.to(device), use_cache=False).last_hidden_state
        wanted = self.row_of[following[predicts]].to(device)
        return ChunkedLoss.apply(states[predicts.to(device)], self.rows, wanted), len(wanted)


def encode_pairs(pairs: Sequence[Pair], tokenizer: "Tokenizer") -> list[Encoded]:
    """Each pair in the form that it is learned in: <bos>, the prompt, the target after a space, a line break."""
    prompts = tokenizer.encode_batch(
        [prompt_of(pair.source, pair.source_language, pair.target_language) for pair in pairs]
    )
    targets = tokenizer.encode_batch([f" {pair.target}\n" for pair in pairs])
    begin: int = tokenizer.token_to_id(BEGIN)  # type: ignore[assignment]
    return [Encoded((begin, *a.ids), tuple(b.ids)) for a, b in zip(prompts, targets, strict=True)]


def trainee(model: "PeftModel", pairs: Sequence[Encoded]) -> Trainee:
    """The model with a softmax over the tokens of the pairs."""
    embedding = model.get_input_embeddings().weight
    used = torch.tensor(sorted({token for pair in pairs for token in (*pair.prompt, *pair.target)}))
    row_of = torch.full((len(embedding),), -1)
    row_of[used] = torch.arange(len(used))
    return Trainee(model, embedding[used.to(embedding.device)].detach(), row_of)


def rate_at(step: int, steps: int, peak: float) -> float:
    """The learning rate of a step: a linear start, then half a cosine."""
    if step < WARM_UP:
        return peak * (step + 1) / WARM_UP
    share = (step - WARM_UP) / max(1, steps - WARM_UP)
    return peak * (LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * share)))


class MasterWeights:
    """Float32 copies of what is trained, which AdamW moves; a bfloat16 weight would swallow its small steps."""

    def __init__(self, model: "PeftModel") -> None:
        self.trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.copies = [parameter.detach().float().requires_grad_() for parameter in self.trained]
        self.optimizer = torch.optim.AdamW(self.copies, weight_decay=0.0, betas=(0.9, 0.98))

    def step(self, rate: float) -> float:
        """Move by the gradients of the trained weights and clear them; the norm of the gradients before clipping."""
        for copy, parameter in zip(self.copies, self.trained, strict=True):
            copy.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        norm = torch.nn.utils.clip_grad_norm_(self.copies, CLIP)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        self._copy_back()
        return float(norm)

    def state(self) -> dict[str, Any]:
        """What load takes to go on."""
        return {"copies": [copy.detach() for copy in self.copies], "optimizer": self.optimizer.state_dict()}

    def load(self, state: dict[str, Any]) -> None:
        """Go on from what state gave."""
        with torch.no_grad():
            for copy, saved in zip(self.copies, state["copies"], strict=True):
                copy.copy_(saved)
        self.optimizer.load_state_dict(state["optimizer"])
        self._copy_back()

    def _copy_back(self) -> None:
        with torch.no_grad():
            for copy, parameter in zip(self.copies, self.trained, strict=True):
                parameter.copy_(copy)


def held_out_losses(trained: Trainee, pairs: Sequence[Pair], encoded: Sequence[Encoded]) -> dict[str, float]:
    """The cross-entropy a token of pairs that are not learned, in nats, by direction."""
    sums: dict[str, list[float]] = {}
    trained.model.eval()
    with torch.inference_mode():
        for pair, one in zip(pairs, encoded, strict=True):
            loss, count = trained.loss([one])
            total = sums.setdefault(f"{pair.source_language}-{pair.target_language}", [0.0, 0])
            total[0] += float(loss)
            total[1] += count
    trained.model.train()
    return {direction: total / count for direction, (total, count) in sorted(sums.items())}


class Plan(NamedTuple):
    """What is learned: the pairs as tokens, and in which batches."""

    encoded: list[Encoded]
    batches: list[list[int]]


def make_plan(pairs: Sequence[Pair], encoded: list[Encoded], limit: int | None) -> Plan:
    """The pairs that are not too long, mixed by their sources, the first limit of them if one is given."""
    fits = [i for i, pair in enumerate(encoded) if len(pair) <= LONGEST]
    order = [fits[i] for i in mixture([pairs[i] for i in fits], SEED)][:limit]
    return Plan(encoded, list(batches([len(pair) for pair in encoded], order, TOKENS_A_BATCH, SEED)))


class Run:
    """A training under way: it does a step at a time, keeps what is done in a folder, and goes on from there."""

    def __init__(self, trained: Trainee, plan: Plan, folder: Path, peak: float) -> None:
        """Raises MalformedFile where the folder's checkpoint is of another plan."""
        self.trained, self.plan, self.peak = trained, plan, peak
        self.weights = MasterWeights(trained.model)
        self.checkpoint = folder / CHECKPOINT
        self.step = 0
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            if saved["steps"] != len(plan.batches):
                raise MalformedFile(f"{self.checkpoint} is of other pairs or another limit; remove it to begin again")
            self.weights.load(saved["weights"])
            self.step = saved["step"]

    def learn(self) -> tuple[float, int]:
        """Learn the next batch; its summed cross-entropy in nats and its target tokens."""
        loss, count = self.trained.loss([self.plan.encoded[i] for i in self.plan.batches[self.step]])
        (loss / count).backward()
        self.weights.step(rate_at(self.step, len(self.plan.batches), self.peak))
        self.step += 1
        return float(loss.detach()), count

    def keep(self) -> None:
        """Write the checkpoint, whole or not at all, and the adapter as it is now."""
        self.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        partial = self.checkpoint.with_suffix(".partial")
        state = {"steps": len(self.plan.batches), "step": self.step, "weights": self.weights.state()}
        torch.save(state, partial)
        partial.replace(self.checkpoint)
        weights = self.trained.model.state_dict()
        stored = {name: weight.bfloat16() for name, weight in weights.items() if "lora_" in name}
        self.trained.model.save_pretrained(str(self.checkpoint.parent), state_dict=stored)


def train(arguments: argparse.Namespace) -> None:
    """Train by the command line's arguments, from the beginning or from the checkpoint in the folder."""
    torch.manual_seed(SEED)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pairs = [pair for path in arguments.pairs for pair in read_pairs(path)]
    held = read_pairs(arguments.held_out) if arguments.held_out else []
    model, tokenizer = load_trained(arguments.start, device)
    plan = make_plan(pairs, encode_pairs(pairs, tokenizer), arguments.limit)
    encoded_held = encode_pairs(held, tokenizer)
    run = Run(trainee(model, [*plan.encoded, *encoded_held]), plan, arguments.out, arguments.rate)
    steps = len(plan.batches)
    _say(f"steps {run.step:,} to {steps:,} on {device}; softmax over {len(run.trained.rows):,} tokens")

    def look() -> None:
        if held:
            losses = held_out_losses(run.trained, held, encoded_held)
            _say("held out: " + ", ".join(f"{direction} {loss:.3f}" for direction, loss in losses.items()))

    look()
    started = kept = time.monotonic()
    seen, total, tokens = 0, 0.0, 0
    while run.step < steps:
        seen += len(plan.batches[run.step])
        loss, count = run.learn()
        total, tokens = total + loss, tokens + count
        if run.step % REPORT_EVERY == 0:
            speed = seen / (time.monotonic() - started)
            left = sum(map(len, plan.batches[run.step :])) / speed / 60
            _say(f"step {run.step:,} of {steps:,}, loss {total / tokens:.3f}, {speed:.1f} pairs/s, {left:.0f} min left")
            total, tokens = 0.0, 0
        if time.monotonic() - kept > CHECKPOINT_EVERY:
            run.keep()
            look()
            kept = time.monotonic()
    run.keep()
    look()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def load_trained(start: Path | None, device: torch.device) -> tuple["PeftModel", "Tokenizer"]:
    """The base model with an adapter to train, a new one or the one in start, and its tokenizer."""
    from peft import LoraConfig, PeftModel, get_peft_model

    from mt.embedded import assemble
    from mt.gemma_torch import load_base

    # A processor without instructions for bfloat16 takes several times as long with it.
    dtype = torch.bfloat16 if device.type == "cuda" or this_machine().cpu_bfloat16 else torch.float32
    with tempfile.TemporaryDirectory() as folder:
        base, tokenizer = load_base(assemble(Path(folder) / "base.gguf"), dtype)
    base.to(device)  # type: ignore[arg-type]
    base.name_or_path = BASE
    if start:
        model = PeftModel.from_pretrained(base, start, is_trainable=True, autocast_adapter_dtype=False)
    else:
        config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=list(MODULES), task_type="CAUSAL_LM")
        model = get_peft_model(base, config, autocast_adapter_dtype=False)
    model.peft_config["default"].base_model_name_or_path = BASE
    return model, tokenizer


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m mt.adapter_training", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the adapter and the checkpoint")
    parser.add_argument("pairs", type=Path, nargs="+", help="parallel text in JSON lines")
    parser.add_argument("--start", type=Path, help="an adapter to train further")
    parser.add_argument("--held-out", type=Path, help="pairs whose loss is reported, never learned")
    parser.add_argument("--limit", type=int, help="pairs to learn at most")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="the highest learning rate")
    try:
        train(parser.parse_args())
    except WorkbenchError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
