"""The places a growth may have: each area, alone and with its nearest neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt

from nlp.types import Area

# more than this is no longer one place, and every circle more makes chance find more
MAX_AREAS = 3
_EARTH_KM = 6371.0

Point = tuple[float, float]


def circles(areas: Sequence[Area], places: Sequence[str | None]) -> tuple[frozenset[int], ...]:
    """Sets of positions in `places`: what lies within some distance of one of them, each set once.

    A place without a point – unknown to the gazetteer, without coordinates, or None – stands alone.
    Places at the same distance come in together.
    """
    known = {area.code: (area.lat, area.lon) for area in areas if area.lat is not None and area.lon is not None}
    points = {number: known[code] for number, code in enumerate(places) if code is not None and code in known}
    found: dict[frozenset[int], None] = {}
    for number in range(len(places)):
        for circle in _around(number, points):
            found.setdefault(circle)
    return tuple(found)


def _around(centre: int, points: Mapping[int, Point]) -> Iterable[frozenset[int]]:
    yield frozenset({centre})
    if centre not in points:
        return
    distances = {number: _kilometres(points[centre], point) for number, point in points.items()}
    for radius in sorted(set(distances.values())):
        inside = frozenset(number for number, distance in distances.items() if distance <= radius)
        if len(inside) > MAX_AREAS:
            return
        yield inside


def _kilometres(one: Point, other: Point) -> float:
    (lat, lon), (other_lat, other_lon) = [tuple(map(radians, point)) for point in (one, other)]
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return round(2 * _EARTH_KM * asin(min(1.0, sqrt(half))), 3)
