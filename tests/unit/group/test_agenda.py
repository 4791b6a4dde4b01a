"""The agenda: what changed becomes points in the meeting's order, each once, within the ninety minutes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dialogue.group.agenda import MINUTES, Change, Changes, build, minutes_of

WORDS = {kind: kind.title() for kind in MINUTES}
CHANGES = st.lists(
    st.builds(Change, subject=st.text("abc", min_size=1), title=st.text("xyz", min_size=1), told=st.text("q")),
    max_size=4, unique_by=lambda change: change.subject,
)  # fmt: skip
EVERYTHING = st.builds(
    Changes, since=st.none(), carried=CHANGES, overdue=CHANGES, growing=CHANGES, reviews=CHANGES, problems=CHANGES,
    pledges=CHANGES, answers=CHANGES, meetings=CHANGES,
)  # fmt: skip


@given(changes=EVERYTHING)
def test_points_keep_the_order_of_the_meeting_and_no_two_share_a_name(changes: Changes) -> None:
    points = build(changes, WORDS)
    order = list(MINUTES)
    assert [order.index(point.kind) for point in points] == sorted(order.index(point.kind) for point in points)
    assert len({(point.kind, point.subject) for point in points}) == len(points)
    assert {"round", "next"} <= {point.kind for point in points}


@given(changes=EVERYTHING)
def test_nothing_that_changed_is_left_out(changes: Changes) -> None:
    whole = "\n".join(f"{point.title}\n{point.background}" for point in build(changes, WORDS))
    lists = (changes.carried, changes.overdue, changes.growing, changes.reviews, changes.problems, changes.pledges,
             changes.answers, changes.meetings)  # fmt: skip
    assert all(change.title in whole for one in lists for change in one)


def test_an_empty_agenda_still_has_its_round_and_what_comes_next() -> None:
    assert [point.kind for point in build(Changes(since=None), WORDS)] == ["round", "next"]


@given(changes=EVERYTHING)
def test_it_takes_ninety_minutes_at_most(changes: Changes) -> None:
    kinds = [point.kind for point in build(changes, WORDS)]
    assert minutes_of(kinds) <= 90
    assert minutes_of([*kinds, *kinds]) == minutes_of(kinds)


def test_a_title_that_is_a_sentence_gets_no_second_stop() -> None:
    titles = ("Polisen går till fots.", "Hur trygg är vägen?", "Byt lampor")
    changes = replace(Changes(since=None), overdue=[Change("", title, "sent") for title in titles])
    told = build(changes, WORDS)[0].background
    assert told.splitlines() == ["Polisen går till fots: sent", "Hur trygg är vägen? sent", "Byt lampor: sent"]
