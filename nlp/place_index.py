"""Looking words up in a gazetteer: exact, inflected, compounded, misspelt or in another script."""

import re
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA

from nlp.place_script import is_other_script, skeleton, to_latin
from nlp.place_table import Meaning, Parts, PlaceTable
from nlp.place_words import place_words
from nlp.types import Gazetteer

INFLECTED: Final = 0.92
COMPOUND: Final = 0.9
MISSPELT: Final = 0.8
TRANSCRIBED: Final = 0.85

_SHORTEST_MISSPELT = 6
_SHORTEST_JOINED = 11
_ARTICLE: Final = re.compile(r"(.{4,}?)(?:en|et|n|t|na)?s?")
# First letters that are taken for another: Clockaregatan, Wirestad.
_SOUNDS_AS: Final = {"c": "k", "w": "v", "q": "k", "z": "s"}
_LONGEST_WORD = 40
_REMEMBERED = 50_000


class PlaceIndex:
    """The words of one gazetteer. Built once; looking up is a pure function of the word."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._language = place_words()
        self._table = PlaceTable(gazetteer)
        self._names = self._table.names
        self._phrases = self._table.phrases
        self._by_first: dict[str, list[Parts]] = {}
        for parts in sorted(sorted(self._phrases), key=len, reverse=True):
            self._by_first.setdefault(parts[0], []).append(parts)
        proper = sorted(name for name in self._names if self._is_proper(name))
        long_concepts = sorted(name for name, meaning in self._names.items() if _is_long_concept(name, meaning))
        self._misspellable: dict[str, list[str]] = {}
        for name in (*(name for name in proper if len(name) >= _SHORTEST_MISSPELT), *long_concepts):
            self._misspellable.setdefault(_SOUNDS_AS.get(name[0], name[0]), []).append(name)
        self._beginnings = frozenset(name[:3] for name in self._names)
        self._stem_beginnings = frozenset(stem[:4] for stem in self._language.stems)
        self._skeletons = {skeleton(name): name for name in proper if len(skeleton(name)) >= 4}
        self._seen: dict[str, Meaning | None] = {}

    def phrases_from(self, word: str) -> list[Parts]:
        """All phrases that begin with this word, longest first."""
        return self._by_first.get(word, [])

    def lacks(self, area: str | None, meaning: Meaning) -> bool:
        """Whether an area has no place of this kind, though areas that have one of their own are listed."""
        kind = meaning.concept
        owners = self._table.owners.get(kind.id) or self._table.owners.get(kind.of or "") if kind else None
        return bool(owners) and area not in (owners or ())

    def phrase(self, parts: Parts) -> Meaning:
        """What one of those phrases stands for."""
        return self._phrases[parts]

    @staticmethod
    def ends_like(word: str, last: str) -> bool:
        """Whether a word is the last word of a phrase: as it is, in another Swedish form or misspelt by one letter."""
        if word == last or word == f"{last}s":
            return True
        if word[:4] == last[:4] and _bare_noun(word) == _bare_noun(last):
            return True
        return len(last) >= 7 and word[:1] == last[:1] and OSA.distance(word, last, score_cutoff=1) <= 1

    def word(self, word: str) -> Meaning | None:
        """What one plain word stands for, if anything."""
        try:
            return self._seen[word]
        except KeyError:
            found = self._resolve(word) if len(word) <= _LONGEST_WORD else None
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[word] = found
            return found

    def joined(self, first: str, second: str) -> Meaning | None:
        """What two words stand for that should have been written as one: `gång tunneln`."""
        whole = first + second
        if len(whole) < 7 or len(whole) > _LONGEST_WORD or not whole.isalpha():
            return None
        if whole.isascii() and whole[:3] not in self._beginnings and first not in self._language.heads:
            return None
        headed = self._headed(first, second)
        if headed is not None or second in self._names:
            return headed
        if is_other_script(whole):
            name = next((self._skeletons.get(skeleton(form)) for form in to_latin(whole)), None)
            return _with(self._names[name], MISSPELT) if name and len(name) > 8 else None
        found = self._names.get(whole) or self._names.get(whole.removesuffix("s"))
        return found if found is None or found.concept is None or found.concept.alone >= 0.5 else None

    def _headed(self, first: str, second: str) -> Meaning | None:
        """A listed compound taken apart, its head in another form or language: `Linné skola`, `iskuulka Linné`."""
        heads = self._language.heads
        for name, head in ((first, heads.get(second)), (second, heads.get(first))):
            found = self._names.get(f"{name}{head}") or self._names.get(f"{name}s{head}") if head else None
            if found is not None and found.concept is None:
                return found
        return None

    def _resolve(self, word: str) -> Meaning | None:
        found = self._names.get(word) or self._stem(word) or self._owning(word)
        if found is not None:
            return found
        if is_other_script(word):
            return self._transcribed(word)
        if word[:3] in self._beginnings and word not in self._language.everyday:
            found = self._inflected(word) or self._compound(word)
        return found or self._misspelt(word)

    def _owning(self, word: str) -> Meaning | None:
        """A kind of place in the genitive: `bibblans`."""
        found = self._names.get(word[:-1]) if len(word) > 6 and word.endswith("s") else None
        return found if found is not None and found.concept is not None else None

    def _stem(self, word: str) -> Meaning | None:
        if word[:4] not in self._stem_beginnings:
            return None
        for end in range(min(len(word), 16), 3, -1):
            concept = self._language.stems.get(word[:end])
            if concept is not None:
                return self._table.of_concept(concept)
        return None

    def _inflected(self, word: str) -> Meaning | None:
        for cut in range(1, min(5, len(word) - 2)):
            stem, ending = word[:-cut], word[-cut:]
            found = self._names.get(stem)
            if found is not None and found.concept is None and ending in self._language.endings:
                short = len(stem) < 4 and ending != "s"
                return _with(found, INFLECTED, needs_cue=short or found.needs_cue)
        return None

    def _compound(self, word: str) -> Meaning | None:
        for end in range(len(word) - 2, 2, -1):
            found = self._names.get(word[:end])
            if found is None or found.concept is not None or found.outside is not None:
                continue
            rest = word[end:]
            tail = rest.removeprefix("s") if len(rest) > 3 else rest
            if rest.startswith(self._language.tails) or tail.startswith(self._language.tails):
                return _with(found, COMPOUND)
            if end >= 8:
                return _with(found, COMPOUND)
        return None

    def _misspelt(self, word: str) -> Meaning | None:
        if len(word) < _SHORTEST_MISSPELT - 1 or word in self._language.everyday:
            return None
        for form in (word, word.removesuffix("s")):
            name = self._nearest(form)
            if name is not None:
                return replace(_with(self._names[name], MISSPELT), spellings=frozenset())
        return None

    def _nearest(self, word: str) -> str | None:
        best: tuple[int, str] | None = None
        for name in self._misspellable.get(_SOUNDS_AS.get(word[:1], word[:1]), ()):
            allowed = self._allowed(name)
            if abs(len(name) - len(word)) > allowed:
                continue
            distance = OSA.distance(name, word, score_cutoff=allowed)
            if distance <= allowed and (best is None or (distance, name) < best):
                best = distance, name
        return best[1] if best else None

    def _is_proper(self, name: str) -> bool:
        """Whether the name can be told when misspelt. A phrase written as one word must be long."""
        known = name not in self._table.joined or len(name) >= _SHORTEST_JOINED
        meaning = self._names[name]
        is_far = meaning.outside is not None and meaning.needs_cue
        return known and meaning.concept is None and not is_far and name.isascii() and name.isalpha()

    def _allowed(self, name: str) -> int:
        """How many letters may differ: words for kinds of place have many neighbours among ordinary words."""
        return 2 if len(name) >= 10 and self._names[name].concept is None else 1

    def _transcribed(self, word: str) -> Meaning | None:
        """A name as it sounds in another script, where its accents cannot be told."""
        for form in to_latin(word):
            found = self._sounds_like(form)
            if found is not None:
                return replace(found, spellings=frozenset())
        return None

    def _sounds_like(self, form: str) -> Meaning | None:
        found = self._names.get(form)
        if found is not None and found.concept is None:
            return _with(found, TRANSCRIBED, needs_cue=len(form) < 5)
        found = self._inflected(form) if len(form) >= 6 else None
        if found is not None:
            return _with(found, TRANSCRIBED)
        # a case ending often stands for the last vowel: Енериді
        forms = (form, f"{form[:-1]}a") if form[-1] in "iueo" else (form,)
        name = next(filter(None, map(self._nearest, forms)), None) if len(form) >= 6 else None
        name = name or self._skeletons.get(skeleton(form))
        return _with(self._names[name], MISSPELT) if name is not None else None


def _bare_noun(word: str) -> str:
    """A noun without its article and genitive: `spåren` and `spåret` → `spar`. Short words stay as they are."""
    found = _ARTICLE.fullmatch(word)
    return found.group(1) if found else word


def _is_long_concept(name: str, meaning: Meaning) -> bool:
    return meaning.concept is not None and meaning.score >= 0.5 and len(name) >= 9 and name.isascii()


def _with(meaning: Meaning, score: float, *, needs_cue: bool = False) -> Meaning:
    """The same place named less plainly."""
    return replace(meaning, score=min(meaning.score, score), needs_cue=needs_cue)
