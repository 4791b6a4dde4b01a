"""Reading a gazetteer: the areas of one municipality, checked before anything is built on them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from nlp.types import Area, Gazetteer

Fields = dict[str, Any]


class GazetteerError(ValueError):
    """The gazetteer file cannot be used; the message names the file and what is wrong with it."""


def read_gazetteer(path: Path) -> Gazetteer:
    """Read and check a file in the format of `nlp/data/areas/almhult.json`.

    Raises GazetteerError for an unreadable file, missing fields, wrong types, duplicate codes,
    an unknown parent and a loop of parents. A gazetteer without areas is allowed: it finds none.
    """
    try:
        return parse_gazetteer(_read_json(path))
    except GazetteerError as error:
        raise GazetteerError(f"{path.name}: {error}") from error


def parse_gazetteer(content: object) -> Gazetteer:
    """Check the parsed JSON of a gazetteer and give it its shape; raises GazetteerError."""
    if not isinstance(content, dict):
        _fail("the file must hold a JSON object with municipality and areas")
    municipality = _required(content, "municipality", dict, "the file")
    areas = _required(content, "areas", list, "the file")
    parsed = tuple(_parse_area(item, f"area number {number}") for number, item in enumerate(areas, start=1))
    _check_codes(parsed)
    _check_parents(parsed)
    return Gazetteer(
        municipality=_required(municipality, "name", str, "municipality"),
        areas=parsed,
        outside=_strings(content, "outside", "the file"),
    )


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        _fail(f"cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        _fail("is not UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        _fail(f"is not JSON ({error})")


def _parse_area(item: object, where: str) -> Area:
    if not isinstance(item, dict):
        _fail(f"{where} is not a JSON object")
    code = _required(item, "code", str, where)
    where = f'area "{code}"'
    return Area(
        code=code,
        name=_required(item, "name", str, where),
        parent=_optional(item, "parent", str, where),
        stratum=_optional(item, "stratum", str, where),
        lat=_number(item, "lat", where),
        lon=_number(item, "lon", where),
        population=_optional(item, "population", int, where),
        aliases=_strings(item, "aliases", where),
    )


def _check_codes(areas: Sequence[Area]) -> None:
    seen: set[str] = set()
    for area in areas:
        if area.code in seen:
            _fail(f'the code "{area.code}" is used by two areas')
        seen.add(area.code)


def _check_parents(areas: Sequence[Area]) -> None:
    parents = {area.code: area.parent for area in areas}
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            _fail(f'area "{code}" has the unknown parent "{parent}"')
    settled: set[str] = set()
    for code in parents:
        _follow_parents(code, parents, settled)


def _follow_parents(code: str, parents: dict[str, str | None], settled: set[str]) -> None:
    """Walk from one area to its root; every area on the way is then known to be free of loops."""
    way: list[str] = []
    on_the_way: set[str] = set()
    step: str | None = code
    while step is not None and step not in settled:
        if step in on_the_way:
            _fail("the parents form a loop: " + " → ".join([*way[way.index(step) :], step]))
        way.append(step)
        on_the_way.add(step)
        step = parents[step]
    settled.update(way)


def _required(fields: Fields, name: str, kind: type, where: str) -> Any:
    if fields.get(name) is None:
        _fail(f'{where} has no "{name}"')
    value = _optional(fields, name, kind, where)
    if isinstance(value, str) and not value.strip():
        _fail(f'{where} has an empty "{name}"')
    return value


def _optional(fields: Fields, name: str, kind: type, where: str) -> Any:
    value = fields.get(name)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        _fail(f'"{name}" of {where} must be {_KINDS[kind]}')
    return value


def _number(fields: Fields, name: str, where: str) -> float | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        _fail(f'"{name}" of {where} must be a number')
    return float(value)


def _strings(fields: Fields, name: str, where: str) -> tuple[str, ...]:
    values = fields.get(name)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        _fail(f'"{name}" of {where} must be a list of names')
    return tuple(values)


def _fail(fault: str) -> NoReturn:
    raise GazetteerError(fault)


_KINDS = {str: "a text", int: "a whole number", list: "a list", dict: "a JSON object"}
