"""`python -m nlp COMMAND < in.jsonl > out.jsonl`: every part of the package without site or database.

One JSON object a line; unknown fields pass through, but `emerging` answers with alarms alone. A bad line ends the
run with exit code 2, naming the line and the fault, before anything is written.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from nlp import commands
from nlp.encode import EncoderUnavailable
from nlp.evaluate import STAGES

Record = dict[str, Any]
COMMANDS: dict[str, Callable[[Sequence[Record], argparse.Namespace], list[Record]]] = {
    "mask": commands.mask,
    "triage": commands.triage,
    "locate": commands.locate,
    "classify": commands.classify,
    "cluster": commands.cluster,
    "emerging": commands.emerging,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command over standard input and write the answers to standard output."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="strict")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        written = _evaluated(options) if options.command == "evaluate" else _answered(options)
    except (EncoderUnavailable, OSError, ValueError) as error:  # of a file or a model: the message names it
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(written)
    return 0


def _evaluated(options: argparse.Namespace) -> str:
    return STAGES[options.stage](options.file, options)


def _answered(options: argparse.Namespace) -> str:
    records = read_records(sys.stdin.buffer.read(), options.command)
    answers = COMMANDS[options.command](records, options)
    if options.command != "emerging":
        answers = [record | answer for record, answer in zip(records, answers, strict=True)]
    return "".join(f"{json.dumps(answer, ensure_ascii=False)}\n" for answer in answers)


def read_records(data: bytes, command: str = "") -> list[Record]:
    """Parse JSONL with a `text` on every line, or exit with code 2 naming the first line bad for the command."""
    records = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            records.append(_read_record(line, number))
            if fault := commands.fault_for(command, records[-1]):
                _fail(number, fault)
    return records


def _read_record(line: bytes, number: int) -> Record:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        _fail(number, "not UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        _fail(number, f"not JSON ({error})")
    if not isinstance(record, dict):
        _fail(number, "not a JSON object")
    if not isinstance(record.get("text"), str):
        _fail(number, 'no "text" of type string')
    for name in ("area", "date", "lang"):
        if not isinstance(record.get(name), str | None):
            _fail(number, f'"{name}" must be a string or null')
    if _has_lone_surrogate(line):
        _fail(number, "a lone surrogate, which is no character")
    return record


def _has_lone_surrogate(line: bytes) -> bool:
    try:
        json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _fail(number: int, fault: str) -> NoReturn:
    sys.stderr.write(f"line {number}: {fault}\n")
    raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlp", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=command.__doc__)
        commands.add_options(name, subparser)
    evaluate = subparsers.add_parser("evaluate", help="Measure one stage against a labelled JSONL file.")
    evaluate.add_argument("stage", choices=sorted(STAGES))
    evaluate.add_argument("file", type=Path)
    evaluate.add_argument("--areas", type=Path)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
