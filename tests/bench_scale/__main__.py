"""`make bench-scale`: encoding, classification, the kNN graph and patterns on one worker and on two.

Prints the speed-up, the processor time for 100,000 texts, and a table for a million texts reckoned from these
(not run). Workers are processes of this machine with one thread each: the figures suppose that it has nothing
else to do.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from distributed import Client

from nlp import distributed
from nlp.corpus import shipped_concerns, topic_codes
from nlp.encode import get_encoder
from nlp.patterns import MOST_COMPARED, Patterns, find_patterns
from nlp.types import TopicGuess
from nlp.vectorise import Vectors, unit
from tests.unit.nlp.two_workers import workers

WORKERS = (1, 2)
ENCODED = 256
CLASSIFIED = 4_096
COMPARED = 8_192
NEIGHBOURS = 15
# two sets, each so large that most of it is placed among the texts compared
PATTERNED = 2 * 3 * MOST_COMPARED
THEMES = 40
HUNDRED_THOUSAND, MILLION = 100_000, 1_000_000
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Stage:
    """One kind of work: how to do it, how many texts, whether its cost grows with their square."""

    name: str
    texts: int
    work: Callable[[Client], object]
    quadratic: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stage took: seconds on the clock, and of the workers' processors."""

    seconds: float
    cpu: float


def main() -> None:
    """Measure each stage on each number of workers and print."""
    stages = _stages()
    costs = {count: _measure(count, stages) for count in WORKERS}
    first, last = costs[WORKERS[0]], costs[WORKERS[-1]]
    _say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} (the speed-up says nothing on a busy machine)")
    _say(f"{'stage':<12}{'texts':>10}{'1 worker s':>12}{'2 workers s':>12}{'speed-up':>10}{'CPU s/100,000':>15}")
    for stage in stages:
        one, two = first[stage.name], last[stage.name]
        _say(
            f"{stage.name:<12}{stage.texts:>10,}{one.seconds:>12.1f}{two.seconds:>12.1f}"
            f"{one.seconds / two.seconds:>10.2f}{_scaled(stage, one, HUNDRED_THOUSAND):>15,.0f}"
        )
    _plan(stages, first)


def _stages() -> list[Stage]:
    concerns = shipped_concerns()
    # numbered, so that none is among the shipped vectors
    texts = [f"Nummer {number}: {concerns[number % len(concerns)].text}" for number in range(CLASSIFIED)]
    langs = [concerns[number % len(concerns)].lang for number in range(CLASSIFIED)]
    known = [concern.text for concern in concerns]
    rows = _themed(COMPARED, get_encoder("e5").dimensions, seed=0)
    sets = [_themed(PATTERNED // 2, rows.shape[1], seed) for seed in (1, 2)]
    repeated = (known * (CLASSIFIED // len(known) + 1))[:CLASSIFIED]

    def encode(client: Client) -> Vectors:
        return distributed.encode_texts(client, texts[:ENCODED])

    def classify(client: Client) -> list[list[TopicGuess]]:
        return distributed.classify_texts(client, repeated, langs)  # their vectors are stored: none is encoded

    def compare(client: Client) -> object:
        return distributed.neighbour_graph(client, rows, NEIGHBOURS)

    def find(client: Client) -> list[Patterns]:
        found: list[Patterns] = client.gather(client.map(find_patterns, client.scatter(sets, hash=False), pure=False))
        return found

    return [
        Stage("encode", ENCODED, encode),
        Stage("classify", CLASSIFIED, classify),
        Stage("kNN graph", COMPARED, compare, quadratic=True),
        Stage("patterns", PATTERNED, find),
    ]


def _themed(count: int, dimensions: int, seed: int) -> Vectors:
    """Unit vectors around a few random directions: texts that were never written."""
    random = np.random.default_rng(seed)
    themes = random.standard_normal((THEMES, dimensions))
    rows = themes[random.integers(THEMES, size=count)] + 2 * random.standard_normal((count, dimensions))
    return unit(rows.astype(np.float32))


def _measure(count: int, stages: list[Stage]) -> dict[str, Cost]:
    costs = {}
    with workers(count) as client:
        client.run(distributed._signature, "e5")  # models are loaded before the clock starts
        for stage in stages:
            before, start = _cpu(client), time.perf_counter()
            stage.work(client)
            costs[stage.name] = Cost(time.perf_counter() - start, _cpu(client) - before)
    return costs


def _cpu(client: Client) -> float:
    return sum(client.run(time.process_time).values()) + time.process_time()


def _scaled(stage: Stage, cost: Cost, texts: int) -> float:
    """Processor seconds for so many texts, from the measured cost."""
    grown = texts / stage.texts
    return cost.cpu * (grown**2 if stage.quadratic else grown)


def _plan(stages: list[Stage], costs: dict[str, Cost]) -> None:
    _say("")
    topics = len(topic_codes())
    _say(f"A million texts, reckoned: hours by workers; the graph inside {topics} equal topics, as the site does it")
    _say("| stage | 1 worker | 8 workers | 64 workers |")
    _say("|---|---|---|---|")
    for stage in stages:
        hours = _scaled(stage, costs[stage.name], MILLION) / HOUR / (topics if stage.quadratic else 1)
        _say(f"| {stage.name} | {hours:.1f} h | {hours / 8:.2f} h | {hours / 64:.2f} h |")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
