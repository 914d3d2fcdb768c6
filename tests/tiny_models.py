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
    "attention_dropout": 0.0,
    "encoder_layerdrop": 0.0,
    "decoder_layerdrop": 0.0,
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
    for _ in range(600):
        loss = model(input_ids=ids, attention_mask=(ids != pad).long(), decoder_input_ids=said, labels=targets).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():  # as in the hub's models; Marian's decoder starts with it
            model.get_input_embeddings().weight[pad] = 0
        # So sure that it says them in 8 bits too, on processors whose sums of 8-bit products overflow.
        if loss.item() < 0.001:
            break
    assert loss.item() < 0.01, "the tiny model did not learn its sentences"
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


CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
# As the model card describes it: one entry in a list, languages by a table of codes, the instruction its own.
TRANSLATEGEMMA = (
    "{% set names = {'zh-Hans': 'Chinese', 'de': 'German', 'en': 'English'} %}"
    "{% for message in messages %}{% if message.role == 'user' %}"
    "{% if message.content is string or message.content | length != 1 %}{{ raise_exception('one entry') }}{% endif %}"
    "{% set entry = message.content[0] %}{% set from = names[entry.source_lang_code] %}"
    "{% set into = names[entry.target_lang_code] %}<start_of_turn>user\n"
    "You are a professional {{ from }} ({{ entry.source_lang_code }}) to {{ into }} ({{ entry.target_lang_code }}) "
    "translator. Your goal is to accurately convey the meaning and nuances of the original {{ from }} text while "
    "adhering to {{ into }} grammar, vocabulary, and cultural sensitivities.\nProduce only the {{ into }} translation, "
    "without any additional explanations or commentary. Please translate the following {{ from }} text into "
    "{{ into }}:\n\n\n{{ entry.text }}<end_of_turn>\n"
    "{% else %}<start_of_turn>model\n{{ message.content }}<end_of_turn>\n{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
TURNS = ["<|im_start|>", "<|im_end|>", "<start_of_turn>", "<end_of_turn>", "<|startoftext|>", "<|extra_0|>"]


def make_chat(folder: Path, architecture: str, template: str, lessons: Sequence[tuple[str, str]]) -> Path:
    """A model that chats, taught an answer to each of the prompts, which are as its template writes them."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast

    backend = Tokenizer(models.BPE(byte_fallback=False))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=[PAD, EOS, UNK, *TURNS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator([*chain(*lessons)] * 5, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=backend, pad_token=PAD, eos_token=EOS, unk_token=UNK)
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = AutoConfig.for_model(
        architecture,
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=16,
        max_position_embeddings=512,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=1,
        tie_word_embeddings=False,
    )
    model = AutoModelForCausalLM.from_config(config)
    rows, labels = [], []
    for prompt, answer in lessons:
        asked = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        said = [*tokenizer(answer, add_special_tokens=False)["input_ids"], 1]
        rows.append([*asked, *said])
        labels.append([*[-100] * len(asked), *said])
    longest = max(map(len, rows))
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    targets = torch.tensor([[*row, *[-100] * (longest - len(row))] for row in labels])
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    model.train()
    for _ in range(300):
        loss = model(input_ids=ids, attention_mask=(ids != 0).long(), labels=targets).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.02:
            break
    assert loss.item() < 0.1, "the tiny model did not learn its answers"
    model.eval().save_pretrained(folder)
    return folder
