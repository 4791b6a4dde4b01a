"""The same files by command: stored whole, or every bad cell named and nothing stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue.models import IndicatorValue, Population, Role
from tests.conftest import row_count

VALUES = "indikator;namn;enhet;värde;period;källa;publicerad\ntrygg;Trygg;procent;{};2022;SCB;2023-01-05\n"
PEOPLE = "dag;stratum;ålder;antal;källa\n2024-12-31;;16-29;{};SCB\n"
BY = ("--by", "coordinator-0765@example.se")


@pytest.fixture
def run(app: Flask, group: Callable[..., FlaskClient], tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """`run(group, content, *options)` → exit code and what it said."""
    group(Role.COORDINATOR)

    def _run(name: str, content: str, *options: str) -> tuple[int, str]:
        file = tmp_path / "fil.csv"
        file.write_text(content, encoding="utf-8")
        done = app.test_cli_runner().invoke(args=[name, "import", str(file), *options])
        return done.exit_code, done.output

    return _run


def test_values(run: Callable[..., tuple[int, str]], session: Session) -> None:
    assert run("indicators", VALUES.format("62,5"), *BY) == (0, "1 values, 0 known already, 0 beside another value\n")
    assert run("indicators", VALUES.format("62,5"), *BY)[1].startswith("0 values, 1 known")
    assert run("indicators", VALUES.format("63"), *BY)[1].endswith("1 beside another value\n")
    assert row_count(session, IndicatorValue) == 2


def test_bad_cells_are_named_and_nothing_is_stored(run: Callable[..., tuple[int, str]], session: Session) -> None:
    code, told = run("indicators", VALUES.format("många"), *BY)
    assert code == 1
    assert "row 2, värde: 'många'" in told
    assert run("indicators", "indikator\nx\n", *BY)[0] == 1
    assert run("indicators", VALUES.format("1"), "--by", "nobody@example.se")[0] == 1
    assert row_count(session, IndicatorValue) == 0


def test_inhabitants(run: Callable[..., tuple[int, str]], session: Session) -> None:
    assert run("population", PEOPLE.format("2950")) == (0, "1 rows, 0 known already\n")
    assert run("population", PEOPLE.format("2951"))[0] == 1
    assert row_count(session, Population) == 1
