"""Cues of urgency and of its opposite, per language, read from `data/triage`, and how they stand together."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "data" / "triage"
_SENTENCE = re.compile(r"[.!?؟\n]+")
_HARM = frozenset({"danger", "victim", "entry", "fire", "death"})
_PRESENT = frozenset({"now", "just", "soon", "plea", "hushed"})
_CHILDREN = frozenset({"child", "minor"})
# many write Swedish and Finnish on a keyboard without these letters
PLAIN_LETTERS = str.maketrans("åäö", "aao")
_SHORTEST_PLAIN = 5
_CALM = frozenset({"past", "habit", "story", "wish", "report", "thanks"})


def cue_features(text: str) -> list[str]:
    """Names of the cues in a lower-case text: each alone, and harm in a sentence with or without what calms it.

    A danger counts otherwise when its own sentence says that it is past, habitual, told of or only imagined;
    the last sentence counts on its own, since a long text often comes to the point there.
    """
    sentences = _by_sentence(text)
    everywhere = frozenset[str]().union(*sentences) if sentences else frozenset[str]()
    features = [f"any {group}" for group in sorted(everywhere)]
    if sentences:
        features += [f"last {group}" for group in sorted(sentences[-1])]
    features += sorted({name for sentence in sentences for name in _together(sentence)})
    features += [f"text {name}" for name in sorted(_together(everywhere))]
    return features


def standing(text: str) -> tuple[bool, ...]:
    """How now and calm stand in a lower-case text: `now` alone, with calm, neither, calm alone; then whether a sentence
    without calm says that harm is done now, and whether one speaks of now without any harm."""
    sentences = _by_sentence(text)
    present = any(sentence & _PRESENT for sentence in sentences)
    calm = any(sentence & _CALM for sentence in sentences)
    plain = [sentence for sentence in sentences if sentence & _PRESENT and not sentence & _CALM]
    return (
        present and not calm,
        present and calm,
        not present and not calm,
        not present and calm,
        any(sentence & _HARM for sentence in plain),
        any(not sentence & _HARM for sentence in plain),
    )


def _by_sentence(text: str) -> list[frozenset[str]]:
    return [groups(part) for part in _SENTENCE.split(text) if part.strip()]


def _together(groups: frozenset[str]) -> list[str]:
    harm, present, calm = groups & _HARM, groups & _PRESENT, groups & _CALM
    state = ("present" if present else "timeless") + (" calm" if calm else "")
    pairs = [f"{hurt} {state}" for hurt in harm]
    pairs += [f"{hurt} {when}" for hurt in harm for when in present]
    if len(harm) > 1:
        pairs.append(f"much harm {state}")
    pairs += [f"{who} harm {state}" for who in sorted(groups & _CHILDREN) if harm]
    return pairs if harm else [f"no harm {state}"]


def cue_names() -> tuple[str, ...]:
    """All groups of cues there are, in alphabetical order."""
    return tuple(group for group, _ in _patterns())


def groups(sentence: str) -> frozenset[str]:
    """The groups of cues that a lower-case text holds."""
    return frozenset(group for group, pattern in _patterns() if pattern.search(sentence))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues: dict[str, list[str]] = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            group, _, listed = line.partition(":")
            cues.setdefault(group, []).extend(
                written for cue in listed.split(",") for written in _spellings(cue.strip())
            )
    return tuple((group, _pattern(listed)) for group, listed in sorted(cues.items()))


def _spellings(cue: str) -> set[str]:
    """The cue as it is and, unless it is so short that it would be another word, without the dots and rings."""
    return {cue, cue.translate(PLAIN_LETTERS)} if len(cue) >= _SHORTEST_PLAIN else {cue}


def _pattern(cues: list[str]) -> re.Pattern[str]:
    words = sorted((re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for cue in set(cues)), reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
