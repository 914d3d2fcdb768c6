"""What the head of an HTML page says of it: title, author, date, publisher, source, address."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from corpora.dates import first_date
from corpora.units import Fields

# Names of <meta> tags, the surest first.
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "articletitle"),
    "author": ("author", "article:author", "dc.creator", "og:article:author", "byl", "articleauthor"),
    "date": (
        "article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued",
        "og:pubdate", "og:article:published_time", "weibo: article:create_at",
    ),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "source": ("source", "dc.source", "contentsource", "article:source"),
    "url": ("og:url", "twitter:url"),
}  # fmt: skip
_LONGEST = 300  # characters of a field; a longer one is no name
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ARTICLES = re.compile("(Article|BlogPosting|Report|WebPage)$")


class Head:
    """What was met in the head of a page, in its own words."""

    def __init__(self) -> None:
        self.title = ""
        self.canonical = ""
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []

    def read_tag(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take down a <meta> or <link> tag."""
        if tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or attributes.get("href", "")
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if tag == "meta" and name and attributes.get("content"):
            self.meta.setdefault(name.strip().lower(), attributes["content"])

    def read_element(self, tag: str, attributes: Mapping[str, str], text: str) -> None:
        """Take down an element with its text: the title, or linked data."""
        if tag == "title" and not self.title:
            self.title = " ".join(unescape(text).split())
        if tag == "script" and attributes.get("type", "").lower() == "application/ld+json":
            self.linked.append(text)


def title_and_fields(head: Head) -> tuple[str, Fields]:
    """The title of the page and its fields; "" for what it does not say."""
    data = next(_articles(head), {})
    said = {
        "title": _text(data.get("headline")),
        "author": _name(data.get("author")),
        "date": _text(data.get("datePublished")),
        "publisher": _name(data.get("publisher")),
        "url": _text(data.get("url")) or _text(data.get("mainEntityOfPage")),
    }
    found = {
        field: said.get(field) or next((head.meta[name] for name in names if head.meta.get(name)), "")
        for field, names in _META.items()
    }
    found = {field: " ".join(unescape(value).split()) for field, value in found.items()}
    found = {field: value if len(value) <= _LONGEST else "" for field, value in found.items()}
    addresses = [address for address in (head.canonical, found["url"]) if _ADDRESS.fullmatch(address)]
    return found["title"] or head.title, Fields(
        author="" if _ADDRESS.fullmatch(found["author"]) else found["author"],
        date=first_date(found["date"]) or found["date"],
        publisher=found["publisher"],
        source="" if _ADDRESS.fullmatch(found["source"]) else found["source"],
        url=addresses[0] if addresses else "",
    )


def _articles(head: Head) -> Iterator[Mapping[str, Any]]:
    """The articles that linked data on the page describes; data that is no JSON says nothing."""
    for text in head.linked:
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        entries = data if isinstance(data, list) else [data]
        for entry in entries:
            graph = entry.get("@graph", [entry]) if isinstance(entry, dict) else []
            for item in graph if isinstance(graph, list) else []:
                if isinstance(item, dict) and _ARTICLES.search(_text(item.get("@type"))):
                    yield item


def _name(value: Any) -> str:
    """The name of a person or organisation of linked data, or of several."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(one) for one in value)))
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
