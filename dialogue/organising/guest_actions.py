"""Answering a question put before a meeting, or keeping it off the page."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_meeting
from dialogue.exceptions import NotFound, StaleEdit
from dialogue.models import Question


def answer_question(
    session: Session, viewer: Viewer, code: str, question_id: int, *, answer: str, hidden: bool, was: str
) -> None:
    """Write the public answer; empty takes it away. StaleEdit when somebody answered since `was` was read."""
    question = _question(session, viewer, code, question_id)
    if question.answer not in (was, answer):
        raise StaleEdit(question.answer)
    question.answer, question.hidden = answer, hidden


def _question(session: Session, viewer: Viewer, code: str, question_id: int) -> Question:
    meeting = access_meeting(session, viewer, code)
    query = select(Question).where(Question.id == question_id, Question.meeting_id == meeting.id)
    question = session.scalar(query.with_for_update())
    if question is None:
        raise NotFound("no such question here")
    return question
