"""`make bench-emerging`: does the scan find more outbreaks, sooner, than the usual ways – and how fast is it?

Thresholds are set on quarters without outbreaks – which do have campaigns, meetings and lessons – so that each
method gives at most one false alarm a quarter; then outbreaks are planted in other quarters.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

from nlp.emerging import find_alarms
from tests.bench_emerging.measure import Figures, delays, false_alarms, threshold
from tests.bench_emerging.methods import METHODS, Scores
from tests.bench_emerging.world import AREAS, TOPICS, WEEKS, World, make_world

OUTBREAKS_A_QUARTER = 4
# texts a year → quarters: where little is written few outbreaks are found, and it takes more of them to tell
QUARTERS = {300: 120, 3_000: 30}
TEXTS_TIMED = 10_000
# seeds of the quarters with outbreaks: none of the quiet ones
_LOUD = 50_000
_HEAD = f"{'':18}{'threshold':>10}{'false a quarter':>17}{'power':>8}{'in 2 w':>8}{'in 4 w':>8}{'median delay':>14}"


def main() -> None:
    """Print the tables."""
    _say(f"{TOPICS} topics × {len(AREAS)} areas, as many quiet quarters as with outbreaks; seeded.")
    _say("Outbreaks of relative risk 2–8 over 2–6 weeks in one or two areas.")
    for per_year, quarters in QUARTERS.items():
        quiet = [make_world(per_year, seed, 0) for seed in range(quarters)]
        loud = [make_world(per_year, _LOUD + seed, OUTBREAKS_A_QUARTER) for seed in range(quarters)]
        _say(f"\n{per_year:,} texts a year, {sum(len(world.outbreaks) for world in loud)} outbreaks")
        _say(_HEAD)
        for name, method in METHODS.items():
            _say(_row(name, method, quiet, loud))
    _time()


def _row(name: str, method: Callable[[World], Scores], quiet: list[World], loud: list[World]) -> str:
    calm = [method(world) for world in quiet]
    level = threshold(calm)
    found = [delay for world in loud for delay in delays(world, method(world), level)]
    figures = Figures(false_alarms(calm, level), tuple(found))
    weeks = [delay for delay in found if delay is not None]
    middle = f"{median(weeks):.1f} w" if weeks else "–"
    shares = f"{figures.power:8.3f}{figures.within(2):8.3f}{figures.within(4):8.3f}"
    return f"{name:18}{level:10.3f}{figures.false_alarms:17.2f}{shares}{middle:>14}"


def _time() -> None:
    world = make_world(TEXTS_TIMED * 52 // WEEKS, 1, OUTBREAKS_A_QUARTER)
    observations = world.until(WEEKS)[:TEXTS_TIMED]
    began, cpu = time.perf_counter(), time.process_time()
    find_alarms(observations, AREAS)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    _say(f"\n{len(observations):,} texts with 999 replicates: {wall:.2f} s, of which {cpu:.2f} s processor (bar 2 s)")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
