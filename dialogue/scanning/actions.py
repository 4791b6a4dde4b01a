"""The verbs of review. Each leaves one ReviewAction that holds what undo needs, and works on the viewer's rows only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_area, access_cluster, access_concern, access_concerns, access_topic
from dialogue.exceptions import DialogueError, NotFound, StaleEdit
from dialogue.models import Cluster, Concern, DecidedBy, ReviewAction, ReviewedConcern, ReviewKind, Topic, TopicStatus
from nlp.mask import mask

FEWEST_EXAMPLES = 3


class NotDone(DialogueError):
    """The decision cannot be carried out as it was asked for; the code names why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, why, when, and when the page that the decision was made on was shown."""

    by: Viewer
    reason: str
    at: datetime
    seen: datetime


def move_concerns(
    session: Session, ids: Sequence[int], decision: Decision, *, topic: str | None, area: str | None
) -> ReviewAction:
    """Give texts another topic, another area, or both. A text that changes topic leaves its cluster."""
    if not ids or not (topic or area):
        raise NotDone("nothing_chosen")
    after: dict[str, Any] = {}
    target = access_topic(session, decision.by, topic) if topic else None
    if target:
        if target.status is not TopicStatus.ACTIVE:
            raise StaleEdit("the topic was merged or dismissed meanwhile")
        after |= {"topic_id": target.id, "topic_by": DecidedBy.STAFF.value}
    place = access_area(session, decision.by, area) if area else None
    if place:
        after |= {"area_id": place.id, "area_by": DecidedBy.STAFF.value}
    named = (target.own_label or target.name if target else None, place.name if place else None)
    names = " · ".join(name for name in named if name)
    subject = f"{len(set(ids))} → {names}"
    extra = {"cluster_id": None, "cluster_by": None} if target else {}
    return _change_concerns(session, ids, decision, ReviewKind.MOVE, subject, after, extra, target)


def split_cluster(session: Session, ids: Sequence[int], decision: Decision, *, topic: str, label: str) -> ReviewAction:
    """Make a pinned cluster of chosen texts in their topic."""
    if not ids:
        raise NotDone("nothing_chosen")
    home = access_topic(session, decision.by, topic)
    made = Cluster(
        municipality_id=decision.by.municipality_id, topic_id=home.id, label=_checked(label), own_label=label.strip(),
        stability=1.0, pinned=True,
    )  # fmt: skip
    session.add(made)
    session.flush()  # the texts need its id
    after = {"cluster_id": made.id, "cluster_by": DecidedBy.STAFF.value}
    action = _change_concerns(session, ids, decision, ReviewKind.SPLIT, made.label, after, {}, home)
    action.before = {"rows": [["cluster", made.id, {"status": TopicStatus.DISMISSED.value}]]}
    action.after = action.after | {"rows": [["cluster", made.id, {"status": TopicStatus.ACTIVE.value}]]}
    return action


def create_topic(session: Session, ids: Sequence[int], decision: Decision, *, label: str) -> ReviewAction:
    """Make a topic of the analysts' own of chosen texts, at least three: from those the machine learns it.

    It has no plain name, so the public form does not offer it. Its code is random: two may be made at once.
    """
    if len(set(ids)) < FEWEST_EXAMPLES:
        raise NotDone("too_few_examples")
    last = select(func.max(Topic.position)).where(Topic.municipality_id == decision.by.municipality_id)
    made = Topic(
        municipality_id=decision.by.municipality_id, code=f"eget_{token_hex(4)}", name=_checked(label),
        position=(session.scalar(last) or 0) + 1,
    )  # fmt: skip
    session.add(made)
    session.flush()  # the texts need its id
    after = {"topic_id": made.id, "topic_by": DecidedBy.STAFF.value}
    extra = {"cluster_id": None, "cluster_by": None}
    action = _change_concerns(session, ids, decision, ReviewKind.SPLIT, made.name, after, extra, made)
    action.before = {"rows": [["topic", made.id, {"status": TopicStatus.DISMISSED.value}]]}
    action.after = action.after | {"rows": [["topic", made.id, {"status": TopicStatus.ACTIVE.value}]]}
    return action


def rename_topic(session: Session, row: Topic | Cluster, decision: Decision, *, label: str) -> ReviewAction:
    """Give a topic or cluster a label of one's own; an empty label takes it away again."""
    own = _checked(label) if label.strip() else None
    subject = f"{_name(row)} → {own or (row.name if isinstance(row, Topic) else row.label)}"
    change: dict[str, Any] = {"own_label": own}
    if isinstance(row, Cluster):
        change["pinned"] = True
    return _change_row(session, row, decision, ReviewKind.RENAME, subject, change)


