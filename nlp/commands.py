"""The commands of `python -m nlp`: records in, for each record the fields to add.

Each module is imported when its command runs, so that `mask` starts without the models of `classify`.
"""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def add_options(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of one command."""
    if name in {"locate", "emerging"}:
        parser.add_argument("--areas", type=Path, required=True, help="gazetteer, as nlp/data/areas/almhult.json")
    if name in ("classify", "cluster"):
        parser.add_argument("--encoder", default="e5", help="e5, lsa, or the folder of a model exported to ONNX")
    if name == "cluster":
        parser.add_argument("--seed", type=int, default=0)
    if name == "emerging":
        parser.add_argument("--until", type=date.fromisoformat, help="the last day; default: that of the latest text")
        parser.add_argument("--seed", type=int, default=0)


def mask(records: Sequence[Record], _options: argparse.Namespace) -> list[Record]:
    """Mask personal data: adds `masked` and `spans`."""
    from nlp.mask import mask as mask_text

    answers = []
    for record in records:
        masked = mask_text(record["text"])
        spans = [{"start": span.start, "end": span.end, "type": span.type.value} for span in masked.spans]
        answers.append({"masked": masked.text, "spans": spans})
    return answers


def triage(records: Sequence[Record], _options: argparse.Namespace) -> list[Record]:
    """Tell emergencies, reports, praise and abuse apart: adds `kind` and `urgent`."""
    from nlp.triage import triage_texts

    return [
        {"kind": verdict.kind.value, "urgent": verdict.urgent}
        | ({"urgent_reason": verdict.reason.value} if verdict.reason else {})
        for verdict in triage_texts([record["text"] for record in records])
    ]


def locate(records: Sequence[Record], options: argparse.Namespace) -> list[Record]:
    """Find the area a text is about: adds `area` (or null) and `area_spans`."""
    from nlp.locate import Locator, read_gazetteer

    locator = Locator(read_gazetteer(options.areas))
    answers = []
    for record in records:
        found = locator.locate(record["text"])
        spans = [{"start": s.start, "end": s.end, "area": s.area, "score": round(s.score, 3)} for s in found.spans]
        answers.append({"area": found.area, "outside": found.outside, "area_spans": spans})
    return answers


def classify(records: Sequence[Record], options: argparse.Namespace) -> list[Record]:
    """Give the three likeliest topics of the taxonomy: adds `topics: [{code, p}]`, best first."""
    from nlp.classify import classify_texts
    from nlp.encode import get_encoder

    texts, langs = [record["text"] for record in records], [record.get("lang") for record in records]
    return [
        {"topics": [{"code": guess.code, "p": round(guess.p, 4)} for guess in guesses]}
        for guesses in classify_texts(texts, langs, get_encoder(options.encoder))
    ]


def cluster(records: Sequence[Record], options: argparse.Namespace) -> list[Record]:
    """Group texts that say the same thing: adds `cluster` (an integer or null) and `p`."""
    from nlp.cluster import cluster_records

    return [
        {"cluster": number, "p": round(p, 4)}
        for number, p in cluster_records(records, encoder=options.encoder, seed=options.seed)
    ]


def emerging(records: Sequence[Record], options: argparse.Namespace) -> list[Record]:
    """Tell what grows beyond chance: instead of the records, one line for each alarm, the strongest first."""
    from nlp.emerging.records import alarms_of
    from nlp.gazetteer import read_gazetteer

    return alarms_of(records, read_gazetteer(options.areas).areas, options.until, options.seed)


def fault_for(name: str, record: Record) -> str | None:
    """What one command cannot use in a record that all others can, or None."""
    if name != "emerging":
        return None
    from nlp.emerging.records import fault_of

    return fault_of(record)
