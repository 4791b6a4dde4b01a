"""Closing a meeting. Every saving is a new version; what is public is a version that a second person approved."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.exceptions import NotFound, StaleEdit
from dialogue.models import (
    AgeBand,
    Attendance,
    Gender,
    Meeting,
    MeetingStatus,
    MeetingSummary,
    MeetingText,
    PromiseStatus,
    RoomPromise,
)
from dialogue.organising import history
from dialogue.organising.actions import hold_meeting
from dialogue.organising.life import mark_held
from dialogue.organising.outcome import OPEN, Counted, Gathered, NothingToRead, OwnSummary, Promised, Words
from nlp.mask import mask


def save_gathered(
    session: Session, viewer: Viewer, code: str, gathered: Gathered, version: int, *, now: datetime, today: date
) -> int:
    """Write down who came, what was heard and promised; gives the new version. The first saving marks it as held."""
    meeting = mark_held(session, viewer, code, now=now, today=today)
    saved = _next(session, meeting, viewer, version)
    _count(session, meeting, gathered.counted)
    _promise(session, meeting, gathered)
    saved.themes = list(gathered.themes)
    saved.attendance = [[age, gender, people] for (age, gender), people in sorted(gathered.counted.items())]
    saved.promises = [
        [row.id, row.text, row.owner, row.due_on.isoformat()] for row in _promises(session, meeting).values()
    ]
    return saved.version


def save_words(
    session: Session, viewer: Viewer, code: str, words: Words, version: int, *, send: bool, now: datetime, today: date
) -> int:
    """Write the summary, and with `send` let it wait for its second reader; gives the new version."""
    meeting = mark_held(session, viewer, code, now=now, today=today)
    saved = _next(session, meeting, viewer, version)
    saved.heard, saved.next_steps = words.heard, words.next_steps
    saved.texts = {lang: text for lang, text in words.texts.items() if text}
    saved.awaits_reader = send
    if send:
        saved.reader_note = ""
    session.flush()
    return saved.version


def approve(session: Session, viewer: Viewer, code: str, version: int, *, now: datetime, today: date) -> Meeting:
    """Make exactly the version that was read public. Versions before it that never were public are forgotten."""
    meeting = hold_meeting(session, viewer, code)
    read = _awaiting(session, meeting, version)
    if read.written_by_id == viewer.staff_id:
        raise OwnSummary(code)
    read.approved_by_id, read.published_on, read.awaits_reader = viewer.staff_id, today, False
    session.execute(
        delete(MeetingSummary).where(
            MeetingSummary.meeting_id == meeting.id, MeetingSummary.version < version,
            MeetingSummary.published_on.is_(None),
        )
    )  # fmt: skip
    _publish_texts(session, meeting, read.texts)
    told: dict[str, list[Any]] = {"status": [meeting.status.value, MeetingStatus.SUMMED_UP.value]}
    meeting.status = MeetingStatus.SUMMED_UP
    history.keep(session, meeting, viewer, MeetingStatus.SUMMED_UP.value, told, now=now)
    return meeting


def send_back(session: Session, viewer: Viewer, code: str, version: int, note: str) -> None:
    """Give the summary back to its author, with what to put right."""
    meeting = hold_meeting(session, viewer, code)
    read = _awaiting(session, meeting, version)
    if read.written_by_id == viewer.staff_id:
        raise OwnSummary(code)
    read.awaits_reader, read.reader_note = False, mask(note).text


def follow_up(
    session: Session, viewer: Viewer, promise_id: int, *, status: str, outcome: str, seen: tuple[str, str]
) -> RoomPromise:
    """Say what came of a promise. The outcome is public at once, so it is masked. `seen`: what it was when read."""
    mine = RoomPromise.municipality_id == viewer.municipality_id
    query = select(RoomPromise).where(mine, RoomPromise.id == promise_id).with_for_update()
    promise = session.scalar(query)
    if promise is None:
        raise NotFound("no such promise here")
    if (promise.status.value, promise.outcome) != seen:
        raise StaleEdit("somebody else followed it up")
    promise.status, promise.outcome = PromiseStatus(status), mask(outcome).text
    return promise


def latest_version(session: Session, meeting: Meeting) -> MeetingSummary | None:
    """What was saved last."""
    query = select(MeetingSummary).where(MeetingSummary.meeting_id == meeting.id)
    return session.scalar(query.order_by(MeetingSummary.version.desc()).limit(1))


def published_promises(session: Session, meeting_id: int) -> set[int]:
    """The promises that are or were public: they are not taken away, only followed up."""
    query = select(MeetingSummary.promises).where(
        MeetingSummary.meeting_id == meeting_id, MeetingSummary.published_on.is_not(None)
    )
    return {promise[0] for promises in session.scalars(query) for promise in promises}


def _next(session: Session, meeting: Meeting, viewer: Viewer, version: int) -> MeetingSummary:
    """The version after the one that was read; StaleEdit where somebody saved another meanwhile."""
    last = latest_version(session, meeting)
    if (last.version if last else 0) != version:
        raise StaleEdit("the summary was saved meanwhile")
    new = MeetingSummary(
        municipality_id=meeting.municipality_id, meeting_id=meeting.id, version=version + 1,
        written_by_id=viewer.staff_id, heard="", next_steps="", themes=[], texts={}, promises=[], attendance=[],
    )  # fmt: skip
    for name in ("heard", "next_steps", "themes", "texts", "promises", "attendance", "reader_note") if last else ():
        setattr(new, name, getattr(last, name))
    session.add(new)
    return new


def _awaiting(session: Session, meeting: Meeting, version: int) -> MeetingSummary:
    last = latest_version(session, meeting)
    if last is None or last.version != version:
        raise StaleEdit("another version was saved meanwhile")
    if not last.awaits_reader:
        raise NothingToRead(meeting.code)
    return last


def _count(session: Session, meeting: Meeting, counted: Counted) -> None:
    session.execute(delete(Attendance).where(Attendance.meeting_id == meeting.id))
    session.add_all(
        Attendance(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, age_band=AgeBand(age) if age else None,
            gender=Gender(gender), people=people,
        )
        for (age, gender), people in counted.items()
        if people
    )  # fmt: skip


def _promise(session: Session, meeting: Meeting, gathered: Gathered) -> None:
    rows, public = _promises(session, meeting), published_promises(session, meeting.id)
    for told in gathered.promises:
        row = rows.get(told.id or 0)
        if row is None and told.id is None:
            row = RoomPromise(
                municipality_id=meeting.municipality_id, meeting_id=meeting.id, status=PromiseStatus(OPEN), outcome=""
            )
            session.add(row)
        if row is not None:
            _write(row, told)
    for gone in gathered.removed - public:
        if gone in rows:
            session.delete(rows[gone])
    session.flush()  # the version holds their ids


def _write(row: RoomPromise, told: Promised) -> None:
    row.text, row.owner, row.due_on = told.text, told.owner, told.due_on


def _promises(session: Session, meeting: Meeting) -> dict[int, RoomPromise]:
    query = select(RoomPromise).where(RoomPromise.meeting_id == meeting.id)
    return {row.id: row for row in session.scalars(query.order_by(RoomPromise.due_on, RoomPromise.id))}


def _publish_texts(session: Session, meeting: Meeting, texts: dict[str, str]) -> None:
    rows = select(MeetingText).where(MeetingText.meeting_id == meeting.id)
    told = {row.lang: row for row in session.scalars(rows)}
    for lang in texts.keys() | told.keys():
        row = told.get(lang) or MeetingText(
            municipality_id=meeting.municipality_id, meeting_id=meeting.id, lang=lang, title="", about="",
            can_influence="", decided="",
        )  # fmt: skip
        row.summary = texts.get(lang, "")
        session.add(row)
