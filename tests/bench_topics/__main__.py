"""Print every method on every corpus, then the means and how ours compares."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from nlp.evaluate.metrics import table
from nlp.stopwords import stopwords
from tests.bench_topics.corpora import Corpus, read_corpora
from tests.bench_topics.environment import BertopicMissing, bertopic_python
from tests.bench_topics.growth import Growth, growth, growth_line, mean_growth
from tests.bench_topics.measures import Figures, measure

_LIMIT = 5_000
OURS = ("taxonomy", "patterns")
BERTOPIC = ("defaults", "best", "best-ours")
_NAMES = {
    "taxonomy": "ours",
    "patterns": "ours, no taxonomy",
    "defaults": "BERTopic, defaults",
    "best": "BERTopic, best practice",
    "best-ours": "BERTopic, best practice, our vectors",
}


def main() -> int:
    """0 when everything was measured; 2 when BERTopic cannot be installed or the folder holds no corpus."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_topics", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="JSONL files with text and label; default: shipped texts")
    parser.add_argument("--limit", type=int, default=_LIMIT, help="texts a corpus, at most")
    options = parser.parse_args()
    try:
        python = bertopic_python()
    except BertopicMissing as error:
        sys.stderr.write(f"{error}\n")
        return 2
    found: dict[str, list[Figures]] = {method: [] for method in _NAMES}
    grown: list[Growth] = []
    with tempfile.TemporaryDirectory() as folder:
        for corpus in read_corpora(options.folder, options.limit):
            for method, figures in _measured(corpus, Path(folder), python).items():
                found[method].append(figures)
            grown.append(growth(corpus))
            sys.stdout.write(f"{growth_line(grown[-1])}\n\n")
            sys.stdout.flush()
    if not found["taxonomy"]:
        sys.stderr.write("no file of the folder holds texts with labels that ours has not learnt from\n")
        return 2
    sys.stdout.write(f"{summary(found)}\n{growth_line(mean_growth(grown))}\n")
    return 0


def _measured(corpus: Corpus, folder: Path, python: Path) -> dict[str, Figures]:
    saved, answer, ignored = corpus.save(folder), folder / "answer.json", folder / "stopwords.txt"
    ignored.write_text("\n".join(sorted(stopwords())), encoding="utf-8")
    script = Path(__file__).with_name("bertopic_run.py")
    commands = {method: [sys.executable, "-m", "tests.bench_topics.ours", saved, answer, method] for method in OURS}
    commands |= {method: [python, script, saved, answer, method, ignored] for method in BERTOPIC}
    figures = {}
    for method, command in commands.items():
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        told = json.loads(answer.read_text(encoding="utf-8"))
        labels, seconds, megabytes = told["labels"], told["seconds"], told["megabytes"]
        figures[method] = measure(corpus.texts, corpus.labels, labels, seconds, megabytes)
    title = f"{corpus.name}: {len(corpus.texts)} texts, {len(set(corpus.labels))} labels"
    sys.stdout.write(f"{title}\n{table([_head(), *(_row(method, row) for method, row in figures.items())])}")
    sys.stdout.flush()
    return figures


def summary(found: dict[str, list[Figures]]) -> str:
    """The means of all corpora, and ours beside each of BERTopic's."""
    means = {method: _mean(rows) for method, rows in found.items()}
    ours = means["taxonomy"]
    lines = [f"mean of {len(found['taxonomy'])}", table([_head(), *(_row(name, row) for name, row in means.items())])]
    for method in BERTOPIC:
        pairs = list(zip(found["taxonomy"], found[method], strict=True))
        worst_ami = min(own.ami / max(other.ami, 1e-9) for own, other in pairs)
        worst_ari = min(own.ari / max(other.ari, 1e-9) for own, other in pairs)
        lines.append(
            f"ours / {_NAMES[method]}: AMI {_ratio(ours.ami, means[method].ami)}, worst corpus {worst_ami:.2f}; "
            f"ARI {_ratio(ours.ari, means[method].ari)}, worst corpus {worst_ari:.2f}; "
            f"{_ratio(means[method].seconds, ours.seconds)} times as fast"
        )
    return "\n".join(lines)


def _mean(rows: Sequence[Figures]) -> Figures:
    each = [asdict(row) for row in rows]
    means = {field.name: sum(row[field.name] for row in each) / len(each) for field in fields(Figures)}
    return Figures(**means | {"k": round(means["k"])})


def _ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f}" if theirs > 0 else "–"


def _head() -> list[str]:
    return ["method", "AMI", "ARI", "V", "NPMI", "diversity", "outliers", "k", "seconds", "MB"]


def _row(method: str, row: Figures) -> list[str]:
    shares = (row.ami, row.ari, row.v, row.npmi, row.diversity, row.outliers)
    shown = [f"{share:.3f}" for share in shares]
    return [_NAMES[method], *shown, str(row.k), f"{row.seconds:.1f}", f"{row.megabytes:.0f}"]


if __name__ == "__main__":
    sys.exit(main())
