"""SRX rules (Segmentation Rules eXchange 2.0): read from a file, asked at a place of a text.

A rule is two patterns, what stands before a place and what stands behind it, and whether a sentence ends
there; of several that fit, the first counts. The published rules are LanguageTool's, as choppa carries them.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import regex
from lxml import etree

from corpora.errors import MalformedFile, WorkbenchError

_SEEN = 300  # characters behind a place that rules look at, or "[^)]*\)" would read a long line at every full stop
_LOOKBEHIND = 100  # how often "*" and "+" repeat before a place, as in Java's and choppa's reading of SRX
_PATIENCE = 10.0  # seconds that one rule of a user may take for one text
_FAR = regex.compile(r"(?<=^\\\(\[\^\\\)\])\*\?")  # "*?" in "\([^\)]*?"
# Where a published break rule can hold: behind a mark and what closes with it, and behind white space there.
_PLACES = regex.compile(r"[.!?…؟:»\]][\p{Pe}\p{Pf}\p{Pi}\p{M}\"'|«»‹›“„”’\x02¹²³.!?…؟:]*+\s*+|\r?\n\s*+|[\u2029}]")


class Rule(NamedTuple):
    """What stands before and behind a place, as patterns, and whether a sentence ends there; line in its file."""

    is_break: bool
    before: str
    after: str
    line: int = 0


class SrxDocument(NamedTuple):
    """The rules of an SRX file in its order, by what the codes of their languages look like."""

    name: str
    languages: tuple[tuple[str, tuple[Rule, ...]], ...]
    is_cascade: bool

    def rules(self, *codes: str) -> tuple[Rule, ...]:
        """The rules for a language that goes by any of the codes."""
        found = [rules for pattern, rules in self.languages if any(regex.fullmatch(pattern, code) for code in codes)]
        return tuple(rule for rules in (found if self.is_cascade else found[:1]) for rule in rules)


class PublishedRules:
    """LanguageTool's rules for a language, compiled."""

    def __init__(self, code: str) -> None:
        self._breaks: list[tuple[regex.Pattern[str], regex.Pattern[str] | None]] = []
        exceptions: list[str] = []
        for rule in _without_repetitions(published().rules(f"{code}_two")):
            if rule.is_break:
                except_at = regex.compile("|".join(exceptions), regex.V1) if exceptions else None
                self._breaks.append((regex.compile(_pattern(rule), regex.V1), except_at))
            else:
                exceptions.append(_pattern(rule))

    def ends_at(self, text: str, place: int) -> bool:
        """Whether a sentence ends at a place of a text."""
        until = place + _SEEN
        return any(
            pattern.match(text, place, until) and not (except_at and except_at.match(text, place, until))
            for pattern, except_at in self._breaks
        )

    def cuts(self, text: str) -> list[int]:
        """Where sentences end in a text."""
        found = []
        for match in _PLACES.finditer(text):
            place = next((p for p in range(match.start() + 1, match.end() + 1) if self.ends_at(text, p)), None)
            if place is not None:
                found.append(place)
        return [place for place in found if 0 < place < len(text)]


