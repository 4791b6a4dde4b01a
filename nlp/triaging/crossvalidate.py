"""How triage does on texts that were held out: `python -m nlp.triaging.crossvalidate`.

An ordinary concern is judged by what was learnt without its author, a text of the hard set by what was learnt without
a seventh of that set; so are the scales that join the scores. All else, among it our own phrases, is always learnt from
and never measured on. The thresholds were chosen on these figures; a line tells what comes of choosing them without the
texts that they judge.
"""

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from nlp.triage import threshold
from nlp.triaging.known import FOLDS
from nlp.triaging.train import Lesson, Scores, held_out, named, scales, shipped_lesson
from nlp.triaging.weights import CALM_KINDS, MEANING_SHARE
from nlp.types import Kind

Mask = NDArray[np.bool_]
_KINDS = len(CALM_KINDS)
_WANTED = 0.86


def report() -> str:
    """Recall of what is urgent and false alarms by set, author and language, with the vector and by words alone."""
    of = shipped_lesson()
    asked, words, likeness = map(np.concatenate, zip(*held_out(of), strict=True))
    measured = of.part(asked)
    alone, joined = _log_odds(measured, words, likeness)
    kinds = _calm_kinds(of)[asked]
    return "\n".join(
        [
            "with the vector",
            *_lines(measured, joined, _limits(measured, by_words=False), kinds),
            "by words alone",
            *_lines(measured, alone, _limits(measured, by_words=True), kinds),
            "",
        ]
    )


def _log_odds(of: Lesson, words: Scores, likeness: Scores) -> tuple[Scores, Scores]:
    """By words alone and by both, each fold's by scales that were learnt without it."""
    alone, joined = np.zeros_like(words), np.zeros_like(words)
    folds = _folds(of)
    for fold in range(FOLDS):
        rest, asked = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        for said, scale in zip((alone, joined), scales(of.part(rest), words[rest], likeness[rest]), strict=True):
            said[asked] = scale.log_odds(words[asked], likeness[asked], of.signs[asked])
    return alone, joined


def _folds(of: Lesson) -> NDArray[np.intp]:
    return np.array([-1 if text.fold is None else text.fold for text in of.known])


def _lines(of: Lesson, log_odds: Scores, limits: Scores, kinds: NDArray[np.object_]) -> Iterator[str]:
    urgent, hard = _truth(of)
    alarm = log_odds >= limits
    for name, chosen in _groups(of):
        yield f"  {name:22} {_figures(log_odds[chosen], alarm[chosen], urgent[chosen])}"
    chosen_apart = _alarms_apart(of, log_odds - limits)
    for name, chosen in (("hard set", hard), ("ordinary concerns", ~hard)):
        yield f"  {name}, threshold chosen apart: {_figures(log_odds[:0], chosen_apart[chosen], urgent[chosen])}"
    got = np.where(alarm, Kind.EMERGENCY.value, kinds)[hard].tolist()
    truth = [text.kind for text in of.known if text.hard]
    yield f"  hard set, kinds        macro-F1 {f1_score(truth, got, average='macro'):.3f}"


def _truth(of: Lesson) -> tuple[Mask, Mask]:
    return np.array([text.urgent for text in of.known]), np.array([text.hard for text in of.known])


def _limits(of: Lesson, *, by_words: bool) -> Scores:
    chance = np.array([threshold(text.text, by_words=by_words) for text in of.known])
    return np.asarray(np.log(chance / (1 - chance)), dtype=np.float64)


def _alarms_apart(of: Lesson, above: Scores) -> Mask:
    """Alarms where the thresholds move to the highest that find `_WANTED` of the hard urgent texts of other folds."""
    urgent, hard = _truth(of)
    folds, alarms = _folds(of), np.zeros(len(above), dtype=bool)
    for fold in range(FOLDS):
        known = np.sort(above[(folds != fold) & urgent & hard])
        alarms[folds == fold] = above[folds == fold] >= known[int((1 - _WANTED) * len(known))]
    return alarms


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


def _figures(log_odds: Scores, alarm: Mask, urgent: Mask) -> str:
    found, alarms = alarm[urgent], alarm[~urgent]
    parts = [f"recall {_share(found)}  false alarms {_share(alarms)}"]
    if found.size and alarms.size and log_odds.size:
        parts.append(f"area under curve {roc_auc_score(urgent, log_odds):.3f}")
        parts += [f"recall at {allowed:.0%} {_recall(log_odds, urgent, allowed):.3f}" for allowed in (0.03, 0.05, 0.1)]
    return "  ".join(parts)


def _recall(log_odds: Scores, urgent: Mask, allowed: float) -> float:
    calm = np.sort(log_odds[~urgent])[::-1]
    return float((log_odds[urgent] > calm[int(allowed * len(calm))]).mean())


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
