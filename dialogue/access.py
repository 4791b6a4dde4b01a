"""Who may open what: the role table of every staff page, and the one door to every protected row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.exceptions import NotFound
from dialogue.models import Area, Cluster, Concern, Indicator, Meeting, Municipality, Pledge, Role, Topic

Row = TypeVar("Row")

COORDINATOR = frozenset({Role.COORDINATOR})
REVIEWERS = frozenset({Role.COORDINATOR, Role.ANALYST})
READERS = REVIEWERS | {Role.POLICE}
COUNTERS = READERS | {Role.ORGANISER}
ORGANISERS = frozenset({Role.ORGANISER, Role.COORDINATOR})
ADMIN = frozenset({Role.ADMIN})
GROUP = READERS  # who writes for the joint group: coordinator, analyst, police
EVERYBODY = frozenset(Role)

ROUTE_ROLES: dict[str, frozenset[Role]] = {
    "staff.sign_out": EVERYBODY,
    "staff.switch_municipality": EVERYBODY,
    "staff.list_staff": ADMIN,
    "staff.invite_staff": ADMIN,
    "staff.close_account": ADMIN,
    "staff.read_log": ADMIN,
    "scanning.show_board": COUNTERS,
    "scanning.show_map": COUNTERS,
    "scanning.export_board": COUNTERS,
    "scanning.show_topic": READERS,
    "scanning.explain_concern": READERS,
    "scanning.list_urgent": READERS,
    "scanning.mark_handled": COORDINATOR,
    "scanning.move_concerns": READERS,
    "scanning.rename_topic": REVIEWERS,
    "scanning.merge_topic": REVIEWERS,
    "scanning.split_cluster": REVIEWERS,
    "scanning.create_topic": REVIEWERS,
    "scanning.dismiss_topic": REVIEWERS,
    "scanning.undo_action": REVIEWERS,
    "scanning.list_actions": READERS,
    "organising.list_meetings": COUNTERS,
    "organising.show_coverage": COUNTERS,
    "organising.show_desk": COUNTERS,
    "organising.show_history": COUNTERS,
    "organising.preview_meeting": COUNTERS,
    "organising.new_meeting": ORGANISERS,
    "organising.edit_meeting": ORGANISERS,
    "organising.edit_texts": ORGANISERS,
    "organising.publish_meeting": ORGANISERS,
    "organising.cancel_meeting": ORGANISERS,
    "organising.mark_held": ORGANISERS,
    "organising.discard_draft": ORGANISERS,
    "organising.copy_meeting": ORGANISERS,
    "organising.make_series": ORGANISERS,
    "organising.write_notes": ORGANISERS,
    "organising.make_concerns": ORGANISERS,
    "organising.change_note": ORGANISERS,
    "organising.close_meeting": ORGANISERS,
    "organising.write_summary": ORGANISERS,
    "organising.read_summary": ORGANISERS,
    "organising.approve_summary": ORGANISERS,
    "organising.send_back_summary": ORGANISERS,
    "organising.list_promises": COUNTERS,
    "organising.follow_up_promise": ORGANISERS,
    "organising.open_collection": ORGANISERS,
    "organising.close_collection": ORGANISERS,
    "organising.write_paper": ORGANISERS,
    "organising.save_paper": ORGANISERS,
    "organising.read_paper": ORGANISERS,
    "organising.store_paper": ORGANISERS,
    "organising.list_guests": COUNTERS,
    "organising.answer_question": ORGANISERS,
    "organising.show_posters": COUNTERS,
    "organising.download_poster": COUNTERS,
    "organising.show_qr": COUNTERS,
    "organising.download_qr": COUNTERS,
    "following.list_pledges": COUNTERS,
    "following.show_pledge": COUNTERS,
    "following.show_commitment": COUNTERS,
    "following.list_indicators": COUNTERS,
    "following.show_indicator": COUNTERS,
    "following.export_values": GROUP,
    "following.show_survey": COUNTERS,
    "following.show_population": COUNTERS,
    "following.show_triangulation": COUNTERS,
    "following.list_activities": COUNTERS,
    "following.choose_place": COUNTERS,
    "following.log_activity": COUNTERS,
    "following.log_in_full": COUNTERS,
    "following.undo_activity": COUNTERS,
    "following.write_pledge": GROUP,
    "following.edit_pledge": GROUP,
    "following.add_commitment": GROUP,
    "following.edit_commitment": GROUP,
    "following.remove_commitment": GROUP,
    "following.sign_role": GROUP,
    "following.publish_pledge": GROUP,
    "following.renew_pledge": GROUP,
    "following.add_follow_up": GROUP,
    "following.create_indicator": GROUP,
    "following.edit_indicator": GROUP,
    "following.add_value": GROUP,
    "following.import_values": GROUP,
    "following.accept_values": GROUP,
    "following.import_population": GROUP,
    "following.accept_population": GROUP,
    # the joint group works together: every member of it does all of this
    "problems.list_problems": READERS,
    "problems.open_sheet": READERS,
    "problems.show_sheet": READERS,
    "problems.save_sheet": READERS,
    "problems.decide_sheet": READERS,
    "problems.reopen_sheet": READERS,
    "problems.list_sheet_versions": READERS,
    "problems.compare_sheets": READERS,
    "problems.show_problem": READERS,
    "problems.save_problem": READERS,
    "problems.pass_phase": READERS,
    "problems.step_back": READERS,
    "problems.list_texts": READERS,
    "problems.link_texts": READERS,
    "problems.list_versions": READERS,
    "problems.add_measure": READERS,
    "problems.take_vow": READERS,
    "problems.change_measure": READERS,
    "problems.write_answer": READERS,
    "problems.change_answer": READERS,
    "problems.approve_answer": READERS,
    "group.list_sittings": READERS,
    "group.plan_sitting": READERS,
    "group.add_member": READERS,
    "group.remove_member": READERS,
    "group.show_sitting": READERS,
    "group.build_agenda": READERS,
    "group.add_item": READERS,
    "group.take_attendance": READERS,
    "group.project_sitting": READERS,
    "group.save_item": READERS,
    "group.add_task": READERS,
    "group.finish_task": READERS,
    "group.lock_minutes": READERS,
    "group.show_minutes": READERS,
    "group.print_minutes": READERS,
    "reporting.list_reports": READERS,
    "reporting.preview_report": READERS,
    "reporting.lock_report": REVIEWERS,
    "reporting.show_report": READERS,
    "reporting.print_report": READERS,
    "reporting.choose_public": REVIEWERS,
    "reporting.publish_report": REVIEWERS,
}
"""Endpoint → the roles that may call it. An endpoint outside this table is public or does not exist."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in member of staff, in the municipality and role of this request."""

    staff_id: int
    name: str
    role: Role
    municipality_id: int
    municipality: str
    others: tuple[tuple[int, str], ...] = ()  # (id, name) of the other municipalities this person works for

    def may(self, endpoint: str) -> bool:
        """Whether the viewer's role may call a staff endpoint."""
        return self.role in ROUTE_ROLES.get(endpoint, frozenset())


