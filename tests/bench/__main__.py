"""`make bench`: intake beside a bare insert, the board at three sizes, other pages, on SQLite and on PostgreSQL.

`python -m tests.bench intake`, `board` or `pages` measures one of them.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import board, intake, pages
from tests.databases import migrate_and_seed, on_cluster, postgres_cluster

DATABASES = ("sqlite", "postgresql")


def main() -> None:
    """Measure and print what the command line names, or all."""
    wanted = sys.argv[1:] or ["intake", "board", "pages"]
    with tempfile.TemporaryDirectory(prefix="bench-") as told:
        folder = Path(told)
        with postgres_cluster(durable=True) as pattern:
            if "intake" in wanted:
                _intake(folder, pattern)
            if "board" in wanted:
                _board(folder, pattern)
            if "pages" in wanted:
                _pages(folder, pattern)


def _intake(folder: Path, pattern: str) -> None:
    _say("Intake: submissions a second over HTTP, gunicorn with 2 workers x 4 threads (goal: 0.50 of the bare insert)")
    _say(f"{'database':<12}{'site':>10}{'bare':>10}{'ratio':>10}{'with hash':>14}{'ratio':>10}")
    for name in DATABASES:
        with _database(folder, pattern, name, "intake") as (url, place):
            pace = intake.measure(url, place)
        ratio, hashed = pace.site / pace.bare, pace.site / pace.hashed
        _say(f"{name:<12}{pace.site:>10.0f}{pace.bare:>10.0f}{ratio:>10.2f}{pace.hashed:>14.0f}{hashed:>10.2f}")
    _say(f"with hash: the bare insert with the slow hash of a receipt, {intake.hash_ms():.1f} ms of processor each")


def _board(folder: Path, pattern: str) -> None:
    _say("")
    _say("Board: server time of /oversikt in ms, and its SQL statements (goal: 150 ms at 100,000, statements constant)")
    _say(f"{'database':<12}{'concerns':>10}{'median':>10}{'slowest':>10}{'ratio':>10}{'SQL':>10}")
    for name in DATABASES:
        with _database(folder, pattern, name, "board") as (url, place):
            first = 0.0
            for load in board.measure(url, place):
                first = first or load.median_ms
                _say(
                    f"{name:<12}{load.concerns:>10,}{load.median_ms:>10.0f}{load.slowest_ms:>10.0f}"
                    f"{load.median_ms / first:>10.1f}{load.statements:>10}"
                )


def _pages(folder: Path, pattern: str) -> None:
    _say("")
    _say("Other pages with 100,000 concerns: server time in ms (goal: 150 ms)")
    _say(f"{'database':<12}{'page':<32}{'median':>10}{'slowest':>10}{'of 150':>10}")
    for name in DATABASES:
        with _database(folder, pattern, name, "pages") as (url, place):
            for path, middle, slowest in pages.measure(url, place):
                _say(f"{name:<12}{path:<32}{middle:>10.0f}{slowest:>10.0f}{middle / pages.GOAL_MS:>10.2f}")


@contextmanager
def _database(folder: Path, pattern: str, name: str, use: str) -> Iterator[tuple[str, Path]]:
    place = folder / f"{use}-{name}"
    place.mkdir()
    url = f"sqlite:///{place / 'site.sqlite3'}"
    if name == "postgresql":
        on_cluster(pattern, f"CREATE DATABASE {use}")
        url = pattern.format(name=use)
    migrate_and_seed(url, place)
    yield url, place


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
