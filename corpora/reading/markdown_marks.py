"""The marks inside a block of Markdown, as markdown-it finds them: what is taken out, what is linked, what is pictured.

markdown-it says what it read but not where. Its rules are asked one by one, so each tells its place; what no rule
takes for a mark stays text.
"""

import re
from collections.abc import Callable, MutableMapping
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import (
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    strikethrough,
)

from corpora.chinese import space_between
from corpora.offsets import Edit, MappedText
from corpora.units import Span

if TYPE_CHECKING:
    from markdown_it.rules_inline.state_inline import StateInline
    from markdown_it.token import Token

Environment: TypeAlias = MutableMapping[str, Any]
"""What markdown-it knows beside the text: link definitions, and the marks found so far."""
_Rule: TypeAlias = Callable[["StateInline", bool], bool]
_Finder: TypeAlias = Callable[["StateInline", int, "Marks"], None]

_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_FOUND = "marks"


class Marks:
    """What a block has beside its text: edits that take marks out, places of pictures' texts, how much is linked."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.captions: list[Span] = []
        self.linked = 0

    def take_out(self, start: int, end: int, replacement: str = "") -> None:
        """Have text[start:end] for a mark."""
        if start < end:
            self.edits.append(Edit(start, end, replacement, "mark of Markdown"))


class Inline(NamedTuple):
    """A block without its marks; the texts of its pictures; how many of its characters are linked."""

    content: MappedText
    captions: tuple[MappedText, ...]
    linked: int


def parser() -> MarkdownIt:
    """A parser of CommonMark with tables, which leaves what is inside blocks to `read_inline`."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["inline", "text_join"])
    markdown.inline.ruler2.disable("fragments_join")  # it would join tokens that know their places
    finders: tuple[tuple[str, _Rule, _Finder], ...] = (
        ("link", link, _link),
        ("image", image, _image),
        ("backticks", backtick, _code),
        ("autolink", autolink, _address),
        ("html_inline", html_inline, _tag),
        ("escape", escape, _escape),
        ("entity", entity, _entity),
        ("emphasis", emphasis.tokenize, _delimiters),
        ("strikethrough", strikethrough.tokenize, _delimiters),
    )
    for name, rule, finder in finders:
        markdown.inline.ruler.at(name, _watched(rule, finder))
    return markdown


def read_inline(markdown: MarkdownIt, content: MappedText, environment: Environment) -> Inline:
    """A block, its lines divided by \\n, as one line without marks."""
    marks = Marks()
    tokens: list[Token] = []
    text = content.text.replace("\0", "\ufffd")
    markdown.inline.parse(text, markdown, {**environment, _FOUND: (text, marks)}, tokens)
    for token in tokens:
        if "at" in token.meta and (token.type != "text" or not token.content):  # one that found its partner
            marks.take_out(token.meta["at"], token.meta["at"] + token.meta["length"])
    captions = tuple(
        caption
        for span in marks.captions
        for inside in [read_inline(markdown, content.slice(*span), environment)]
        for caption in (inside.content, *inside.captions)
        if caption.text
    )
    return Inline(_on_one_line(content.edited(sorted(marks.edits))), captions, marks.linked)


def _on_one_line(content: MappedText) -> MappedText:
    """Lines joined: by a space between words, by nothing between Chinese characters."""
    content, text = content.stripped(), content.text.strip()
    return content.edited(
        Edit(match.start(), match.end(), space_between(text[match.start() - 1], text[match.end()]), "line end")
        for match in _LINE_END.finditer(text)
    )


def _watched(rule: _Rule, finder: _Finder) -> _Rule:
    """The rule, which tells its marks; not those in the text of a picture, which is read by itself."""

    def watched(state: "StateInline", silent: bool) -> bool:
        text, marks = state.env[_FOUND]
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent and state.src is text:
            finder(state, start, marks)
        return True

    return watched


def _link(state: "StateInline", start: int, marks: Marks) -> None:
    end = state.md.helpers.parseLinkLabel(state, start, True)
    marks.take_out(start, start + 1)
    marks.take_out(end, state.pos)
    marks.linked += end - start - 1


def _image(state: "StateInline", start: int, marks: Marks) -> None:
    end = state.md.helpers.parseLinkLabel(state, start + 1, False)
    marks.take_out(start, state.pos)
    marks.captions.append(Span(start + 2, end))


def _code(state: "StateInline", start: int, marks: Marks) -> None:
    token = state.tokens[-1] if state.tokens and not state.pending else None
    if token is None or token.type != "code_inline":
        return  # ticks that nothing closes
    width = (state.pos - start - len(token.content)) // 2  # ticks, and a space where there is one at both ends
    marks.take_out(start, start + width)
    marks.take_out(state.pos - width, state.pos)


def _address(state: "StateInline", start: int, marks: Marks) -> None:
    marks.take_out(start, start + 1)
    marks.take_out(state.pos - 1, state.pos)
    marks.linked += state.pos - start - 2


def _tag(state: "StateInline", start: int, marks: Marks) -> None:
    marks.take_out(start, state.pos)


def _escape(state: "StateInline", start: int, marks: Marks) -> None:
    token = state.tokens[-1]
    if token.type == "hardbreak" or token.content != token.markup:
        marks.take_out(start, start + 1)


def _entity(state: "StateInline", start: int, marks: Marks) -> None:
    marks.take_out(start, state.pos, unescape(state.src[start : state.pos]))


def _delimiters(state: "StateInline", start: int, marks: Marks) -> None:
    """Note the place of each token that may become a mark once its partner is found."""
    end = state.pos
    for token in reversed(state.tokens):
        if end <= start or token.type != "text":
            break
        end -= len(token.content)
        token.meta = {"at": end, "length": len(token.content)}
