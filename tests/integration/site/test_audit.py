"""The audit log shows when somebody changed it."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from dialogue import audit, clock
from dialogue.models import Municipality

KEY = b"k" * 32


def write(session: Session, municipality: Municipality, events: int) -> None:
    for number in range(events):
        audit.record(
            session, municipality_id=municipality.id, staff_id=None, event="opened", subject={"concerns": [number]},
            at=clock.now(), key=KEY,
        )  # fmt: skip
    session.commit()


def test_a_whole_log_is_whole(session: Session, municipality: Municipality) -> None:
    write(session, municipality, 3)
    assert audit.first_broken(session, KEY) is None


def test_a_changed_event_shows(session: Session, municipality: Municipality) -> None:
    write(session, municipality, 3)
    session.execute(text("UPDATE audit_event SET event = 'signed in' WHERE id = 2"))
    session.commit()
    assert audit.first_broken(session, KEY) == 2


def test_a_missing_event_shows(session: Session, municipality: Municipality) -> None:
    write(session, municipality, 3)
    session.execute(text("DELETE FROM audit_event WHERE id = 2"))
    session.commit()
    assert audit.first_broken(session, KEY) == 3
