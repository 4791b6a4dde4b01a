"""The log that cannot be changed unseen: every event is sealed over the one before it."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from dialogue.models import AuditEvent

_LOCK = 0x61756469  # any fixed number: the advisory lock that puts writers in a row on PostgreSQL


def record(
    session: Session,
    *,
    municipality_id: int,
    staff_id: int | None,
    event: str,
    subject: dict[str, Any],
    at: datetime,
    key: bytes,
) -> None:
    """Append one event in the running transaction. `subject` holds ids and words for the log, never a text."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = session.scalar(select(AuditEvent.seal).order_by(AuditEvent.id.desc()).limit(1)) or b""
    row = AuditEvent(municipality_id=municipality_id, staff_id=staff_id, event=event, subject=subject, at=at)
    row.seal = _seal(key, last, row)
    session.add(row)
    session.flush()  # the next event in this transaction is sealed over this one


def first_broken(session: Session, key: bytes) -> int | None:
    """The id of the first event whose seal does not fit, or None when the log is whole."""
    last = b""
    query = select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)
    with session.scalars(query) as rows:  # closed where it stops: a stream of PostgreSQL stays open otherwise
        for row in rows:
            if not hmac.compare_digest(row.seal, _seal(key, last, row)):
                return row.id
            last = row.seal
    return None


def _seal(key: bytes, last: bytes, row: AuditEvent) -> bytes:
    at = row.at.astimezone(UTC).isoformat()
    content = json.dumps([row.municipality_id, row.staff_id, row.event, row.subject, at], sort_keys=True)
    return hmac.new(key, last + content.encode(), hashlib.sha256).digest()
