"""Thai has no full stop: spaces separate sentences, and also clauses, numbers, names and lists.

So a space ends a sentence only where the words beside it say so, or where what came before is long enough to
be one. Where it errs it cuts too much: an aligner can join sentences, but not cut them.
"""

import re

_SPACE = re.compile(r"\s+")
_STOPPED = re.compile(r"[!?…][\"'”’»)\]]*$|[\u0e00-\u0e7f]{5,}\.[\"'”’»)\]]*$")
# Politeness and question particles end a sentence; an aspect or an adverb that is mostly the last word may.
_FINAL = tuple("ครับ ค่ะ คะ นะ จ้ะ จ้า ไหม มั้ย หรือไม่ หรือยัง หรือเปล่า ล่ะ เถอะ เถิด".split())
_LAST = tuple("แล้ว ด้วย ที่สุด มาก อีก เลย ไว้ อยู่ ใหม่".split())
_OPENERS = tuple(
    "อย่างไรก็ตาม อย่างไรก็ดี นอกจากนี้ นอกจากนั้น ดังนั้น ต่อมา จากนั้น หลังจากนั้น ในที่สุด ขณะนี้ ปัจจุบัน ทั้งนี้ วันนี้ วันหนึ่ง "
    "วันต่อมา วันรุ่งขึ้น เมื่อวาน เมื่อก่อน พรุ่งนี้ คืนนั้น เช้าวัน ตอนเช้า ตอนเย็น ตอนค่ำ ตอนบ่าย ตอนแรก ทุกวัน ทุกเช้า ทุกคน ทุกปี "
    "ฤดู เช้า เย็น คืน ตั้งแต่ เขา เธอ ผม ดิฉัน ฉัน พวกเขา พวกเรา เรา คุณ ส่วน สำหรับ แม้ ถ้า หาก เมื่อ หลังจาก".split()
)
_GOES_ON = tuple(
    "และ หรือ เพราะ เพื่อ โดย ซึ่ง ที่ จึง ก็ ว่า แล้ว จน ทำให้ รวม ตลอดจน กับ เนื่องจาก ได้แก่ เช่น คือ เป็น ของ พร้อม ขณะที่ ไม่ว่า "
    "เท่านั้น ด้วย ๆ ฯ".split()
)
_EXPECTS = tuple("ว่า คือ เช่น และ หรือ ได้แก่ กับ โดย เพื่อ ที่ ของ แก่ ตาม เป็น : ,".split())
# What a sentence that begins so says first is when, where or whether: its first space comes before the main clause.
_ADVERBIAL = tuple(
    "ถ้า หาก เมื่อ แม้ เนื่องจาก เพราะ ขณะ พอ หลัง ก่อน ตั้งแต่ ระหว่าง ใน จาก ตาม สำหรับ นอกจาก ฤดู ปี เดือน วัน เช้า เย็น คืน ตอน ทุก "
    "อย่างไร ดังนั้น ต่อมา จากนั้น ปัจจุบัน".split()
)
_SAID = re.compile(r"\S{0,12}(?:กล่าว|พูด|บอก|ถาม|ตอบ|ตะโกน|กระซิบ|อธิบาย)")
_OPEN, _CLOSE = "“‘«([", "”’»)]"
LEAST = 12  # characters before a word that opens a sentence
LONG = 25  # characters; what is longer is taken for a sentence whatever word follows
_SEEN = 400  # characters before a space that are looked at; a quotation not closed within them lost its end
_REST = 10  # characters up to the next space without which what follows is a name or a part of a list


def thai_cuts(text: str) -> list[int]:
    """Positions at which a sentence ends and another begins."""
    spaces = [match.span() for match in _SPACE.finditer(text)]
    cuts, start = [], 0
    for k, (space, following) in enumerate(spaces):
        until = spaces[k + 1][0] if k + 1 < len(spaces) else len(text)
        if _ends(text[max(start, space - _SEEN) : space], text[following:until]):
            cuts.append(following)
            start = following
    return cuts


def _ends(sentence: str, chunk: str) -> bool:
    """Whether a sentence so far is over before a chunk, which runs up to the next space."""
    if not chunk or not sentence.strip() or _is_open(sentence) or chunk.startswith(_GOES_ON):
        return False
    if _STOPPED.search(sentence):
        return True
    if not _is_thai(chunk.lstrip(_OPEN)[:1]) or sentence.endswith(_EXPECTS):
        return False
    if sentence.endswith(_FINAL):
        return True
    if not _SPACE.search(sentence) and sentence.startswith(_ADVERBIAL):
        return False
    if sentence[-1] in _CLOSE and _SAID.match(chunk):
        return False
    if chunk.startswith(_OPENERS) or (sentence.endswith(_LAST) and len(chunk) >= _REST):
        return len(sentence) >= LEAST
    whole = _is_thai(sentence.rstrip(_CLOSE)[-1:]) and not sentence.endswith((".", "ๆ"))
    return whole and len(sentence) > LONG and len(chunk) >= _REST


def _is_open(sentence: str) -> bool:
    """Whether a quotation or a bracket has begun and not ended."""
    return any(sentence.count(a) > sentence.count(b) for a, b in zip(_OPEN, _CLOSE, strict=True)) or bool(
        sentence.count('"') % 2
    )


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"