def merge_topic(session: Session, row: Topic | Cluster, into: Topic | Cluster, decision: Decision) -> ReviewAction:
    """Let a topic count in another topic, or a cluster in another cluster. No text is touched."""
    if type(row) is not type(into) or row.id == into.id or into.status is not TopicStatus.ACTIVE:
        raise NotDone("bad_target")
    if row.status is not TopicStatus.ACTIVE:
        raise StaleEdit("already merged or dismissed")
    change = {"status": TopicStatus.MERGED.value, "merged_into_id": into.id}
    return _change_row(session, row, decision, ReviewKind.MERGE, f"{_name(row)} → {_name(into)}", change)


def dismiss_topic(session: Session, row: Topic | Cluster, decision: Decision) -> ReviewAction:
    """Take a topic or cluster off the board. Its texts stay as they are."""
    if row.status is not TopicStatus.ACTIVE:
        raise StaleEdit("already merged or dismissed")
    return _change_row(session, row, decision, ReviewKind.DISMISS, _name(row), {"status": TopicStatus.DISMISSED.value})


def undo_action(session: Session, viewer: Viewer, action_id: int, *, at: datetime) -> ReviewAction:
    """Put back what was before. StaleEdit when something later has changed the same rows."""
    mine = ReviewAction.municipality_id == viewer.municipality_id
    action = session.scalar(select(ReviewAction).where(ReviewAction.id == action_id, mine))
    if action is None:
        raise NotFound("no such decision here")
    if action.undone_at is not None:
        raise StaleEdit("already undone")
    touched = select(ReviewedConcern).where(ReviewedConcern.action_id == action.id)
    befores = {row.concern_id: row.before for row in session.scalars(touched)}
    _refuse_later(session, action, list(befores))
    concerns = access_concerns(session, viewer, befores)
    for concern in concerns:
        _expect(concern, action.after.get("concern", {}))
    rows = [_row(session, viewer, kind, row_id) for kind, row_id, _ in action.before.get("rows", [])]
    for row, (_, _, fields) in zip(rows, action.after.get("rows", []), strict=True):
        _expect(row, fields)
    for concern in concerns:
        _set(concern, befores[concern.id])
    for row, (_, _, fields) in zip(rows, action.before.get("rows", []), strict=True):
        _set(row, fields)
    action.undone_at, action.undone_by_id = at, viewer.staff_id
    return action


def mark_handled(session: Session, viewer: Viewer, concern_id: int, *, on: date) -> Concern:
    """Note that an urgent text has been taken care of; the first who said so stands."""
    concern = access_concern(session, viewer, concern_id)
    if not concern.urgent:
        raise NotFound("not an urgent text")
    if concern.handled_on is not None:
        raise StaleEdit("already handled")
    concern.handled_on, concern.handled_by_id = on, viewer.staff_id
    return concern


def topic_or_cluster(session: Session, viewer: Viewer, code: str, cluster_id: int | None) -> Topic | Cluster:
    """The cluster if one is named, else the topic."""
    return access_cluster(session, viewer, cluster_id) if cluster_id else access_topic(session, viewer, code)


def _checked(label: str) -> str:
    told = " ".join(label.split())
    if not 2 <= len(told) <= 80:
        raise NotDone("label_length")
    if mask(told).spans:
        raise NotDone("label_personal")
    return told


