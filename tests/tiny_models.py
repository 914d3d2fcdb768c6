"""Translation models of each architecture, tiny but real: made, taught a few sentences, and saved as the hub's are.

What they are taught by is each family's own way of encoding source and target, as transformers trains it. So a
model answers in the right language only where it is told the languages as its family is.
"""

import json
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

LINES = [
    "国务院公布了新的规定，自五月一日起施行。",
    "科学家发现了一种新的材料。",
    "他们在北京开会讨论经济问题。",
    "Die Regierung hat neue Regeln bekannt gegeben.",
    "Forscher haben ein neues Material entdeckt.",
    "Sie trafen sich in Peking und sprachen über die Wirtschaft.",
]
# What the models are taught: short, since each token costs a step of every lesson.
TEXTS = {"zh": ["早上好。", "谢谢。"], "de": ["Guten Morgen.", "Danke."], "en": ["Good morning.", "Thanks."]}
DIRECTIONS = (("zh", "de"), ("zh", "en"), ("de", "en"))
UNK, PAD, BOS, EOS = "<unk>", "<pad>", "<s>", "</s>"

SIZES = {
    "d_model": 32,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 128,
    "dropout": 0.0,
}


def train_pieces(folder: Path, symbols: Sequence[str] = ()) -> list[tuple[str, float]]:
    """A tiny SentencePiece model as source.spm, target.spm in the folder, and its pieces with their scores."""
    import sentencepiece

    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join([*LINES, *chain(*TEXTS.values())] * 20), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(folder / "m"),
        vocab_size=160,
        hard_vocab_limit=False,
        minloglevel=2,
        user_defined_symbols=list(symbols),
    )
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((folder / "m.model").read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "m.model"))
    found = [(processor.id_to_piece(i), processor.get_score(i)) for i in range(processor.get_piece_size())]
    return [(piece, score) for piece, score in found if piece not in (BOS, EOS, UNK)]


def teach(
    model: Any, inputs: Sequence[Sequence[int]], labels: Sequence[Sequence[int]], pad: int, given: int = 0
) -> None:
    """Train until the model says the labels for the inputs; the first given tokens of them it is told, not asked."""
    import torch

    def padded(rows: Sequence[Sequence[int]], filler: int) -> Any:
        longest = max(map(len, rows))
        return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])

    ids, targets = padded(inputs, pad), padded(labels, -100)
    start = model.config.decoder_start_token_id
    said = torch.cat([torch.full((len(labels), 1), start), targets[:, :-1]], dim=1)
    said[said == -100] = pad
    targets[:, :given] = -100
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    model.train()
    for _ in range(300):
        loss = model(input_ids=ids, attention_mask=(ids != pad).long(), decoder_input_ids=said, labels=targets).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():  # as in the hub's models; Marian's decoder starts with it
            model.get_input_embeddings().weight[pad] = 0
        if loss.item() < 0.01:
            break
    assert loss.item() < 0.05, "the tiny model did not learn its sentences"
    model.eval()


