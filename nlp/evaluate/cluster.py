"""How well groups meet labels: `python -m nlp evaluate cluster FILE` with `text` and `label` (or `topic`)."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

from nlp.cluster import cluster_records
from nlp.evaluate.labelled import read_labelled
from nlp.evaluate.metrics import table


def report(path: Path, _options: argparse.Namespace) -> str:
    """V-measure, AMI, ARI, purity, outliers and the number of clusters."""
    rows = read_labelled(path, "label", "topic")
    return score([row.get("label") or row["topic"] for row in rows], [number for number, _ in cluster_records(rows)])


def score(truth: Sequence[str], found: Sequence[int | None]) -> str:
    """The report for labels and clusters of the same texts. Texts left out count as one further cluster."""
    groups = [-1 if number is None else number for number in found]
    figures = [
        ["texts", str(len(truth))],
        ["labels", str(len(set(truth)))],
        ["clusters", str(len(set(groups) - {-1}))],
        ["V-measure", f"{v_measure_score(truth, groups):.3f}"],
        ["AMI", f"{adjusted_mutual_info_score(truth, groups):.3f}"],
        ["ARI", f"{adjusted_rand_score(truth, groups):.3f}"],
        ["purity", f"{_purity(truth, groups):.3f}"],
        ["left out", f"{groups.count(-1) / len(groups):.3f}"],
    ]
    return table(figures)


def _purity(truth: Sequence[str], groups: Sequence[int]) -> float:
    """The share of texts that carry their group's commonest label."""
    inside: dict[int, Counter[str]] = {}
    for label, group in zip(truth, groups, strict=True):
        inside.setdefault(group, Counter())[label] += 1
    return sum(counts.most_common(1)[0][1] for counts in inside.values()) / len(truth)