def municipality_by_code(session: Session, code: str) -> Municipality:
    """The municipality that the public pages speak for."""
    found = session.scalar(select(Municipality).where(Municipality.code == code))
    if found is None:
        raise NotFound(f"no municipality with code {code}")
    return found


def access_concerns(session: Session, viewer: Viewer, ids: Iterable[int]) -> list[Concern]:
    """The concerns of the viewer's municipality with these ids; NotFound if any of them is not there."""
    wanted = sorted(set(ids))
    query = select(Concern).where(Concern.id.in_(wanted), Concern.municipality_id == viewer.municipality_id)
    found = list(session.scalars(query.order_by(Concern.received_on, Concern.id)))
    if len(found) != len(wanted):
        raise NotFound("a concern that does not exist here")
    return found


def access_concern(session: Session, viewer: Viewer, concern_id: int) -> Concern:
    """One concern of the viewer's municipality."""
    return access_concerns(session, viewer, [concern_id])[0]


def access_topic(session: Session, viewer: Viewer, code: str) -> Topic:
    """A topic of the viewer's municipality, by its code."""
    mine = Topic.municipality_id == viewer.municipality_id
    return _one(session.scalar(select(Topic).where(mine, Topic.code == _printable(code))))


def access_cluster(session: Session, viewer: Viewer, cluster_id: int) -> Cluster:
    """A cluster of the viewer's municipality."""
    mine = Cluster.municipality_id == viewer.municipality_id
    return _one(session.scalar(select(Cluster).where(mine, Cluster.id == cluster_id)))


def access_meeting(session: Session, viewer: Viewer, code: str) -> Meeting:
    """A meeting of the viewer's municipality, by its code."""
    mine = Meeting.municipality_id == viewer.municipality_id
    return _one(session.scalar(select(Meeting).where(mine, Meeting.code == _printable(code))))


def access_area(session: Session, viewer: Viewer, code: str) -> Area:
    """An area of the viewer's municipality, by its code."""
    mine = Area.municipality_id == viewer.municipality_id
    return _one(session.scalar(select(Area).where(mine, Area.code == _printable(code))))


def access_pledge(session: Session, viewer: Viewer, code: str, *, lock: bool = False) -> Pledge:
    """A pledge of the viewer's municipality, by its code; locked until the transaction ends if asked."""
    mine = Pledge.municipality_id == viewer.municipality_id
    asked = select(Pledge).where(mine, Pledge.code == _printable(code))
    return _one(session.scalar(asked.with_for_update() if lock else asked))


def access_indicator(session: Session, viewer: Viewer, code: str, *, lock: bool = False) -> Indicator:
    """An indicator of the viewer's municipality, by its code; locked until the transaction ends if asked."""
    mine = Indicator.municipality_id == viewer.municipality_id
    asked = select(Indicator).where(mine, Indicator.code == _printable(code))
    return _one(session.scalar(asked.with_for_update() if lock else asked))


def _printable(code: str) -> str:
    """A code from an address, unless it holds what no code of ours does and PostgreSQL refuses."""
    if not code.isprintable():
        raise NotFound("no such row here")
    return code


def _one(row: Row | None) -> Row:
    if row is None:
        raise NotFound("no such row here")
    return row
