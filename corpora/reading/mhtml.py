"""Pages that a browser saved as one file (mhtml): the HTML part, and where it came from."""

import email
import email.policy
from dataclasses import replace

from corpora.dates import first_date
from corpora.errors import UnreadableInput
from corpora.pages import Page
from corpora.reading import html
from corpora.reading.encodings import decode


def read(name: str, raw: bytes) -> Page:
    """The page in a saved page; its text is the HTML source of the first HTML part. Raises UnreadableInput."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    body = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(body, bytes):
        raise UnreadableInput(f"{name} is a saved page without HTML in it")
    charset = part.get_content_charset()
    try:
        decoded = decode(body, name, charset)
    except UnreadableInput:  # what it says of itself is wrong
        decoded = decode(body, name)
    page = html.read(name, decoded)
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    sent = message.get("Date")
    when = sent.datetime.date().isoformat() if sent is not None and getattr(sent, "datetime", None) else ""
    fields = page.fields._replace(
        url=page.fields.url or (address if address.startswith("http") else ""),
        date=page.fields.date or first_date(when),
    )
    return replace(
        page,
        extracted=True,
        encoding="utf-8",
        media_type="multipart/related",
        title=page.title or str(message.get("Subject") or ""),
        fields=fields,
    )
