"""The embedded base model as a transformers model, for training: the same tensors as `mt.gemma` reads from GGUF."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mt.gemma import LINEAR_MODULES, LOCAL_ROTARY_BASE, Shape, Tensors, open_gguf
from mt.vocabulary import build_tokenizer

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import Gemma3ForCausalLM

_NORMS = {
    "attn_norm": "input_layernorm",
    "post_attention_norm": "post_attention_layernorm",
    "ffn_norm": "pre_feedforward_layernorm",
    "post_ffw_norm": "post_feedforward_layernorm",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
}


def load_base(gguf: Path, dtype: "torch.dtype") -> tuple["Gemma3ForCausalLM", "Tokenizer"]:
    """The base model over the vocabulary that is kept, and its tokenizer, whose numbers are the model's."""
    import torch
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    base = open_gguf(gguf)
    tensors = Tensors(base.reader)
    config = Gemma3TextConfig(
        vocab_size=len(base.kept),
        hidden_size=base.shape.width,
        intermediate_size=base.shape.inner,
        num_hidden_layers=base.shape.layers,
        num_attention_heads=base.shape.heads,
        num_key_value_heads=base.shape.key_value_heads,
        head_dim=base.shape.head_size,
        query_pre_attn_scalar=base.shape.head_size,
        sliding_window=base.shape.window,
        rms_norm_eps=base.shape.epsilon,
        rope_parameters={
            "full_attention": {"rope_type": "default", "rope_theta": base.shape.rotary_base},
            "sliding_attention": {"rope_type": "default", "rope_theta": float(LOCAL_ROTARY_BASE)},
        },
        tie_word_embeddings=True,
        pad_token_id=0,
    )
    model = Gemma3ForCausalLM(config).to(dtype)  # type: ignore[arg-type]
    state = {
        name: torch.from_numpy(np.ascontiguousarray(array)).to(dtype)
        for name, array in _state(tensors, base.shape, base.kept)
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or set(missing) - {"lm_head.weight"}:
        raise ValueError(f"the base model's tensors do not fit: {missing} missing, {unexpected} unexpected")
    model.tie_weights()
    return model, build_tokenizer(base.vocabulary)


def _state(tensors: Tensors, shape: Shape, kept: Sequence[int]) -> Iterator[tuple[str, np.ndarray]]:
    yield "model.embed_tokens.weight", tensors.rows("token_embd.weight", kept)
    yield "model.norm.weight", tensors["output_norm.weight"] - 1
    for number in range(shape.layers):
        for name, module in _NORMS.items():
            yield f"model.layers.{number}.{module}.weight", tensors[f"blk.{number}.{name}.weight"] - 1
        for name, module in LINEAR_MODULES.items():
            yield f"model.layers.{number}.{module}.weight", tensors[f"blk.{number}.{name}.weight"]
