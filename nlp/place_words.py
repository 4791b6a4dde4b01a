"""What the locator knows of languages: words for a station or a square, endings, everyday words.

Nothing here knows a municipality; that knowledge is in the gazetteers.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlp.place_text import plain, words

# In plain letters "än" (than) would be the same as the English article and the ending of "23:an".
KEPT = frozenset({"än"})
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of place that most towns have, such as a station or a square.

    `alone`: how sure it is, 0–1, that the word means the one in the municipality's centre when no place is
    named beside it. `needs_place`: the words have another sense unless a word such as "utanför" stands before.
    """

    id: str
    alone: float
    needs_place: bool
    not_after: frozenset[str]
    not_before: frozenset[str]
    of: str | None
    """The kind of place it belongs to: a platform is where the station is, unless the gazetteer says otherwise."""
    heads: bool
    """It stands for a longer name that ends with it: `industriområdet` for `Västra industriområdet`."""
    only: bool
    """A municipality seldom has more than one: such a word is as good as a name where no other place is meant."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words before a place that say what part it plays: whole words, and stems that take any ending."""

    whole: frozenset[str]
    stems: tuple[str, ...]

    def hold(self, word: str) -> bool:
        """Whether a plain word is one of them."""
        return word in self.whole or (self.stems != () and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The whole of `data/place_words.json` in plain forms, ready for look-up."""

    concepts: dict[str, Concept]
    exact: dict[str, str]
    """Plain word → id of its concept."""
    stems: dict[str, str]
    """Plain stem that takes any ending → id of its concept."""
    phrases: dict[tuple[str, ...], str]
    """Plain words of a phrase → id of its concept."""
    brands: dict[str, tuple[str, ...]]
    """Plain brand name → its plain spellings in other scripts and cases."""
    roles: dict[str, Cues]
    heads: dict[str, str]
    """A kind of place in another form or language → as it ends a Swedish compound: school → skolan."""
    lakes: frozenset[str]
    tails: tuple[str, ...]
    endings: frozenset[str]
    ordinary: frozenset[str]
    """Ordinary words: a place that is called like one is meant only with a capital or after "in" or the like."""
    towns: tuple[str, ...]
    """Towns elsewhere of one word, but for those that are called like an ordinary word."""
    everyday: frozenset[str]
    """Ordinary words and towns elsewhere, none of which is ever a misspelt name of a gazetteer."""


@cache
def place_words() -> PlaceWords:
    """The shipped words, read once."""
    content = json.loads((_DATA / "place_words.json").read_text(encoding="utf-8"))
    concepts = content["concepts"]
    ordinary = _ordinary_words()
    every_word = [(word, item["id"]) for item in concepts for word in item["words"]]
    return PlaceWords(
        concepts={item["id"]: _concept(item) for item in concepts},
        exact={plain(word): concept for word, concept in every_word if not word.endswith("*")},
        stems={plain(word[:-1]): concept for word, concept in every_word if word.endswith("*")},
        phrases={_plain_words(phrase): item["id"] for item in concepts for phrase in item["phrases"]},
        brands={plain(name): tuple(map(plain, forms)) for name, forms in content["brands"].items()},
        roles={name: _cues(listed) for name, listed in content["roles"].items() if name != "comment"},
        heads={plain(word): plain(head) for head, forms in content["heads"].items() for word in forms.split()},
        lakes=frozenset(map(plain, content["wide"]["lakes"])),
        tails=tuple(sorted({plain(tail) for tail in content["tails"]})),
        endings=frozenset(map(plain, content["endings"])),
        ordinary=ordinary,
        towns=tuple(town for town in content["elsewhere"]["towns"].split() if plain(town) not in ordinary),
        everyday=ordinary | frozenset(map(plain, content["elsewhere"]["towns"].split())),
    )


def _concept(item: dict[str, Any]) -> Concept:
    return Concept(
        id=item["id"],
        alone=item["alone"],
        needs_place=item.get("needs") == "place",
        not_after=frozenset(map(plain, item.get("not_after", ()))),
        not_before=frozenset(map(plain, item.get("not_before", ()))),
        of=item.get("of"),
        heads=item.get("heads", False),
        only=item.get("only", False),
    )


def _cues(listed: str) -> Cues:
    cues = [word if word in KEPT else plain(word) for word in listed.split()]
    return Cues(
        whole=frozenset(word for word in cues if not word.endswith("*")),
        stems=tuple(word[:-1] for word in cues if word.endswith("*")),
    )


def _plain_words(phrase: str) -> tuple[str, ...]:
    return tuple(word.plain for word in words(phrase))


def _ordinary_words() -> frozenset[str]:
    lines = (_DATA / "everyday_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(plain(word) for line in lines if not line.startswith("#") for word in line.split())