def _change_concerns(
    session: Session, ids: Sequence[int], decision: Decision, kind: ReviewKind, subject: str, after: dict[str, Any],
    extra: dict[str, Any], topic: Topic | None,
) -> ReviewAction:  # fmt: skip
    concerns = access_concerns(session, decision.by, ids)
    _refuse_stale_concerns(session, [concern.id for concern in concerns], decision)
    action = _new_action(decision, kind, subject, {}, {"concern": after}, topic.id if topic else None)
    session.add(action)
    session.flush()  # the touched texts need its id
    for concern in concerns:
        before = {field: getattr(concern, field) for field in after | extra}
        session.add(
            ReviewedConcern(
                action_id=action.id, concern_id=concern.id, before=before, municipality_id=action.municipality_id
            )
        )
        _set(concern, after | extra)
    return action


def _change_row(
    session: Session, row: Topic | Cluster, decision: Decision, kind: ReviewKind, subject: str, change: dict[str, Any]
) -> ReviewAction:
    what = "topic" if isinstance(row, Topic) else "cluster"
    _refuse_stale_row(session, row, what, decision)
    before = {field: getattr(row, field) for field in change}
    topic_id = row.id if isinstance(row, Topic) else row.topic_id
    action = _new_action(
        decision, kind, subject, {"rows": [[what, row.id, before]]}, {"rows": [[what, row.id, change]]}, topic_id
    )
    session.add(action)
    _set(row, change)
    session.flush()  # the log needs the action's id
    return action


def _new_action(
    decision: Decision, kind: ReviewKind, subject: str, before: dict[str, Any], after: dict[str, Any],
    topic_id: int | None,
) -> ReviewAction:  # fmt: skip
    viewer = decision.by
    return ReviewAction(
        municipality_id=viewer.municipality_id, kind=kind, subject=subject[:240], reason=decision.reason,
        topic_id=topic_id, before=before, after=after, done_by_id=viewer.staff_id, done_at=decision.at,
    )  # fmt: skip


def _later_than(decision: Decision) -> Any:
    return or_(ReviewAction.done_at > decision.seen, ReviewAction.undone_at > decision.seen)


def _refuse_stale_concerns(session: Session, ids: list[int], decision: Decision) -> None:
    query = select(ReviewAction.id).join(ReviewedConcern, ReviewedConcern.action_id == ReviewAction.id)
    if session.scalar(query.where(ReviewedConcern.concern_id.in_(ids), _later_than(decision)).limit(1)):
        raise StaleEdit("a text was reviewed meanwhile")


def _refuse_stale_row(session: Session, row: Topic | Cluster, what: str, decision: Decision) -> None:
    mine = ReviewAction.municipality_id == decision.by.municipality_id
    query = select(ReviewAction.after).where(mine, _later_than(decision)).order_by(ReviewAction.id).limit(1000)
    for after in session.scalars(query):
        if any(kind == what and row_id == row.id for kind, row_id, _ in after.get("rows", [])):
            raise StaleEdit("the row was reviewed meanwhile")


def _refuse_later(session: Session, action: ReviewAction, ids: list[int]) -> None:
    query = select(ReviewAction.id).join(ReviewedConcern, ReviewedConcern.action_id == ReviewAction.id)
    later = (ReviewedConcern.concern_id.in_(ids), ReviewAction.id > action.id, ReviewAction.undone_at.is_(None))
    if session.scalar(query.where(*later).limit(1)):
        raise StaleEdit("a later decision touches the same texts")


def _row(session: Session, viewer: Viewer, kind: str, row_id: int) -> Topic | Cluster:
    if kind == "cluster":
        return access_cluster(session, viewer, row_id)
    mine = Topic.municipality_id == viewer.municipality_id
    found = session.scalar(select(Topic).where(mine, Topic.id == row_id))
    if found is None:
        raise NotFound("no such topic here")
    return found


def _expect(row: Topic | Cluster | Concern, fields: dict[str, Any]) -> None:
    if any(getattr(row, field) != value for field, value in fields.items()):
        raise StaleEdit("something later changed the same row")


def _set(row: Topic | Cluster | Concern, fields: dict[str, Any]) -> None:
    for field, value in fields.items():
        if field.endswith("_by"):
            value = DecidedBy(value) if value else None
        setattr(row, field, TopicStatus(value) if field == "status" else value)


def _name(row: Topic | Cluster) -> str:
    return row.own_label or (row.name if isinstance(row, Topic) else row.label)
