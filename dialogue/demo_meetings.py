"""The demonstration's meetings, in every state of their life. Made by the same verbs as staff and visitors use."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.arrivals import arrival
from dialogue.clock import SWEDEN
from dialogue.meetings.actions import register
from dialogue.meetings.questions import ask
from dialogue.meetings.told import NewRegistration
from dialogue.models import Area, Channel, Concern, ConversationNote, Meeting, Municipality, Question, Role, Staff
from dialogue.models import RoomPromise as Promise
from dialogue.organising import closing_actions, life, notes_actions
from dialogue.organising.actions import Edit, create_meeting, save_meeting
from dialogue.organising.fields import Fields
from dialogue.organising.outcome import Gathered, Promised, Words
from dialogue.written import Verdict

STORY = Path(__file__).with_suffix(".json")
ANNOUNCED = 42  # days before
NEAR = 45  # days between a meeting and a text that may have come through it


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works in the municipality of the demonstration, and its today."""

    municipality: Municipality
    organiser: Viewer
    reader: Viewer
    today: date

    def day(self, offset: int) -> date:
        """So many days from today, on a working day."""
        day = self.today + timedelta(days=offset)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def at(self, day: date) -> datetime:
        """An hour of office work on a day that is not to come."""
        return datetime.combine(min(day, self.today), time(9), SWEDEN)


def load(session: Session, municipality: Municipality, name: str, today: date) -> None:
    """The meetings of a municipality, where the story tells of any."""
    story = json.loads(STORY.read_text(encoding="utf-8")).get(name, [])
    people = [_viewer(session, municipality, role) for role in (Role.ORGANISER, Role.COORDINATOR)]
    desk = Desk(municipality, people[0], people[1], today)
    for told in story:
        _invite(session, desk, told)


def _viewer(session: Session, municipality: Municipality, role: Role) -> Viewer:
    staff = session.scalars(select(Staff).where(Staff.email == f"{role.value}@demo.invalid")).one()
    return Viewer(staff.id, staff.name, role, municipality.id, municipality.name)


def _invite(session: Session, desk: Desk, told: dict[str, Any]) -> None:
    held_on = desk.day(told["day"])
    then = min(held_on - timedelta(days=ANNOUNCED), desk.today)
    fields: Fields = told["fields"] | {"held_on": held_on.isoformat()}
    meeting = create_meeting(session, desk.organiser, told["code"], fields, now=desk.at(then))
    meeting.series = told.get("series")
    if told.get("draft"):
        return
    life.publish(session, desk.organiser, meeting.code, meeting.version, now=desk.at(then), today=then)
    _visit(session, meeting, told, then)
    _change(session, desk, meeting, told)
    _tag_texts(session, desk, meeting, told)
    if held_on < desk.today:
        _hold(session, desk, meeting, told)


def _visit(session: Session, meeting: Meeting, told: dict[str, Any], then: date) -> None:
    here = datetime.combine(then, time(17), SWEDEN)
    for at, people in enumerate(told.get("registrations", [])):
        needs = (told.get("needs") or [[]] * (at + 1))[at]
        new = NewRegistration(people, tuple(needs[:1]), needs[1] if len(needs) > 1 else "")
        register(session, meeting.id, new, code_hash=_hash(meeting, "registration", at), here=here)
    for at, (text, answer) in enumerate(told.get("questions", [])):
        calm = Verdict("concern", urgent=False, reason=None)
        ask(session, meeting.id, text=text, nonce=f"demo {meeting.code} {at}", verdict=calm, came=arrival(here))
        asked = select(Question).where(Question.meeting_id == meeting.id, Question.text == text)
        session.scalars(asked).one().answer = answer


def _change(session: Session, desk: Desk, meeting: Meeting, told: dict[str, Any]) -> None:
    now = desk.at(desk.day(-2))
    if "moved" in told:
        edit = Edit(dict(told["moved"]), meeting.version, note=told["why"])
        save_meeting(session, desk.organiser, meeting.code, edit, now=now)
    if "cancelled" in told:
        life.cancel(session, desk.organiser, meeting.code, told["cancelled"], now=now, today=desk.day(-2))


def _tag_texts(session: Session, desk: Desk, meeting: Meeting, told: dict[str, Any]) -> None:
    """Let texts of the demonstration that came at the time have come through the meeting."""
    place = session.get(Area, meeting.area_id or 0)
    days = (meeting.held_on - timedelta(days=NEAR), min(meeting.held_on + timedelta(days=NEAR), desk.today))
    query = select(Concern).where(
        Concern.municipality_id == meeting.municipality_id, Concern.meeting_id.is_(None),
        Concern.received_on.between(*days), Concern.channel.in_([Channel.WEB, Channel.MEETING]),
        Concern.text.icontains(told.get("word", "")) | (Concern.said_area_id == (place.id if place else None)),
    )  # fmt: skip
    for concern in session.scalars(query.order_by(Concern.received_on, Concern.text).limit(told.get("texts", 0))):
        concern.channel, concern.meeting_id = Channel.MEETING, meeting.id


def _hold(session: Session, desk: Desk, meeting: Meeting, told: dict[str, Any]) -> None:
    day, code = meeting.held_on, meeting.code
    for table, question, taken_by, lines in told.get("notes", []):
        head = notes_actions.Head(table, question, taken_by)
        notes_actions.write_notes(session, desk.organiser, code, head, lines, today=day)
    notes = select(ConversationNote.id).where(ConversationNote.meeting_id == meeting.id).order_by(ConversationNote.id)
    chosen = list(session.scalars(notes.limit(told.get("noted_concerns", 0))))
    notes_actions.make_concerns(session, desk.organiser, code, chosen)
    life.mark_held(session, desk.organiser, code, now=desk.at(day), today=day)
    if "heard" in told:
        _sum_up(session, desk, meeting, told)


def _sum_up(session: Session, desk: Desk, meeting: Meeting, told: dict[str, Any]) -> None:
    code, day = meeting.code, min(meeting.held_on + timedelta(days=9), desk.today)
    when: dict[str, Any] = {"now": desk.at(day), "today": day}
    counted = {tuple(key.split("/")): people for key, people in told["people"].items()}
    promises = tuple(Promised(None, text, owner, desk.day(due)) for text, owner, due, _, _ in told["promises"])
    gathered = Gathered(counted, tuple(told["themes"]), promises)
    version = closing_actions.save_gathered(session, desk.organiser, code, gathered, 0, **when)
    texts = {lang: told.get(f"summary_{lang}", "") for lang in ("en", "ar")}
    words = Words(told["heard"], told["next_steps"], texts)
    version = closing_actions.save_words(session, desk.organiser, code, words, version, send=True, **when)
    if told.get("waits"):
        return
    closing_actions.approve(session, desk.reader, code, version, **when)
    for row in session.scalars(select(Promise).where(Promise.meeting_id == meeting.id)):
        status, outcome = next((end[3], end[4]) for end in told["promises"] if end[0] == row.text)
        seen = (row.status.value, row.outcome)
        closing_actions.follow_up(session, desk.organiser, row.id, status=status, outcome=outcome, seen=seen)


def _hash(meeting: Meeting, what: str, at: int) -> bytes:
    return hashlib.sha256(f"demo {meeting.municipality_id} {meeting.code} {what} {at}".encode()).digest()
