"""Text that a wrong decoding destroyed: what is left after repairs is found and shown, never guessed at."""

import re
from collections.abc import Iterator

from corpora.chinese import COMMON, HAN, LOST, simplified

# Signs that occur in no sound text. 锟斤拷 is U+FFFD in UTF-8 read as GBK, 烫烫烫 memory that nobody wrote to,
# Ã¼ and â€ UTF-8 read as Windows-1252, 銆 and 鈥 the same read as GBK.
DAMAGE = re.compile(
    rf"{LOST}+|(?:锟斤拷?|拷锟)+|烫烫烫+|屯屯屯+|銆[\x80-\xff€\ue000-\uf8ff傗俓佲]|鈥[\x80-\xff€\ue000-\uf8ff]|鐨勪"
    r"|[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|Ã(?=\s|$)|[\ue000-\uf8ff]+"
    rf"|(?<=[{HAN}”’])[?？](?=[!！]?[{HAN}]{{1,12}}[?？](?:/|[{HAN}]))[!！]?(?P<run>[{HAN}]{{1,12}})[?？]"
    rf"|(?<=[{HAN}”’])\?[!！]\?/"
)
MAY_BE_DAMAGED = re.compile(rf"[{LOST}锟拷烫屯銆鈥鐨ÃÂâ\ue000-\uf8ff]|[?？](?=[!！]?[{HAN}/?])|\?[!！]\?")
_STRANGE = 0.5  # share of common characters below which a run between two question marks is no question


def damage(text: str) -> Iterator[re.Match[str]]:
    """Places that look like mojibake which cannot be undone with certainty, in order."""
    for match in DAMAGE.finditer(text):
        run = match["run"]
        if run is None or sum(c in COMMON for c in simplified(run)) < _STRANGE * len(run):
            yield match
