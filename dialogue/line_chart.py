"""Values over time → the geometry of a small SVG chart: lines, dots, ticks. Text and colour are the template's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 150, 16, 28  # to the right stand the names of the lines
SMALLEST_SPAN = 1e-6  # values closer than this are drawn as one height


@dataclass(frozen=True, slots=True)
class Dot:
    """One value. `is_open`: another value tells differently of the same period."""

    x: float
    y: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A named line: `points` for a polyline, its dots, and where its name stands."""

    name: str
    style: int
    points: str
    dots: tuple[Dot, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across or a mark below, and what it says."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws. `rules`: named level lines such as a baseline: (kind, y, value)."""

    lines: tuple[ChartLine, ...]
    across: tuple[Tick, ...]
    below: tuple[tuple[float, date], ...]
    rules: tuple[tuple[str, float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Spot:
    """A value on a day; `joined`: the line goes through it."""

    on: date
    value: float
    joined: bool = True
    is_open: bool = False


def chart(lines: Sequence[tuple[str, Sequence[Spot]]], rules: Sequence[tuple[str, float | None]] = ()) -> Chart | None:
    """Lay the lines out, zero included; None when there is nothing to draw."""
    spots = [spot for _name, line in lines for spot in line]
    if not spots:
        return None
    levels = [(kind, value) for kind, value in rules if value is not None]
    steps = _steps([spot.value for spot in spots] + [value for _kind, value in levels])
    first, last = min(spot.on for spot in spots), max(spot.on for spot in spots)
    days = max((last - first).days, 1)

    def across(on: date) -> float:
        share = 0.5 if first == last else (on - first).days / days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - steps[0]) / (steps[-1] - steps[0]) * (HEIGHT - TOP - BOTTOM), 1)

    drawn = [
        ChartLine(
            name, at % 4,
            " ".join(f"{across(spot.on):g},{up(spot.value):g}" for spot in line if spot.joined),
            tuple(Dot(across(spot.on), up(spot.value), spot.is_open) for spot in line),
            across(line[-1].on) + 8, up(line[-1].value) + 4,
        )
        for at, (name, line) in enumerate(lines) if line
    ]  # fmt: skip
    return Chart(
        tuple(_spread(drawn)),
        tuple(Tick(up(step), step) for step in steps),
        tuple((across(on), on) for on in _days_below([spot.on for spot in spots])),
        tuple((kind, up(value), value) for kind, value in levels),
    )


def _steps(values: Sequence[float]) -> list[float]:
    """Two to eight round numbers from zero (or below) to the highest value or above; what nobody could see is flat."""
    low, high = min(0.0, *values), max(0.0, *values)
    span = high - low if high - low > SMALLEST_SPAN else 1.0
    size = 10.0 ** floor(log10(span / 3))
    size *= next((times for times in (1, 2, 2.5, 5, 10) if span / (size * times) <= 5), 10)
    first = floor(low / size)
    last = max(ceil(high / size), first + 1)
    return [round(step * size, 10) for step in range(first, last + 1)]


def _days_below(days: Sequence[date]) -> list[date]:
    """At most six of the days, the first and the last among them, none on top of another."""
    every = sorted(set(days))
    if len(every) <= 6:
        return every
    return [every[round(at * (len(every) - 1) / 5)] for at in range(6)]


def _spread(lines: list[ChartLine]) -> list[ChartLine]:
    """The same lines with their names at least fourteen units apart, so that all can be read."""
    free = float(TOP)
    placed: dict[int, float] = {}
    for at, line in sorted(enumerate(lines), key=lambda entry: entry[1].label_y):
        placed[at] = max(line.label_y, free)
        free = placed[at] + 14
    return [
        ChartLine(line.name, line.style, line.points, line.dots, line.label_x, placed[at])
        for at, line in enumerate(lines)
    ]
