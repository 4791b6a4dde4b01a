"""Numbers → geometry of small SVG charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sqrt

HEATS = 6
SPARK_WIDTH, SPARK_HEIGHT = 96, 20


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline: `points` for a polyline, the last point apart, in a box of `width` × `height`."""

    points: str
    last_x: float
    last_y: float
    highest: int
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


def spark(counts: Sequence[int]) -> Spark:
    """A line over the weeks, zero at the bottom, drawn to its own highest week."""
    highest = max(counts, default=0)
    step = (SPARK_WIDTH - 6) / max(len(counts) - 1, 1)
    span = SPARK_HEIGHT - 6
    spots = [
        (round(3 + step * at, 1), round(SPARK_HEIGHT - 3 - (span * count / highest if highest else 0), 1))
        for at, count in enumerate(counts)
    ] or [(3.0, float(SPARK_HEIGHT - 3))]
    return Spark(" ".join(f"{x:g},{y:g}" for x, y in spots), spots[-1][0], spots[-1][1], highest)


def heat(count: int, highest: int) -> int:
    """0 for nothing, else 1 … 6 by the square root, so that small numbers can still be told apart."""
    if count <= 0 or highest <= 0:
        return 0
    return min(HEATS, ceil(HEATS * sqrt(count / highest)))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: its centre, and what is written there."""

    x: float
    y: float
    radius: float
    name: str
    code: str
    count: int
    heat: int


@dataclass(frozen=True, slots=True)
class Place:
    """An area with coordinates (WGS 84 degrees) and its count."""

    name: str
    code: str
    lat: float
    lon: float
    count: int


def place_spots(places: Sequence[Place], *, width: float, height: float, radius: float) -> tuple[Spot, ...]:
    """Lay the places out north up, true to shape, then push circles apart until none covers another's name."""
    if not places:
        return ()
    squeeze = cos(radians(sum(place.lat for place in places) / len(places)))
    xs, ys = [place.lon * squeeze for place in places], [-place.lat for place in places]
    margin = radius * 2.2
    spread_x, spread_y = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(
        (width - 2 * margin) / spread_x if spread_x else 1e9, (height - 2 * margin) / spread_y if spread_y else 1e9
    )
    scale = 0.0 if scale >= 1e9 else scale
    spots = [
        [width / 2 + (x - (max(xs) + min(xs)) / 2) * scale, height / 2 + (y - (max(ys) + min(ys)) / 2) * scale]
        for x, y in zip(xs, ys, strict=True)
    ]
    _push_apart(spots, wide=radius * 3.4, high=radius * 2.9, width=width, height=height, margin=margin)
    highest = max(place.count for place in places)
    return tuple(
        Spot(round(x, 1), round(y, 1), radius, place.name, place.code, place.count, heat(place.count, highest))
        for (x, y), place in zip(spots, places, strict=True)
    )


def _push_apart(spots: list[list[float]], *, wide: float, high: float, width: float, height: float,
                margin: float) -> None:  # fmt: skip
    for _round in range(200):
        moved = False
        for at, one in enumerate(spots):
            for other in spots[at + 1 :]:
                lack_x, lack_y = wide - abs(other[0] - one[0]), high - abs(other[1] - one[1])
                if lack_x <= 0.01 or lack_y <= 0.01:
                    continue
                moved = True
                axis, lack = (0, lack_x) if lack_x / wide < lack_y / high else (1, lack_y)
                sign = 1 if other[axis] >= one[axis] else -1
                one[axis] -= sign * lack / 2
                other[axis] += sign * lack / 2
        for spot in spots:
            spot[0] = min(max(spot[0], margin), width - margin)
            spot[1] = min(max(spot[1], radius_top(margin)), height - margin)
        if not moved:
            return


def radius_top(margin: float) -> float:
    """How near the upper edge a circle may lie: its name stands below it, so half the margin is enough."""
    return margin / 2
