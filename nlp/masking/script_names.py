"""Names in Arabic and Cyrillic script, by list and by the words that announce a name."""

import re
from collections.abc import Iterator

from nlp.masking.name_cues import names_a_person
from nlp.masking.name_lists import NameLists, name_lists
from nlp.types import PersonalData, Span

_ARABIC = re.compile(r"[\u0621-\u065f\u0670-\u06d3]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+(?:['’ʼ-][\u0400-\u052f]+)*")
_ARABIC_CUE = re.compile(
    r"(?<!\w)[وف]?(?:اسم(?:ه|ها|ي|ك|و)|اسم (?:الجار|الرجل|زوجي|ابني|ابنتي|جاري|الشاب|المرأة)|"
    r"المدعو|المدعوة|يدعى|تدعى|يسمى|السيد|السيدة|اسمش|نامش)(?: هو| هي)?[ :،\"“]{1,2}$"
)
_ARABIC_PERSON = re.compile(
    r"(?<!\w)[ولبف]?(?:(?:يخاف|تخاف|أخاف|خائف|خائفة) من|تشاجر مع|ضربه|ضربها|الأستاذ|الاستاذ|الأستاذة|الدكتور|الدكتورة|"
    r"المعلم|المعلمة|آقای|اقای|خانم|دکتر|استاد|معلم|ابني|ابنتي|ابنه|ابنها|صديقي|صديقتي|صاحبي|جاري|جارتي|جارنا|زوجي|زوجتي|أخي|اخي|أختي|اختي|عمي|خالي|"
    r"پسرم|دخترم|همسایه|برادرم|خواهرم|شوهرم|زنم|دوستم|پسر|دختر|همسرم)(?: ما| من)?[ :،\"“]{1,2}$"
)

# Father of, mother of: what many are called after their eldest child.
_PARENT = frozenset({"أبو", "ابو", "أم", "ام"})
# A surname after the place of origin: سعيد الحلبي.
_ARABIC_SURNAME = re.compile(r" ال[\u0621-\u064a]{2,8}ي(?![\u0621-\u064a])")


def find_script_names(text: str) -> Iterator[Span]:
    """Spans of folded text that name persons in Arabic or Cyrillic letters."""
    lists = name_lists()
    yield from _runs(text, _ARABIC, lists)
    yield from _runs(text, _CYRILLIC, lists)


def _runs(text: str, script: re.Pattern[str], lists: NameLists) -> Iterator[Span]:
    words = [(match.start(), match.end()) for match in script.finditer(text)]
    at = 0
    while at < len(words):
        start, end = words[at]
        at += 1
        is_parent = text[start:end] in _PARENT and at < len(words) and bool(lists.script_name(text[slice(*words[at])]))
        if not is_parent and not _begins_name(text, start, end, lists):
            continue
        while at < len(words) and text[end : words[at][0]] == " " and _goes_on(text[slice(*words[at])], lists):
            end = words[at][1]
            at += 1
        yield Span(start, end, PersonalData.NAME)


def _begins_name(text: str, start: int, end: int, lists: NameLists) -> bool:
    word = text[start:end]
    name = lists.script_name(word.lower())
    if word[0] > "\u052f":
        if _ARABIC_CUE.search(text, max(0, start - 24), start):
            return bool(name) or word not in lists.common
        is_meant = (
            name not in lists.also_words
            or bool(_ARABIC_PERSON.search(text, max(0, start - 24), start))
            or bool(_ARABIC_SURNAME.match(text, end))
        )
        return bool(name) and is_meant
    told = names_a_person(text, start) and word.lower() not in lists.common
    return word[0].isupper() and (bool(name) or told)


def _goes_on(word: str, lists: NameLists) -> bool:
    """A second name: listed, with the Arabic article, or with a capital."""
    if word[0] > "\u052f":
        return bool(lists.script_name(word)) or (word.startswith("ال") and len(word) > 4 and word not in lists.common)
    return word[0].isupper() and word.lower() not in lists.common
