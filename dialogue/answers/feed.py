"""The answers as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from xml.etree.ElementTree import Element, SubElement, tostring

from dialogue.answers.queries import PublicAnswer

ATOM = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def atom(answers: Sequence[PublicAnswer], *, title: str, author: str, page: str, feed: str) -> bytes:
    """The feed; `page` and `feed` are absolute addresses. An answer's id stays when it is changed."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "sv"})
    _add(root, "id", feed)
    _add(root, "title", title)
    _add(root, "updated", _moment(answers[0]) if answers else "2023-03-01T00:00:00Z")
    SubElement(root, "link", {"rel": "self", "href": feed})
    SubElement(root, "link", {"rel": "alternate", "href": page})
    _add(SubElement(root, "author"), "name", author)
    for answer in answers:
        entry = SubElement(root, "entry")
        _add(entry, "id", f"{page}#{answer.code}")
        _add(entry, "title", answer.title)
        _add(entry, "updated", _moment(answer))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{page}#{answer.code}"})
        told = (answer.heard, answer.decided, answer.done, answer.came_of_it, answer.why_not)
        _add(entry, "content", "\n\n".join(text for text in told if text)).set("type", "text")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = NOT_XML.sub("", text)
    return child


def _moment(answer: PublicAnswer) -> str:
    return datetime.combine(answer.updated_on, time(), UTC).isoformat().replace("+00:00", "Z")
