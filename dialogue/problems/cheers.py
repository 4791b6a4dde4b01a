"""The CHEERS sheet: is what we hear a problem? (Clarke & Eck, Crime Analysis for Problem Solvers in 60 Small Steps.)

A problem is a recurring set of related harmful events in a community that its members expect the police and the
municipality to address. The data fill in what they can say; a person decides every box.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

BOXES = ("community", "harm", "expectation", "events", "recurring", "similarity")
ENOUGH = 3  # texts, and days
SPAN = timedelta(weeks=2)
HALF = 0.5

# what somebody says who expects something to be done, in the languages that texts come in
_EXPECTS = re.compile(
    r"\b(gör(a)? (något|nåt|nånting)|måste|borde|kan (ni|man|kommunen|polisen) (inte )?|behövs|behöver|önskar|fixa|"
    r"laga|tänd|klipp|ta bort|sätt upp|mer(a)? (polis|belysning|vuxna|vakter)|var är polisen|ingen (gör|bryr)|"
    r"should|must|please|do something|fix|need(s)?|where (are|is) the police|pitäisi|täytyy|voisitteko|tehkää|"
    r"waa in|fadlan|haddii)\b|يجب|أرجو|نحتاج|لماذا لا|треба|потрібно|зробіть",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One text as the sheet weighs it. `way`: channel and meeting; `told_when`: says when or how often it happens."""

    on: date
    way: str
    age: str | None
    area: str | None
    daypart: str | None
    knowledge: str | None
    told_when: bool
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the data say of one box: met, not met, or None where they cannot tell; `numbers` for the sentence."""

    met: bool | None
    numbers: dict[str, int | str]


def suggest(heard: list[Heard], *, is_mood: bool) -> dict[str, Suggestion]:
    """A suggestion for every box. `is_mood`: the topic is worry without events, which is no problem of this kind."""
    dated = _share(heard, "dated", lambda one: one.told_when)
    return {
        "community": _community(heard),
        "harm": _share(heard, "self", lambda one: one.knowledge == "self"),
        "expectation": _share(heard, "asking", lambda one: bool(_EXPECTS.search(one.text))),
        "events": Suggestion(False, {"texts": len(heard)}) if is_mood else dated,
        "recurring": _recurring(heard),
        "similarity": _similarity(heard),
    }


def _community(heard: list[Heard]) -> Suggestion:
    """Two kinds of senders, or ways in. One way in speaks against it only where everybody told their age."""
    ways, ages = {one.way.split()[0] for one in heard}, {one.age for one in heard if one.age}
    is_known = bool(heard) and all(one.age for one in heard)
    met = True if len(ways) >= 2 or len(ages) >= 2 else False if is_known else None
    return Suggestion(met, {"ways": len(ways), "ages": len(ages)})


def _share(heard: list[Heard], name: str, holds: Callable[[Heard], bool]) -> Suggestion:
    count = sum(map(holds, heard))
    return Suggestion(True if count >= ENOUGH else None, {name: count, "texts": len(heard)})


def _recurring(heard: list[Heard]) -> Suggestion:
    days = {one.on for one in heard}
    span = max(days) - min(days) if days else timedelta()
    met = len(heard) >= ENOUGH and len(days) >= ENOUGH and span >= SPAN
    return Suggestion(met, {"texts": len(heard), "days": len(days), "weeks": span.days // 7})


def _similarity(heard: list[Heard]) -> Suggestion:
    area, in_area = _commonest([one.area for one in heard])
    daypart, at_time = _commonest([one.daypart for one in heard])
    met = max(in_area, at_time) >= HALF * len(heard) if heard else None
    return Suggestion(
        met, {"area": area, "in_area": in_area, "daypart": daypart, "at_time": at_time, "texts": len(heard)}
    )


def _commonest(values: list[str | None]) -> tuple[str, int]:
    told = [value for value in values if value]
    return max(((value, told.count(value)) for value in sorted(set(told))), key=lambda pair: pair[1], default=("", 0))
