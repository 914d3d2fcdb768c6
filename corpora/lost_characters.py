"""Characters of which some bytes are lost, known again by the word they end."""

from collections.abc import Iterable
from functools import cache

from corpora.chinese import simplified


def only_word(before: str, characters: Iterable[str], shortest: int = 3) -> str:
    """The one word that ends in one of these characters after the text, "" where there is none or several.

    A word of two characters (shortest=2) counts only where its first neither ends a word nor stands alone as a
    rule: 黄埔军 wants 军校, but 所在 does not want 在校. Words are those whose pinyin pypinyin lists, in simplified
    characters.
    """
    words = _words()
    before = simplified(before[-3:])
    possible = list(characters)
    for length in range(min(3, len(before)), shortest - 2, -1):
        start = before[-length:]
        found = {start + c for c in possible if start + c in words}
        if found and (length > 1 or not (start in _ALONE or any(before[-n:] in words for n in (2, 3)))):
            return found.pop() if len(found) == 1 else ""
    return ""


_ALONE = frozenset(
    "的一是不了在人有我他她它这那为之大小来以个中上下里外前后到说和地也出而要于就得可你会对着去过把被让给没很都又还再只从向与及"
)


@cache
def _words() -> frozenset[str]:
    from pypinyin.phrases_dict import phrases_dict

    return frozenset(word for word in phrases_dict if len(word) <= 4)
