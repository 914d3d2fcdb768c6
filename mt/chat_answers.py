"""What is the translation in an answer of a model that chats."""

import re

from corpora.languages import language

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)|\A.*?</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"\A```\w*\n(.*?)\n?```\s*\Z", re.DOTALL)
_PREAMBLE = re.compile(
    r"\A(?:(?:sure|certainly|of course|okay)\b[^\n]*?[!.:,]\s*)?"
    r"(?:(?:here(?: is|'s)|this is|below is|hier ist|以下是|下面是)[^\n:：]{0,80}[:：]\s*"
    r"|(?:(?:the |die |der )?(?:english|german|chinese|deutsche?r?|englische?r?|中文|英文|德文|英语|德语)?\s*"
    r"(?:translation|translated text|übersetzung|译文|翻译(?:结果)?))\s*[:：]\s*"
    r"|(?:english|german|chinese|deutsch|englisch|chinesisch|中文|英文|德文|英语|德语)\s*[:：]\s*)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\n+\s*[(（*_]*\s*(?:note|explanation|translator's note|anmerkung|hinweis|erläuterung|注|注释|说明|解释)"
    r"[^\n:：]{0,20}[:：].*\Z",
    re.IGNORECASE | re.DOTALL,
)
_QUOTES = tuple(zip("\"'“„«»「‘`", "\"'”“»«」’`", strict=True))


def translation_in(answer: str, text: str, target: str) -> str:
    """The translation in an answer, on one line: without thoughts, preamble, notes, and quotes the text has not."""
    answer = _THOUGHT.sub("", answer).strip()
    fenced = _FENCE.match(answer)
    answer = fenced.group(1) if fenced else answer
    if not _PREAMBLE.match(text):
        answer = _PREAMBLE.sub("", answer, count=1)
    answer = _NOTE.sub("", answer).strip()
    for opening, closing in _QUOTES:
        inner = answer[1:-1]
        quoted = len(answer) > 2 and answer[0] == opening and answer[-1] == closing
        if quoted and not {opening, closing} & set(inner) and not _is_quoted(text):
            answer = inner.strip()
    return language(target).joiner.join(line.strip() for line in answer.splitlines() if line.strip())


def _is_quoted(text: str) -> bool:
    return text[:1] in {quotes[0] for quotes in _QUOTES} or text[:1] in "”’『《"
