"""The demonstration shows meetings in every state, on whatever day it is prepared."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from dialogue import clock, demo_meetings
from dialogue.models import (
    Meeting,
    MeetingStatus,
    MeetingSummary,
    MeetingText,
    Municipality,
    PromiseStatus,
    Registration,
    RoomPromise,
    SeatStatus,
)
from dialogue.staff.demo import ensure_demo_staff

TODAY = clock.today()


@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(days=3), date(2027, 1, 2), date(2028, 2, 29)])
def test_every_state_has_a_meeting(session: Session, municipality: Municipality, today: date) -> None:
    ensure_demo_staff(session, municipality.id)
    demo_meetings.load(session, municipality, "almhult", today)
    states = Counter(meeting.status for meeting in session.query(Meeting))
    assert set(states) == set(MeetingStatus)
    assert {row.status for row in session.query(RoomPromise)} == set(PromiseStatus)
    assert {row.status for row in session.query(Registration)} >= {SeatStatus.SEATED, SeatStatus.WAITING}
    assert session.query(MeetingSummary).filter(MeetingSummary.awaits_reader).count() == 1
    assert {row.lang for row in session.query(MeetingText).filter(MeetingText.summary != "")} == {"en", "ar"}
    assert all(meeting.held_on.weekday() < 5 for meeting in session.query(Meeting))


def test_a_municipality_without_a_story_has_none(session: Session, municipality: Municipality) -> None:
    ensure_demo_staff(session, municipality.id)
    demo_meetings.load(session, municipality, "markaryd", TODAY)
    assert session.query(Meeting).count() == 0
