"""The one table of cleaning steps: what each does, for which languages, and where it has something to do.

A step's edits see one paragraph. Most paragraphs of most pages need none, so a step says by what signs (patterns
that are quick to look for) it knows one that may.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corpora import debris, western_dashes, western_quotes
from corpora.chinese_punctuation import punctuation_edits
from corpora.double_encoding import SIGNS as DOUBLE_ENCODING
from corpora.double_encoding import double_encoding_edits
from corpora.errors import WorkbenchError
from corpora.mojibake import chinese_mojibake_edits
from corpora.offsets import Edit
from corpora.pinyin import TONED, gloss_edits

Edits = Callable[[str], Iterable[Edit]]


class Work(NamedTuple):
    """What a step does to a paragraph, and patterns of which one occurs wherever it has something to do."""

    edits: Edits
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A named change to a page. about is one sentence for a person.

    work is by language; a step without any works on lines or on the whole page, and corpora.cleaning calls it by
    its name.
    """

    name: str
    about: str
    work: Mapping[str, Work] = field(default_factory=dict)


def _everywhere(edits: Edits, *signs: str) -> dict[str, Work]:
    return dict.fromkeys(("zh", "de", "en"), Work(edits, signs))


UNWRAP, HYPHENATION, DAMAGE, SCRIPT, FURNITURE = "unwrap", "hyphenation", "damage", "script", "furniture"
_UNPAIRED = ("“[^“”]*“", "”[^“”]*”", "^[^“”]*”")  # quotation marks that do not take turns
_LATIN_MOJIBAKE = Work(double_encoding_edits, DOUBLE_ENCODING)
STEPS = (
    Step(UNWRAP, "Joins lines that the edge of a page broke, as in e-mails and PDFs, to paragraphs."),
    Step(HYPHENATION, "Joins words that were divided at such a line's end; hyphens of their own stay."),
    Step(
        "mojibake",
        "Repairs text that was decoded wrongly (FÃ¼r, 鏂板崕, ?!?/p>) where its bytes tell what it was.",
        {
            "zh": Work(chinese_mojibake_edits, ("[?\ufffd]", *DOUBLE_ENCODING)),
            "de": _LATIN_MOJIBAKE,
            "en": _LATIN_MOJIBAKE,
        },
    ),
    Step(
        "debris",
        "Takes out HTML tags and writes the characters that HTML entities stand for.",
        _everywhere(debris.debris_edits, "[&<>]"),
    ),
    Step(
        "invisible",
        "Takes out characters without a shape: soft hyphens, zero-width and direction marks, controls.",
        _everywhere(debris.invisible_edits, f"[{debris.INVISIBLE}\u200d]"),
    ),
    Step(
        "spaces",
        "Writes any run of white space as one space.",
        _everywhere(
            debris.space_edits, r"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]", "  "
        ),
    ),
    Step(
        "ligatures",
        "Writes the letters of ligatures one by one: ﬁ as fi.",
        _everywhere(debris.ligature_edits, "[ﬀ-ﬆ]"),
    ),
    Step(
        "radicals",
        "Writes a character for the sign of a radical that looks like it, as PDFs have it: 车 for ⻋.",
        {"zh": Work(debris.radical_edits, (debris.RADICAL,))},
    ),
    Step(
        "pinyin-glosses",
        "Takes out pinyin where it reads the character before it, 創(chuàng), and keeps it as an annotation.",
        {"zh": Work(gloss_edits, (f"[(){TONED}\u0300-\u030c]", "（[a-z]"))},
    ),
    Step(
        "quotes",
        "Writes quotations „so ‚und so‘“ in German and “so ‘and so’” in English, and ’ for an apostrophe.",
        {
            "de": Work(western_quotes.german_quote_edits, ("[\"'`´”‟＂]", ",,", "„[^“”]*„", r"“[^\s.,;:!?)\]}…]")),
            "en": Work(western_quotes.english_quote_edits, ("[\"'`´„‟＂]", ",,", *_UNPAIRED)),
        },
    ),
    Step(
        "dashes",
        "Writes – for -- and for a hyphen that stands between words.",
        dict.fromkeys(("de", "en"), Work(western_dashes.dash_edits, (" -", "--"))),
    ),
    Step(
        "punctuation",
        "Gives Chinese text its own marks and quotations, letters and digits their plain width.",
        {
            "zh": Work(
                punctuation_edits,
                (
                    r"[,:;?!()\"'＂０-９Ａ-Ｚａ-ｚ．％｡-､─―－]",
                    r"\.(?!\d)",
                    "…(?!…)",
                    "--",
                    "。。",
                    *_UNPAIRED,
                    "[，。；：！？、…（《“‘] ",
                    " [，。；：！？、）》”’]",
                ),
            )
        },
    ),
    Step(DAMAGE, "Flags, without changing it, what a wrong decoding destroyed and nothing brings back."),
    Step(SCRIPT, "Folds a Chinese page that a machine converted to traditional characters back to simplified ones."),
    Step(FURNITURE, "Sets aside what a page puts around its article: menus, bylines, captions, adverts, notices."),
)
NAMES = tuple(step.name for step in STEPS)


def check_names(names: Iterable[str]) -> None:
    """Raise WorkbenchError for the name of no step, saying which there are."""
    for name in names:
        if name not in NAMES:
            raise WorkbenchError(f"there is no cleaning step called {name!r}; there are: {', '.join(NAMES)}")


class ActiveStep(NamedTuple):
    """A step as it runs on paragraphs of one language."""

    name: str
    edits: Edits
    signs: tuple[re.Pattern[str], ...]


def active_steps(language: str, without: frozenset[str]) -> list[ActiveStep]:
    """The steps that change paragraphs of a language, in order, but for those named."""
    return [
        ActiveStep(step.name, step.work[language].edits, tuple(map(re.compile, step.work[language].signs)))
        for step in STEPS
        if language in step.work and step.name not in without
    ]


def quick_signs(steps: Iterable[ActiveStep]) -> tuple[re.Pattern[str], ...]:
    """Few patterns that stand for all signs of these steps; signs that are character classes become one class."""
    patterns = {sign.pattern for step in steps for sign in step.signs}
    classes = sorted(pattern for pattern in patterns if _CLASS.fullmatch(pattern))
    others = sorted(patterns.difference(classes))
    return tuple(map(re.compile, ([f"[{''.join(c[1:-1] for c in classes)}]"] if classes else []) + others))


_CLASS = re.compile(r"\[(?:[^\]\\^]|\\.)+\]", re.DOTALL)
