"""The problem card: its questions phase by phase, and the gates between the phases (POP Center; Brå). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogue.models.problem import Phase

__all__ = ["Phase"]

ORDER = (Phase.SCANNING, Phase.ANALYSIS, Phase.RESPONSE, Phase.ASSESSMENT, Phase.CLOSED)
DISPLACEMENT = ("moved_place", "moved_time", "moved_target", "moved_method", "moved_act", "moved_actors")
QUESTIONS: dict[Phase, tuple[str, ...]] = {
    Phase.SCANNING: (
        "behaviour", "place", "time", "how_often", "harmed", "why_this", "sources", "sources_left_out", "limits",
    ),
    Phase.ANALYSIS: (
        "actors", "target", "setting", "what", "where", "when", "who", "how", "how_known", "chain", "hypothesis",
        "refuted_by",
    ),
    Phase.RESPONSE: ("options", "others", "side_effects", "goal", "baseline", "goal_on"),
    Phase.ASSESSMENT: (
        "process", "after_from", "after_to", "effect", *DISPLACEMENT, "moved_told", "reporting", "verdict",
    ),
    Phase.CLOSED: (),
}  # fmt: skip
"""Phase → its questions, in order. Every answer is text about acts, places and times; none is for a person."""
MAY_BE_BLANK = frozenset({"what", "where", "when", "who", "how", "how_known", "moved_told"})
DAYS = frozenset({"goal_on", "after_from", "after_to"})  # answers that are days, as 2026-11-25
CHOICES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DISPLACEMENT, ("no", "yes", "unknown")),
    "verdict": ("keep", "adjust", "stop"),
}
"""Questions with given answers."""
LONGEST = 4000


def next_phase(phase: Phase) -> Phase:
    """The phase after; the last stays."""
    return ORDER[min(ORDER.index(phase) + 1, len(ORDER) - 1)]


def reached(phase: Phase) -> tuple[Phase, ...]:
    """The phases whose questions are open: this one and those before."""
    return ORDER[: ORDER.index(phase) + 1]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the card and counts at the gates."""

    boxes_decided: int
    has_owner: bool
    measures: int
    answer_is_public: bool


def missing(phase: Phase, card: Mapping[str, str], around: Around) -> list[str]:
    """What must be there before the card may leave `phase`; empty when the gate is open.

    Names of questions, and `two_sources`, `cheers`, `owner_role`, `measures`, `answer` for what stands beside.
    """
    blank = [name for name in QUESTIONS[phase] if name not in MAY_BE_BLANK and not card.get(name, "").strip()]
    beside = {
        Phase.SCANNING: {
            "two_sources": len([line for line in card.get("sources", "").splitlines() if line.strip()]) >= 2,
            "cheers": around.boxes_decided >= 6,
            "owner_role": around.has_owner,
        },
        Phase.RESPONSE: {"measures": around.measures > 0},
        Phase.ASSESSMENT: {"answer": around.answer_is_public},
    }.get(phase, {})
    return blank + [name for name, is_there in beside.items() if not is_there]
