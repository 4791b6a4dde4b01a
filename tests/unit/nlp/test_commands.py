"""The commands' contract: fields pass through, answers are whole or none, and what is wrong is named in one line."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.__main__ import main

Run = Callable[..., tuple[int | str | None, str, str]]

AREAS = "nlp/data/areas/almhult.json"
RECORDS = [
    {"id": "1", "text": "Anna Karlsson, 070-174 06 05, är rädd vid stationen i Diö", "mine": {"kept": [1, None]}},
    {"id": "2", "text": ""},
    {"id": "3", "text": "😀" * 5_000, "lang": "sv"},
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command over these bytes: the exit code, what was written, and what was said."""

    monkeypatch.chdir(Path(__file__).parents[3])

    def command(arguments: str, data: bytes = b"") -> tuple[int | str | None, str, str]:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        for name, stream in streams.items():
            monkeypatch.setattr(sys, name, stream)
        try:
            code: int | str | None = main(arguments.split())
        except SystemExit as end:
            code = end.code
        told = []
        for stream in streams.values():
            stream.seek(0)
            told.append(stream.read())
        return code, told[0], told[1]

    return command


def as_lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    ("command", "added"),
    [
        ("mask", {"masked", "spans"}),
        ("triage", {"kind", "urgent"}),
        (f"locate --areas {AREAS}", {"area", "outside", "area_spans"}),
        ("classify --encoder lsa", {"topics"}),
        ("cluster --encoder lsa --seed 1", {"cluster", "p"}),
    ],
)
def test_every_line_comes_back_with_its_own_fields_and_the_answer(run: Run, command: str, added: set[str]) -> None:
    code, out, said = run(command, as_lines(*RECORDS))
    assert (code, said) == (0, "")
    answers = [json.loads(line) for line in out.splitlines()]
    assert len(answers) == len(RECORDS)
    for record, answer in zip(RECORDS, answers, strict=True):
        assert record.items() <= answer.items()
        assert added <= answer.keys() - record.keys()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[1]", "not a JSON object"),
        (b'{"id": "1"}', 'no "text"'),
        (b'{"text": 5}', 'no "text"'),
        (b'{"text": "a", "lang": 5}', '"lang" must be'),
        (b'{"text": "\\ud800"}', "lone surrogate"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_half_written(run: Run, line: bytes, fault: str) -> None:
    code, out, said = run("mask", as_lines(RECORDS[0]) + line + b"\n")
    assert (code, out) == (2, "")
    assert said.startswith("line 2: ")
    assert fault in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("locate --areas missing.json", "missing.json: cannot be read"),
        ("classify --encoder missing", "no encoder is called"),
        ("evaluate mask missing.jsonl", "missing.jsonl"),
        ("evaluate locate FILE", "--areas FILE is needed"),
        (f"evaluate locate FILE --areas {AREAS}", "no text carries"),
        ("evaluate triage FILE", "no text carries"),
        ("evaluate classify FILE", "no text carries"),
        ("evaluate cluster FILE", "no text carries"),
    ],
)
def test_a_file_or_a_model_that_is_not_there_is_said_in_one_line(
    run: Run, command: str, fault: str, tmp_path: Path
) -> None:
    unlabelled = tmp_path / "texts.jsonl"
    unlabelled.write_bytes(as_lines(RECORDS[0]))
    code, out, said = run(command.replace("FILE", str(unlabelled)), as_lines(RECORDS[0]))
    assert (code, out) == (2, "")
    assert fault in said
    assert said.count("\n") == 1


def test_nothing_in_is_nothing_out(run: Run) -> None:
    assert run("cluster --encoder lsa", b"\n\n") == (0, "", "")