def make_marian(made: Path, folder: Path) -> Path:
    """OPUS-MT zh-de: one direction, told nothing."""
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    pieces = [piece for piece, _ in train_pieces(made)]
    vocabulary = {piece: i for i, piece in enumerate([EOS, UNK, *pieces, PAD])}
    (made / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = MarianTokenizer(
        str(made / "source.spm"), str(made / "target.spm"), str(made / "vocab.json"), source_lang="zh", target_lang="de"
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    pad = vocabulary[PAD]
    config = MarianConfig(
        vocab_size=len(vocabulary),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        bos_token_id=None,
        **SIZES,
    )
    model = MarianMTModel(config)
    labels = tokenizer(text_target=TEXTS["de"])["input_ids"]
    teach(model, tokenizer(TEXTS["zh"])["input_ids"], labels, pad)
    model.generation_config.bad_words_ids = [[pad]]  # as OPUS-MT's have it
    model.save_pretrained(folder)
    (folder / "README.md").write_text("---\nlanguage: [zh, de]\nlicense: apache-2.0\n---\n# tiny\n", encoding="utf-8")
    return folder


def make_m2m(made: Path, folder: Path) -> Path:
    """M2M-100: source language before the source, target language first in the target."""
    from transformers import M2M100Tokenizer

    tokenizer = M2M100Tokenizer(*_m2m_files(made))
    tokenizer.save_pretrained(folder)
    return _saved_m2m(tokenizer, folder, *_tagged(tokenizer, {code: code for code in TEXTS}), given=1)


def make_small100(made: Path, folder: Path) -> Path:
    """SMaLL-100: target language before the source, nothing before the target; its tokenizer is a program."""
    from transformers import M2M100Tokenizer

    tokenizer = M2M100Tokenizer(*_m2m_files(made))
    tokenizer.save_pretrained(folder)
    inputs, labels = [], []
    for source, target in DIRECTIONS:
        for text, translation in zip(TEXTS[source], TEXTS[target], strict=True):
            pieces = tokenizer(text, add_special_tokens=False)["input_ids"]
            inputs.append([tokenizer.get_lang_id(target), *pieces, tokenizer.eos_token_id])
            labels.append([*tokenizer(translation, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id])
    told = folder / "tokenizer_config.json"
    settings = json.loads(told.read_text(encoding="utf-8")) | {"tokenizer_class": "SMALL100Tokenizer"}
    told.write_text(json.dumps(settings), encoding="utf-8")
    return _saved_m2m(tokenizer, folder, inputs, labels)


def make_nllb(made: Path, folder: Path) -> Path:
    """NLLB-200: as M2M-100, with other codes."""
    from transformers import NllbTokenizer

    characters = sorted(set("".join([*LINES, *chain(*TEXTS.values())])) | {"▁"})
    vocabulary = {piece: i for i, piece in enumerate([BOS, PAD, EOS, UNK, *characters])}
    tokenizer = NllbTokenizer(vocab=vocabulary, merges=[])
    tokenizer.save_pretrained(folder)
    codes = {"zh": "zho_Hans", "de": "deu_Latn", "en": "eng_Latn"}
    return _saved_m2m(tokenizer, folder, *_tagged(tokenizer, codes), given=1)


def make_mbart(made: Path, folder: Path) -> Path:
    """mBART-50 many-to-many."""
    import torch
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    specials = [(token, 0.0) for token in (UNK, BOS, EOS)]
    tokenizer = MBart50Tokenizer(vocab=[*specials, *train_pieces(made)])
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = MBartConfig(
        vocab_size=len(tokenizer),
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=2,
        tokenizer_class="MBart50Tokenizer",
        # The hub's configuration has these words of fairseq's, which CTranslate2 asks for.
        normalize_before=True,
        normalize_embedding=True,
        **SIZES,
    )
    model = MBartForConditionalGeneration(config)
    teach(model, *_tagged(tokenizer, {"zh": "zh_CN", "de": "de_DE", "en": "en_XX"}), 1, given=1)
    model.save_pretrained(folder)
    return folder


def make_madlad(made: Path, folder: Path) -> Path:
    """MADLAD-400: T5 with the target language as a token of the text."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    specials = [(token, 0.0) for token in (PAD, EOS, UNK)]
    pieces = train_pieces(made, ["<2zh>", "<2de>", "<2en>"])
    tokenizer = T5Tokenizer(vocab=[*specials, *pieces], extra_ids=0)
    tokenizer.add_tokens(["<2zh>", "<2de>", "<2en>"])
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=1,
        num_heads=2,
        dropout_rate=0.0,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    model = T5ForConditionalGeneration(config)
    inputs, labels = [], []
    for source, target in DIRECTIONS:
        inputs += tokenizer([f"<2{target}> {text}" for text in TEXTS[source]])["input_ids"]
        labels += tokenizer(TEXTS[target])["input_ids"]
    teach(model, inputs, labels, 0)
    model.save_pretrained(folder)
    return folder


MAKERS: dict[str, Callable[[Path, Path], Path]] = {
    "m2m-tiny": make_m2m,
    "small100-tiny": make_small100,
    "nllb-tiny": make_nllb,
    "mbart-large-50-many-to-many-tiny": make_mbart,
    "madlad-tiny": make_madlad,
}


def _m2m_files(made: Path) -> tuple[str, str]:
    pieces = [piece for piece, _ in train_pieces(made)]
    vocabulary = {piece: i for i, piece in enumerate([BOS, PAD, EOS, UNK, *pieces])}
    (made / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    return str(made / "vocab.json"), str(made / "source.spm")


def _tagged(tokenizer: Any, codes: dict[str, str]) -> tuple[list[list[int]], list[list[int]]]:
    inputs: list[list[int]] = []
    labels: list[list[int]] = []
    for source, target in DIRECTIONS:
        tokenizer.src_lang, tokenizer.tgt_lang = codes[source], codes[target]
        encoded = tokenizer(TEXTS[source], text_target=TEXTS[target])
        inputs += encoded["input_ids"]
        labels += encoded["labels"]
    return inputs, labels


def _saved_m2m(tokenizer: Any, folder: Path, inputs: list[list[int]], labels: list[list[int]], given: int = 0) -> Path:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    torch.manual_seed(0)
    known = getattr(tokenizer, "lang_code_to_id", None)
    config = M2M100Config(
        vocab_size=max(known.values()) + 9 if known else len(tokenizer),
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=2,
        **SIZES,
    )
    model = M2M100ForConditionalGeneration(config)
    teach(model, inputs, labels, 1, given)
    model.save_pretrained(folder)
    return folder
