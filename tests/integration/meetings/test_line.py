"""Whatever visitors do in whatever order, seats and line are as a plain list on paper would have them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from dialogue import clock, seats
from dialogue.meetings import actions
from dialogue.meetings.actions import NoRoom
from dialogue.meetings.told import NewRegistration
from dialogue.models import Meeting, Registration

Turn = tuple[str, int, int]
TURNS = st.lists(st.tuples(st.sampled_from(["register", "register", "change", "cancel"]), st.integers(0, 7),
                           st.integers(1, 6)), max_size=14)  # fmt: skip


@dataclass
class OnPaper:
    """A company on the list."""

    people: int
    status: str


class Paper:
    """The list on paper: first come, first seated, and whoever fits is not kept waiting for a larger company."""

    def __init__(self, capacity: int | None) -> None:
        self.capacity = capacity
        self.companies: list[OnPaper] = []

    @property
    def left(self) -> float:
        taken = sum(company.people for company in self.companies if company.status == "seated")
        return float("inf") if self.capacity is None else self.capacity - taken

    def move_up(self) -> None:
        for company in self.companies:
            if company.status == "waiting" and company.people <= self.left:
                company.status = "seated"

    def take(self, turn: Turn) -> None:
        kind, which, people = turn
        if kind == "register":
            self.companies.append(OnPaper(people, "waiting"))
        elif which < len(self.companies):
            company = self.companies[which]
            if kind == "cancel":
                company.status = "cancelled"
            elif company.status == "waiting" or (company.status == "seated" and people - company.people <= self.left):
                company.people = people
        self.move_up()


def take(session: Session, meeting: Meeting, codes: list[bytes], turn: Turn, here: datetime) -> None:
    kind, which, people = turn
    municipality_id = meeting.municipality_id
    if kind == "register":
        codes.append(len(codes).to_bytes(32))
        actions.register(session, meeting.id, NewRegistration(people, (), ""), code_hash=codes[-1], here=here)
    elif which < len(codes) and kind == "cancel":
        actions.cancel(session, municipality_id, code_hash=codes[which])
    elif which < len(codes):
        try:
            actions.change_people(session, municipality_id, code_hash=codes[which], people=people, here=here)
        except NoRoom:
            return


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(capacity=st.one_of(st.none(), st.integers(1, 12)), turns=TURNS)
def test_the_line_is_the_line_on_paper(
    session: Session, make_meeting: Callable[..., Meeting], capacity: int | None, turns: list[Turn]
) -> None:
    meeting = session.query(Meeting).filter_by(code="TEST1").one_or_none() or make_meeting()
    meeting.capacity = capacity
    session.flush()
    paper, codes = Paper(capacity), list[bytes]()
    for turn in turns:
        paper.take(turn)
        take(session, meeting, codes, turn, clock.here())
        rows = session.query(Registration).order_by(Registration.place_in_line).all()
        assert [(row.people, row.status) for row in rows] == [(one.people, one.status) for one in paper.companies]
        assert capacity is None or seats.seated(session, meeting.id) <= capacity
    session.rollback()
