"""The table from plain words to meanings that one gazetteer and the language's place words give."""

from dataclasses import dataclass, replace
from typing import Final

from nlp.place_text import plain, words
from nlp.place_words import Concept, PlaceWords, place_words
from nlp.types import Area, Gazetteer

EXACT: Final = 0.95
OUTSIDE: Final = 0.9
# A lake or a road runs through several areas, and a town with areas of its own holds them all: each is named,
# but tells no area. Below the threshold of Locator.
WIDE: Final = 0.4

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase stands for: areas, an outside name, or a kind of place; and how sure it is."""

    areas: tuple[str, ...]
    score: float
    outside: str | None = None
    concept: Concept | None = None
    needs_cue: bool = False
    """The form is so short, or so like a word, that it is a place only with a capital or after "in" or the like."""
    spellings: frozenset[str] = frozenset()
    """How the name is written with its accents, where it is one word."""
    is_brand: bool = False
    """A chain's name: as often an employer or a sort of shop as a place."""


class PlaceTable:
    """Names (single words) and phrases (several words) of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.names: dict[str, Meaning] = {}
        self.phrases: dict[Parts, Meaning] = {}
        self.owners: dict[str, set[str]] = {}
        """Id of a kind of place → the areas that are said to have one of their own: `Diö station`."""
        self._single: set[str] = set()
        self._language: PlaceWords = place_words()
        self._bound: dict[str, tuple[str, ...]] = {}
        self._wide = _wide_areas(gazetteer)
        for area in gazetteer.areas:
            self._add_area(area)
        for name in gazetteer.outside:
            self._add(_parts(name), Meaning((), OUTSIDE, outside=name))
        self._add_concepts()
        self._add_brands()
        self._add_far_towns()
        self.joined = frozenset("".join(parts) for parts in self.phrases) - self._single
        """The names that are only phrases written as one word: `Liatorp` is a name, though `lia torp` is one too."""

    def _add_area(self, area: Area) -> None:
        for name in (_bare_name(area.name), *area.aliases):
            parts = _parts(name)
            if name.count("-") == 1 and parts[-1] in self._language.heads.values():
                self._add(parts[:1], self._of_area(area.code, name.split("-")[0], parts[:1]))
            concept = self._concept_of(parts)
            head = self._language.exact.get(parts[-1]) if len(parts) > 1 else None
            if head is not None:
                self.owners.setdefault(head, set()).add(area.code)
            if head is not None and self._language.concepts[head].heads:
                self._bind(head, area.code)
            if concept is not None:
                self._bind(concept, area.code)
            elif area.code in self._wide or self._is_road_or_lake(parts):
                self._add(parts, Meaning((area.code,), WIDE))
            else:
                self._add(parts, self._of_area(area.code, name, parts))

    def _of_area(self, code: str, name: str, parts: Parts) -> Meaning:
        like_a_word = len(parts) == 1 and (len(parts[0]) < 4 or parts[0] in self._language.ordinary)
        has_accents = len(parts) == 1 and parts[0].isascii()
        spellings = frozenset({name.strip().lower()}) if has_accents else frozenset()
        return Meaning((code,), EXACT, needs_cue=like_a_word, spellings=spellings)

    def _bind(self, concept: str, code: str) -> None:
        bound = self._bound.get(concept, ())
        self._bound[concept] = bound if code in bound else (*bound, code)

    def _add_concepts(self) -> None:
        for word, concept in self._language.exact.items():
            self._add((word,), self.of_concept(concept))
        for parts, concept in self._language.phrases.items():
            self._add(parts, self.of_concept(concept))

    def of_concept(self, concept: str) -> Meaning:
        """The meaning of a kind of place, bound to the areas whose names or aliases hold a word for it."""
        kind = self._language.concepts[concept]
        areas = self._bound.get(concept) or self._bound.get(kind.of or "", ())
        return Meaning(areas, kind.alone, concept=kind)

    def _add_brands(self) -> None:
        for brand, forms in self._language.brands.items():
            if brand in self.names:
                meaning = replace(self.names[brand], is_brand=True)
                self.names[brand] = meaning
                self.names.update(dict.fromkeys(forms, replace(meaning, spellings=frozenset())))

    def _add_far_towns(self) -> None:
        """Towns that the gazetteer does not list: one of them, plainly meant, says that the text is not from here."""
        for town in self._language.towns:
            self.names.setdefault(plain(town), Meaning((), OUTSIDE, outside=town, needs_cue=True))

    def _concept_of(self, parts: Parts) -> str | None:
        if len(parts) > 1:
            return self._language.phrases.get(parts)
        word = "".join(parts)
        stems = (self._language.stems.get(word[:end]) for end in range(len(word), 3, -1))
        return self._language.exact.get(word) or next((concept for concept in stems if concept), None)

    def _is_road_or_lake(self, parts: Parts) -> bool:
        if len(parts) == 2 and parts[1].isdigit():
            return True
        return any(parts[:1] in ((lake,), (f"{lake}s",)) for lake in self._language.lakes)

    def _add(self, parts: Parts, meaning: Meaning) -> None:
        """Add a name; a name of several words also written as one. An earlier meaning keeps its kind."""
        if len(parts) > 1:
            self.phrases[parts] = _merged(self.phrases.get(parts), meaning)
        if parts:
            whole = "".join(parts)
            if len(parts) == 1:
                self._single.add(whole)
            self.names[whole] = _merged(self.names.get(whole), meaning)


def _merged(known: Meaning | None, meaning: Meaning) -> Meaning:
    if known is None:
        return meaning
    if known.concept is not None or meaning.concept is not None or not known.areas:
        return known
    areas = tuple(dict.fromkeys(known.areas + meaning.areas))
    spellings = known.spellings | meaning.spellings
    return replace(known, areas=areas, score=max(known.score, meaning.score), spellings=spellings)


def _wide_areas(gazetteer: Gazetteer) -> frozenset[str]:
    """The town that has the municipality's own name and areas of its own: its name alone tells no area."""
    parents = [area.parent for area in gazetteer.areas]
    same = _parts(gazetteer.municipality)
    return frozenset(
        area.code for area in gazetteer.areas if _parts(_bare_name(area.name)) == same and parents.count(area.code) > 1
    )


def _bare_name(name: str) -> str:
    """The name without what is said in brackets after it: `Älmhult (tätort)` → `Älmhult`."""
    return name.split("(")[0]


def _parts(name: str) -> Parts:
    return tuple(word.plain for word in words(name))
