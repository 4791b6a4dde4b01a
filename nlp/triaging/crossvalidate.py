"""How triage does on texts that were held out: `python -m nlp.triaging.crossvalidate`.

An ordinary concern is judged by what was learnt without its author, a text of the hard set by what was learnt without
a seventh of that set. All else, among it our own phrases, is always learnt from and never measured on.
"""

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from nlp.triage import threshold
from nlp.triaging.train import Lesson, held_out, named, scales, shipped_lesson
from nlp.triaging.weights import CALM_KINDS, MEANING_SHARE
from nlp.types import Kind

Mask = NDArray[np.bool_]
_KINDS = len(CALM_KINDS)


def report() -> str:
    """Recall of what is urgent and false alarms by set, author and language, with the vector and by words alone."""
    of = shipped_lesson()
    asked, words, likeness = map(np.concatenate, zip(*held_out(of), strict=True))
    measured = of.part(asked)
    alone, joined = scales(measured.known, words, likeness)
    kinds = _calm_kinds(of)[asked]
    return "\n".join(
        [
            "with the vector",
            *_lines(measured, joined.log_odds(words, likeness), kinds),
            "by words alone",
            *_lines(measured, alone.log_odds(words, likeness), kinds),
            "",
        ]
    )


def _lines(of: Lesson, log_odds: NDArray[np.float64], kinds: NDArray[np.object_]) -> Iterator[str]:
    chance = 1 / (1 + np.exp(-log_odds))
    urgent = np.array([text.urgent for text in of.known])
    alarm = chance >= np.array([threshold(text.text) for text in of.known])
    for name, chosen in _groups(of):
        yield f"  {name:22} {_figures(chance[chosen], alarm[chosen], urgent[chosen])}"
    hard = np.array([text.hard for text in of.known])
    got = np.where(alarm, Kind.EMERGENCY.value, kinds)[hard].tolist()
    truth = [text.kind for text in of.known if text.hard]
    yield f"  hard set, kinds        macro-F1 {f1_score(truth, got, average='macro'):.3f}"


def _groups(of: Lesson) -> Iterator[tuple[str, Mask]]:
    hard = np.array([text.hard for text in of.known])
    author = np.array([text.id.partition("-")[0] for text in of.known])
    language = np.array([text.lang for text in of.known])
    for name, chosen in (("hard set", hard), ("ordinary concerns", ~hard)):
        yield name, chosen
        for lang in ("sv", "en", "ar", "so", "fi", "uk"):
            yield f"  {name.split(maxsplit=1)[0]}, {lang}", chosen & (language == lang)
    for one in sorted(set(author[~hard].tolist())):
        yield f"  ordinary, author {one}", author == one


def _figures(chance: NDArray[np.float64], alarm: Mask, urgent: Mask) -> str:
    found, alarms = alarm[urgent], alarm[~urgent]
    parts = [f"recall {_share(found)}  false alarms {_share(alarms)}"]
    if found.size and alarms.size:
        parts.append(f"area under curve {roc_auc_score(urgent, chance):.3f}")
        parts += [f"recall at {allowed:.0%} {_recall(chance, urgent, allowed):.3f}" for allowed in (0.03, 0.05, 0.1)]
    return "  ".join(parts)


def _recall(chance: NDArray[np.float64], urgent: Mask, allowed: float) -> float:
    calm = np.sort(chance[~urgent])[::-1]
    return float((chance[urgent] > calm[int(allowed * len(calm))]).mean())


def _share(hits: Mask) -> str:
    return f"{hits.mean():.3f} ({hits.sum()}/{hits.size})" if hits.size else "–"


def _calm_kinds(of: Lesson) -> NDArray[np.object_]:
    """The likeliest calm kind of each text of the hard set, learnt without its fold; of others: a concern."""
    kinds = np.full(len(of.known), Kind.CONCERN.value, dtype=object)
    folds = np.array([-1 if text.fold is None or not text.hard else text.fold for text in of.known])
    for fold in set(folds.tolist()) - {-1}:
        _, both = named(of.part(np.flatnonzero(folds != fold)))
        assert both.meaning is not None
        asked = np.flatnonzero(folds == fold)
        scores = of.spelling[asked] @ both.spelling[:_KINDS].T + both.bias[:_KINDS]
        scores += of.centred[asked] * MEANING_SHARE @ both.meaning[:_KINDS].T
        kinds[asked] = [CALM_KINDS[best].value for best in np.asarray(scores).argmax(axis=1)]
    return kinds


if __name__ == "__main__":
    sys.stdout.write(report())
