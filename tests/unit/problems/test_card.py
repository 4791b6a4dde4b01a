"""The gates: all that is asked for is named while it is missing, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from dialogue.problems.card import MAY_BE_BLANK, ORDER, QUESTIONS, Around, Phase, missing, next_phase, reached

ALL = Around(boxes_decided=6, has_owner=True, measures=1, answer_is_public=True)
NONE = Around(boxes_decided=5, has_owner=False, measures=0, answer_is_public=False)
PHASES = st.sampled_from(ORDER)


def full(phase: Phase) -> dict[str, str]:
    return dict.fromkeys(QUESTIONS[phase], "något") | {"sources": "synpunkter\nmöten"}


@given(phase=PHASES)
def test_a_full_card_passes(phase: Phase) -> None:
    assert missing(phase, full(phase), ALL) == []


@given(phase=PHASES, blank=st.sampled_from(["", " ", "\n\t "]), choice=st.data())
def test_each_blank_answer_is_named(phase: Phase, blank: str, choice: st.DataObject) -> None:
    names = [name for name in QUESTIONS[phase] if name != "sources"]
    if not names:
        return
    name = choice.draw(st.sampled_from(names))
    told = missing(phase, full(phase) | {name: blank}, ALL)
    assert told == ([] if name in MAY_BE_BLANK else [name])


def test_what_stands_beside_is_named() -> None:
    beside = {phase: missing(phase, full(phase), NONE) for phase in ORDER}
    assert beside == {
        Phase.SCANNING: ["cheers", "owner_role"],
        Phase.ANALYSIS: [],
        Phase.RESPONSE: ["measures"],
        Phase.ASSESSMENT: ["answer"],
        Phase.CLOSED: [],
    }


def test_one_source_twice_over_is_two_lines_and_one_line_is_one_source() -> None:
    told = full(Phase.SCANNING)
    assert missing(Phase.SCANNING, told | {"sources": "synpunkter\n\n  \n"}, ALL) == ["two_sources"]
    assert missing(Phase.SCANNING, told | {"sources": "\nsynpunkter\r\nanmälningar"}, ALL) == []


@given(phase=PHASES)
def test_phases_go_forward_one_at_a_time_and_keep_what_was_asked(phase: Phase) -> None:
    after = next_phase(phase)
    assert ORDER.index(after) in (ORDER.index(phase) + 1, len(ORDER) - 1)
    assert set(reached(phase)) <= set(reached(after))
    assert reached(phase)[-1] is phase
