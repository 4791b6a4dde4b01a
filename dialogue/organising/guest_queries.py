"""How many mean to come to a meeting and what they need, in sums; and the questions put beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_meeting
from dialogue.models import Need, Question, Registration, SeatStatus

MOST_QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class Crowd:
    """Some registrations and the people in them."""

    companies: int = 0
    people: int = 0

    def joined_by(self, people: int) -> "Crowd":
        """The same with one company more."""
        return Crowd(self.companies + 1, self.people + people)


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """A question as the desk sees it."""

    id: int
    text: str
    asked_on: date
    answer: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Guests:
    """Everything that is known of a meeting's guests. `interpreter`: language → those with a seat who ask for it."""

    code: str
    title: str
    held_on: date
    capacity: int | None
    seated: Crowd
    waiting: Crowd
    interpreter: dict[str, Crowd]
    access: Crowd
    child: Crowd
    questions: tuple[PutQuestion, ...]


def guests_of(session: Session, viewer: Viewer, code: str) -> Guests:
    """The guests of a meeting in the viewer's municipality."""
    meeting = access_meeting(session, viewer, code)
    rows = session.execute(
        select(Registration.status, Registration.people, Registration.needs, Registration.interpreter)
        .where(Registration.meeting_id == meeting.id, Registration.status != SeatStatus.CANCELLED)
        .order_by(Registration.place_in_line, Registration.id)
    ).all()
    seated = [row for row in rows if row.status == SeatStatus.SEATED]
    languages = sorted({row.interpreter for row in seated if row.interpreter})
    return Guests(
        code=meeting.code,
        title=meeting.title,
        held_on=meeting.held_on,
        capacity=meeting.capacity,
        seated=_crowd(row.people for row in seated),
        waiting=_crowd(row.people for row in rows if row.status == SeatStatus.WAITING),
        interpreter={lang: _crowd(row.people for row in seated if row.interpreter == lang) for lang in languages},
        access=_crowd(row.people for row in seated if Need.ACCESS in row.needs),
        child=_crowd(row.people for row in seated if Need.CHILD in row.needs),
        questions=_questions(session, meeting.id),
    )


def _crowd(companies: Iterable[int]) -> Crowd:
    crowd = Crowd()
    for people in companies:
        crowd = crowd.joined_by(people)
    return crowd


def _questions(session: Session, meeting_id: int) -> tuple[PutQuestion, ...]:
    columns = (Question.id, Question.text, Question.asked_on, Question.answer, Question.hidden)
    query = select(*columns).where(Question.meeting_id == meeting_id)
    rows = session.execute(
        query.order_by(Question.hidden, Question.answer != "", Question.asked_on, Question.id).limit(MOST_QUESTIONS)
    )
    return tuple(PutQuestion(*row) for row in rows)
