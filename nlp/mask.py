"""Personal data in a text: found by form (numbers, addresses) and by the words around them (names).

The number-like forms are simple, linear-time regular expressions, so that the form's script can use the same
ones on the phone. They lean on the form alone, never on check digits: a mistyped personnummer is masked too.
"""

import re
import unicodedata
from collections.abc import Iterator

from nlp.types import Masked, PersonalData, Span

LONGEST = 20_000  # characters looked at; what lies beyond is cut from the masked text

_SEP = r"[ \t.\u00a0‐-―\-/]"
_TOKEN = re.compile(r"⟦[A-Z]{4,12}⟧")

PERSONNUMMER = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|\d{2})[ .-]?\d{2}[ .-]?\d{2}[ ]?[-+–]?[ ]?\d{4}(?!\d)")
PHONE = re.compile(
    rf"(?<![\d\w])(?:\+{_SEP}?46|00{_SEP}?46|\(?0)(?:{_SEP}?\(0\))?{_SEP}?[1-9]"
    rf"(?:{_SEP}{{0,2}}\)?{_SEP}?\d){{6,9}}(?!\d)"
    rf"|(?<!\d)\+\d{{1,3}}(?:{_SEP}{{0,2}}\d){{6,12}}(?!\d)"
)
EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\ssnabel-?\s?a\s|\sat\s)\s?[\w-]{1,64}"
    r"(?:\s?(?:\.|\spunkt\s|\sdot\s)\s?[\w-]{2,24}){1,4}"
    r"|\w{1,32}(?:\s(?:punkt|dot)\s\w{1,32}){1,3}\s(?:snabel-?\s?a|at)\s\w{1,32}(?:\s(?:punkt|dot)\s\w{2,24}){1,3}",
    re.IGNORECASE,
)
PLATE = re.compile(r"(?<![\w@])[A-HJ-PR-UW-Za-hj-pr-uw-z]{3}[ -]?\d{2}[ ]?[\dA-Ha-hJ-Pj-pR-Ur-uW-Zw-z](?![\w])")
HANDLE = re.compile(r"(?<![\w.])@[\w.]{3,30}(?<!\.)")
HANDLE_CUE = re.compile(
    r"(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|telegram|konto\w*|användarnamn)"
    r"\s*(?:är|heter|:|e)?\s+([\w.]*[_\d.][\w.]*\w)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\b[A-ZÅÄÖ][\wåäöé]+(?:gatan|gata|vägen|väg|gränd|gränden|stigen|torget|allén|esplanaden|backen|plan)"
    r"(?:\s|\s?nr\.?\s?)(\d{1,4}(?:\s?[A-Za-z](?!\w))?(?:,?\s?lgh\s?\d{3,4})?)"
)
PROPERTY = re.compile(r"\b[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ]?[\wåäö]+)?\s\d{1,3}:\d{1,4}\b")
COORDINATE = re.compile(r"(?<!\d)5[5-9][.,]\d{3,}\s*[,; ]\s*1[1-9][.,]\d{3,}(?!\d)")

_NAME = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
NAME_AFTER_CUE = re.compile(
    r"\b(?:heter|hette|kallas|vid namn|namnet|mvh|hälsningar|hälsar|my name is|magacaygu waa|nimeni on)[ ,:]+"
    rf"(?:(?:nåt|något|typ) på )?({_NAME}(?:\s{_NAME})?|[a-zåäö]{{3,}}(?=[ .,]))",
)
NAME_AFTER_KIN = re.compile(
    r"\b(?:son|dotter|man|fru|sambo|granne|grannen|kompis|vän|väninna|pojkvän|flickvän|bror|syster|barnbarn|kollega|"
    rf"chef|lärare|läraren|vaktmästaren|tränaren|husband|wife|neighbour|friend|brother|sister)\s({_NAME}(?:\s{_NAME})?)"
)
FULL_NAME = re.compile(
    rf"\b({_NAME})\s((?:{_NAME}\s)?[A-ZÅÄÖ][a-zåäö]+(?:sson|son|ström|berg|gren|lund|qvist|kvist|dahl|"
    r"mark|stedt|strand|blad|löf|nen|ić|ski|ska|wicz)s?)\b"
)
_NOT_NAMES = frozenset({"jag", "det", "den", "han", "hon", "dom", "man", "här", "där", "inte", "och", "som", "ingen"})


def mask(text: str) -> Masked:
    """Mask personal data. `spans` are code points of `text`; addresses keep their street. Masking twice is once."""
    folded = _fold(text[:LONGEST])
    spans = _without_overlap(sorted(_found(folded), key=lambda span: (span.start, -span.end)))
    pieces: list[str] = []
    at = 0
    for span in spans:
        kept = _street(folded[span.start : span.end]) if span.type is PersonalData.ADDRESS else 0
        pieces += [text[at : span.start + kept], f"⟦{span.type.value}⟧"]
        at = span.end
    pieces.append(text[at:LONGEST])
    return Masked("".join(pieces), tuple(spans))


def _fold(text: str) -> str:
    """The same length: full-width and Arabic-Indic digits as 0–9, unusual hyphens and spaces as usual ones."""
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    if unicodedata.category(character) == "Cf":
        return "."  # a zero-width character inside a number parts nothing
    return folded if len(folded) == 1 else character


def _found(text: str) -> Iterator[Span]:
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for kind, pattern, group in (
        (PersonalData.PERSONNUMMER, PERSONNUMMER, 0),
        (PersonalData.EMAIL, EMAIL, 0),
        (PersonalData.PHONE, PHONE, 0),
        (PersonalData.PLATE, PLATE, 0),
        (PersonalData.HANDLE, HANDLE, 0),
        (PersonalData.HANDLE, HANDLE_CUE, 1),
        (PersonalData.ADDRESS, ADDRESS, 0),
        (PersonalData.ADDRESS, PROPERTY, 0),
        (PersonalData.ADDRESS, COORDINATE, 0),
        (PersonalData.NAME, NAME_AFTER_CUE, 1),
        (PersonalData.NAME, NAME_AFTER_KIN, 1),
        (PersonalData.NAME, FULL_NAME, 0),
    ):
        for match in pattern.finditer(text):
            start, end = match.span(group)
            inside = any(start < stop and begin < end for begin, stop in tokens)
            if not inside and match.group(group).lower() not in _NOT_NAMES:
                yield Span(start, end, kind)


def _without_overlap(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _street(address: str) -> int:
    """How many characters of a street address are the street's own name."""
    match = ADDRESS.match(address)
    return match.start(1) - match.start() if match else 0