def _without_repetitions(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules without those that repeat a part of the one before, to look behind a place four times as far.

    There are such for brackets. Where full stops stand close together, the ways to match them are without number;
    we look as far in the one.
    """
    last = Rule(False, "", "")
    for rule in rules:
        part = last.before[2:]  # behind the sign it begins with, as "\\("
        more = rule.before.removeprefix(last.before)
        if part and rule.after == last.after and more != rule.before and more and not more.replace(part, ""):
            continue
        last = rule
        yield rule._replace(before=_FAR.sub(r"{0,400}?", rule.before))


@cache
def published_rules(code: str) -> PublishedRules:
    """LanguageTool's rules for a language, compiled once."""
    return PublishedRules(code)


@cache
def published() -> SrxDocument:
    """The rules that choppa carries."""
    import choppa

    path = Path(choppa.__file__).parent / "data" / "srx" / "languagetool_segment.srx"
    return parse_srx(path.read_bytes(), path.name)


class UserRules:
    """The rules of a user's file for a language, compiled. Raises MalformedFile for a pattern that is none."""

    def __init__(self, document: SrxDocument, code: str) -> None:
        self._name = document.name
        self._rules = [(rule, self._compiled(rule)) for rule in document.rules(code, code.upper())]

    def _compiled(self, rule: Rule) -> regex.Pattern[str]:
        try:
            return regex.compile(_pattern(rule), regex.V1)
        except regex.error as error:
            raise MalformedFile(f"{self._name}:{rule.line}: a pattern of this rule is none: {error}") from error

    def __bool__(self) -> bool:
        return bool(self._rules)

    def breaks(self, text: str) -> Iterator[int]:
        """Where a break rule fits, in any order."""
        for rule, pattern in self._rules:
            if rule.is_break:
                try:
                    yield from (match.end() for match in pattern.finditer(text, timeout=_PATIENCE))
                except TimeoutError as error:
                    raise self._too_slow(rule) from error

    def verdict(self, text: str, places: Iterable[int]) -> bool | None:
        """What the first rule that fits at one of the places says of it; None where none fits."""
        for rule, pattern in self._rules:
            try:
                if any(pattern.match(text, place, timeout=_PATIENCE) for place in places):
                    return rule.is_break
            except TimeoutError as error:
                raise self._too_slow(rule) from error
        return None

    def _too_slow(self, rule: Rule) -> WorkbenchError:
        return WorkbenchError(
            f"{self._name}:{rule.line}: this rule takes more than {_PATIENCE:.0f} s; write it without nested * or +"
        )


def _pattern(rule: Rule) -> str:
    """Both patterns of a rule as one that matches nothing but a place."""
    from choppa.utils import finitize, translate_java_regex

    before = f"(?<={finitize(rule.before, _LOOKBEHIND)})" if rule.before else ""
    return str(translate_java_regex(f"(?:{before}(?={rule.after}))" if rule.after else f"(?:{before})"))


def parse_srx(raw: bytes, name: str) -> SrxDocument:
    """The rules that the bytes of an SRX file hold.

    Raises MalformedFile, naming the line, for what is no SRX 2.0; a document type is refused, since entities
    could bring in other files.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedFile(f"{name}:{error.lineno}: expected XML, found {error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise MalformedFile(f"{name}: it declares a document type, which SRX has no use for; take the DOCTYPE out")
    if _local(root) != "srx" or not str(root.get("version", "")).startswith("2."):
        raise MalformedFile(
            f'{name}:{root.sourceline}: expected <srx version="2.0">, found <{_local(root)} '
            f'version="{root.get("version", "")}">'
        )
    return _document(root, name)


def _document(root: etree._Element, name: str) -> SrxDocument:
    rules = {
        str(element.get("languagerulename")): tuple(_rule(child, name) for child in element if _local(child) == "rule")
        for element in root.iter("{*}languagerule")
    }
    header = next(root.iter("{*}header"), None)
    is_cascade = header is not None and header.get("cascade") == "yes"
    maps = []
    for element in root.iter("{*}languagemap"):
        pattern, rule_name = str(element.get("languagepattern", "")), str(element.get("languagerulename"))
        if rule_name not in rules:
            raise MalformedFile(f"{name}:{element.sourceline}: no <languagerule> is called {rule_name!r}")
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise MalformedFile(f"{name}:{element.sourceline}: languagepattern is no pattern: {error}") from error
        maps.append((pattern, rules[rule_name]))
    if not maps:
        raise MalformedFile(f"{name}: expected <languagemap> elements that say which rules are whose, found none")
    return SrxDocument(name, tuple(maps), is_cascade)


def _rule(element: etree._Element, name: str) -> Rule:
    line = element.sourceline or 0
    kind = element.get("break", "yes")
    if kind not in ("yes", "no"):
        raise MalformedFile(f'{name}:{line}: expected break="yes" or break="no", found break="{kind}"')
    parts = {_local(child): "".join(str(text) for text in child.itertext()) for child in element}
    before, after = parts.get("beforebreak", ""), parts.get("afterbreak", "")
    if not (before or after):
        raise MalformedFile(f"{name}:{line}: this rule has neither <beforebreak> nor <afterbreak>")
    return Rule(kind == "yes", before, after, line)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
