"""Which tokens of Gemma's 262,144 a translator between Chinese, English and German keeps, and their tokenizer.

Dropping tokens saves softmax time and disk, and one wrong drop costs much: where "German" fell apart into
"G" + "erman", the prompt no longer was the trained one and 4-5 chrF were gone. So the cut goes by script
alone. Every piece of a kept token is in the same scripts and therefore kept too, hence text in these scripts
is tokenised exactly as before; text in any other is spelled in byte tokens, which all stay.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, END, UNKNOWN, PADDING = "<bos>", "<eos>", "<unk>", "<pad>"
SPECIAL_TOKENS = (PADDING, END, BEGIN, UNKNOWN)

# Common and Inherited are digits, punctuation, emoji and marks; Greek letters stand in formulas.
_KEPT_SCRIPTS = regex.compile(r"[\p{Latin}\p{Han}\p{Common}\p{Inherited}\p{Greek}]+")
_BYTE_TOKEN = regex.compile(r"<0x[0-9A-F]{2}>")


class TokenKind(IntEnum):
    """llama.cpp's token types, as GGUF stores them."""

    NORMAL = 1
    UNKNOWN = 2
    CONTROL = 3
    USER_DEFINED = 4
    UNUSED = 5
    BYTE = 6


def kept_tokens(tokens: Sequence[str], kinds: Sequence[int]) -> list[int]:
    """The positions in the full vocabulary, ascending, of the tokens that are kept."""
    return [i for i, (token, kind) in enumerate(zip(tokens, kinds, strict=True)) if _is_kept(token, TokenKind(kind))]


def _is_kept(token: str, kind: TokenKind) -> bool:
    if token in SPECIAL_TOKENS or kind is TokenKind.BYTE:
        return True
    if kind is TokenKind.USER_DEFINED:
        return len(token) == 1  # the newline; runs of spaces and HTML tags never reach the model
    return kind is TokenKind.NORMAL and _KEPT_SCRIPTS.fullmatch(token) is not None


def build_tokenizer(vocabulary: Sequence[str]) -> "Tokenizer":
    """Gemma's tokenizer over a vocabulary in the order of its merges.

    Adds no <bos>, and knows no special tokens: "<eos>" in a text is five characters, not an end.
    """
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

    ids = {token: i for i, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(
        models.BPE(vocab=ids, merges=list(merges(vocabulary)), unk_token=UNKNOWN, fuse_unk=True, byte_fallback=True)
    )
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    return tokenizer


def merges(vocabulary: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every pair of tokens that makes a token, earlier tokens first: the merge rules SentencePiece leaves out."""
    mergeable = {token for token in vocabulary if token not in SPECIAL_TOKENS and not _BYTE_TOKEN.fullmatch(token)}
    for token in vocabulary:
        if token in mergeable:
            for cut in range(1, len(token)):
                left, right = token[:cut], token[cut:]
                if left in mergeable and right in mergeable:
                    yield left, right
