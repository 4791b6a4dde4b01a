"""Registering and changing meetings. Every change holds the meeting's row, is counted, and is kept as history."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import seats
from dialogue.access import Viewer, access_meeting
from dialogue.clock import SWEDEN
from dialogue.exceptions import DialogueError, StaleEdit
from dialogue.models import Meeting, MeetingRevision, MeetingStatus, Municipality
from dialogue.organising import history
from dialogue.organising.codes import new_code
from dialogue.organising.fields import OWN, Fields, Value, changes, read, write
from dialogue.organising.merging import Merged, merge

EDITABLE = (MeetingStatus.DRAFT, MeetingStatus.PUBLISHED, MeetingStatus.HELD)
ALONE = ("held_on",)  # what each meeting of a series has for itself


class NotEditable(DialogueError):
    """A cancelled or summed-up meeting is not changed any more."""


class NoteMissing(DialogueError):
    """A change of a public meeting needs a word to those who mean to come."""


class BelowSeated(DialogueError):
    """There are more people seated than the new number of seats."""

    def __init__(self, seated: int) -> None:
        super().__init__(f"{seated} people have seats")
        self.seated = seated


class MergeNeeded(StaleEdit):
    """Somebody else saved other values for the same fields meanwhile."""

    def __init__(self, merged: Merged, version: int, who: list[str]) -> None:
        super().__init__("two saved at once")
        self.merged = merged
        self.version = version
        self.who = who


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wrote, on top of which version. `theirs`: fields where they chose what the other had saved."""

    values: Fields
    version: int
    theirs: frozenset[str] = frozenset()
    note: str = ""
    following: bool = False  # the drafts after it in its series too


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a saving. `merged`: others' changes that were kept; `public`: visitors are to be told."""

    meeting: Meeting
    changed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    public: bool = False
    followed: int = field(default=0)  # drafts of the series that were changed with it


def hold_meeting(session: Session, viewer: Viewer, code: str) -> Meeting:
    """A meeting of the viewer's municipality, held until the transaction ends."""
    return seats.hold(session, access_meeting(session, viewer, code).id)


def create_meeting(session: Session, viewer: Viewer, code: str, fields: Fields, *, now: datetime) -> Meeting:
    """A new draft under the code that its form carried; the same form sent twice gives the same draft."""
    # in a row: a form that was sent twice finds its draft
    session.execute(select(Municipality.id).where(Municipality.id == viewer.municipality_id).with_for_update())
    mine = Meeting.municipality_id == viewer.municipality_id
    taken = session.scalar(select(Meeting).where(mine, Meeting.code == code))
    if taken is not None and _is_repeated(session, taken, viewer, fields):
        return taken
    meeting = _blank(viewer, code if taken is None else new_code(), fields)
    session.add(meeting)
    session.flush()  # texts and history need its id
    write(session, meeting, fields)
    history.keep_first(session, meeting, viewer, fields, now=now)
    return meeting


def save_meeting(session: Session, viewer: Viewer, code: str, edit: Edit, *, now: datetime) -> Saved:
    """Save what was written on top of what others saved meanwhile; raises where somebody has to choose."""
    meeting = hold_meeting(session, viewer, code)
    if meeting.status not in EDITABLE:
        raise NotEditable(meeting.status)
    saved = read(session, meeting)
    base = history.fields_at(session, meeting, saved, edit.version)
    mine = edit.values | {name: base[name] for name in edit.theirs if name in base and name in edit.values}
    merged = merge(base, mine, saved)
    if merged.choices:
        raise MergeNeeded(merged, meeting.version, history.authors_since(session, meeting, edit.version))
    changed = changes(saved, merged.values)
    if not changed:
        return Saved(meeting, merged=merged.theirs)
    public = meeting.status is MeetingStatus.PUBLISHED and any(name in OWN for name in changed)
    _check(session, meeting, merged.values, public=public, note=edit.note)
    write(session, meeting, {name: value for name, (_was, value) in changed.items()})
    if public:
        _tell(meeting, edit.note, now)
    history.keep(session, meeting, viewer, "saved", changed, now=now)
    if "capacity" in changed:
        seats.move_up(session, meeting)
    followed = _save_following(session, viewer, meeting, changed, now) if edit.following else 0
    return Saved(meeting, tuple(changed), merged.theirs, public=public, followed=followed)


def following_drafts(session: Session, meeting: Meeting) -> list[Meeting]:
    """The drafts of the meeting's series that come after it, soonest first."""
    if meeting.series is None:
        return []
    query = select(Meeting).where(
        Meeting.municipality_id == meeting.municipality_id, Meeting.series == meeting.series,
        Meeting.status == MeetingStatus.DRAFT, Meeting.held_on > meeting.held_on,
    )  # fmt: skip
    return list(session.scalars(query.order_by(Meeting.held_on, Meeting.id)))


def _is_repeated(session: Session, taken: Meeting, viewer: Viewer, fields: Fields) -> bool:
    first = session.execute(
        select(MeetingRevision.done_by_id, MeetingRevision.changes)
        .where(MeetingRevision.meeting_id == taken.id)
        .order_by(MeetingRevision.version)
        .limit(1)
    ).first()
    made = {name: value for name, value in fields.items() if value}
    return first is not None and first[0] == viewer.staff_id and {k: v[1] for k, v in first[1].items()} == made


def _blank(viewer: Viewer, code: str, fields: Fields) -> Meeting:
    """What the database asks of a meeting; the rest is written field by field."""
    return Meeting(
        municipality_id=viewer.municipality_id, code=code, status=MeetingStatus.DRAFT, title=fields["title"],
        place=fields["place"], held_on=datetime.fromisoformat(str(fields["held_on"])).date(),
        starts_at=fields["starts_at"],
    )  # fmt: skip


def _check(session: Session, meeting: Meeting, values: Fields, *, public: bool, note: str) -> None:
    if public and not note:
        raise NoteMissing(meeting.code)
    capacity = values.get("capacity")
    if isinstance(capacity, int) and capacity < (seated := seats.seated(session, meeting.id)):
        raise BelowSeated(seated)


def _tell(meeting: Meeting, note: str, now: datetime) -> None:
    meeting.change_note, meeting.changed_on = note, now.astimezone(SWEDEN).date()
    meeting.sequence += 1


def _save_following(
    session: Session, viewer: Viewer, meeting: Meeting, changed: dict[str, list[Value]], now: datetime
) -> int:
    wanted = {name: new for name, (_old, new) in changed.items() if name not in ALONE}
    drafts = following_drafts(session, meeting)
    for draft in drafts:
        seats.hold(session, draft.id)
        differing = changes(read(session, draft), wanted)
        if differing:
            write(session, draft, {name: value for name, (_was, value) in differing.items()})
            history.keep(session, draft, viewer, "saved", dict(differing), now=now)
    return len(drafts)
