"""The verbs of the chain: sheet → problem → phases → closed. Nothing is overwritten: a saving is a version."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_area, access_cluster, access_concerns, access_topic
from dialogue.exceptions import StaleEdit
from dialogue.models import (
    CheersOutcome as CheersOutcome,
)
from dialogue.models import (
    CheersSheet as CheersSheet,
)
from dialogue.models import (
    LinkStatus,
    Phase,
    ProblemConcern,
    ProblemVersion,
    Role,
)
from dialogue.models import (
    Owner as Owner,
)
from dialogue.models import (
    Problem as Problem,
)
from dialogue.problems import card as cards
from dialogue.problems import queries
from dialogue.problems.card import Around
from dialogue.problems.cheers import BOXES, suggest
from dialogue.staff_text import tidy

MOODS = frozenset({"diffus_oro", "positivt", "inte_trygghet"})  # topics of worry or praise, not of events
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class GateClosed(Exception):
    """The card may not pass on yet; `missing` names what is not there."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


class AlreadyProblem(Exception):
    """The sheet has become a problem; what it was then is not decided again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a sheet is decided."""

    outcome: CheersOutcome
    reason: str
    review_on: date | None = None
    handed_to: str = ""
    handed_on: date | None = None
    title: str = ""
    owner: Owner = Owner.JOINT
    owner_role: str = ""


def new_code() -> str:
    """Six signs that cannot be mistaken for each other."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def open_sheet(
    session: Session, viewer: Viewer, *, topic: str, area: str, cluster: int | None, title: str, today: date
) -> CheersSheet:
    """A sheet with what the data say filled in. The area may be left open; the topic or a cluster may not."""
    found = access_topic(session, viewer, topic) if topic else None
    group = access_cluster(session, viewer, cluster) if cluster else None
    place = access_area(session, viewer, area) if area else None
    sheet = CheersSheet(
        municipality_id=viewer.municipality_id,
        title=tidy(title, 160),
        topic_id=found.id if found else group.topic_id if group else None,
        cluster_id=group.id if group else None,
        area_id=place.id if place else None,
        opened_on=today,
        scores={},
        boxes={},
    )
    session.add(sheet)
    session.flush()  # its scope is read back
    sheet.boxes = {name: {"met": None, "why": "", "told": told} for name, told in weigh(session, viewer, sheet).items()}
    return sheet


def weigh(session: Session, viewer: Viewer, sheet: CheersSheet) -> dict[str, dict[str, Any]]:
    """What the data say of each box today."""
    heard = queries.heard(session, queries.scope_of(session, viewer, sheet))
    code = queries.codes_of(session, viewer, sheet.topic_id, None)[0]
    told = suggest(heard, is_mood=code in MOODS)
    return {name: asdict(told[name]) for name in BOXES}


def save_sheet(
    session: Session, viewer: Viewer, sheet_id: int, *, version: int, boxes: Mapping[str, tuple[bool | None, str]],
    scores: Mapping[str, int],
) -> CheersSheet:  # fmt: skip
    """Keep what a person decided of the boxes, and the scores. Raises StaleEdit when somebody saved in between."""
    sheet = queries.access_sheet(session, viewer, sheet_id, lock=True)
    _same(sheet.version, version)
    sheet.boxes = {
        name: sheet.boxes.get(name, {}) | {"met": met, "why": tidy(why, 600)} for name, (met, why) in boxes.items()
    }
    sheet.scores = dict(scores)
    sheet.version += 1
    return sheet


def boxes_decided(sheet: CheersSheet | None) -> int:
    """How many of the six boxes a person has answered, yes or no, with a why."""
    boxes = sheet.boxes.values() if sheet else ()
    return sum(box.get("met") is not None and bool(box.get("why")) for box in boxes)


def decide_sheet(
    session: Session, viewer: Viewer, sheet_id: int, verdict: Verdict, *, version: int, now: datetime, today: date
) -> CheersSheet:
    """Store the outcome with its reason; a problem gets its card, once.

    GateClosed where a box is not answered for one, AlreadyProblem where it has one.
    """
    sheet = queries.access_sheet(session, viewer, sheet_id, lock=True)
    if sheet.problem_id is not None:
        raise AlreadyProblem
    _same(sheet.version, version)
    if verdict.outcome is CheersOutcome.PROBLEM:
        if boxes_decided(sheet) < len(BOXES):
            raise GateClosed(["cheers"])
        sheet.problem_id = _open_problem(session, viewer, sheet, verdict, now, today).id
    sheet.outcome, sheet.reason = verdict.outcome, tidy(verdict.reason, 600)
    sheet.review_on = verdict.review_on if verdict.outcome is CheersOutcome.WATCH else None
    is_handed = verdict.outcome is CheersOutcome.NOT_OURS
    sheet.handed_to = tidy(verdict.handed_to, 120) if is_handed else ""
    sheet.handed_on = verdict.handed_on if is_handed else None
    sheet.decided_on = today
    sheet.version += 1
    return sheet


def _open_problem(
    session: Session, viewer: Viewer, sheet: CheersSheet, verdict: Verdict, now: datetime, today: date
) -> Problem:
    problem = Problem(
        municipality_id=viewer.municipality_id,
        code=new_code(),
        title=tidy(verdict.title or sheet.title, 160),
        phase=Phase.SCANNING,
        owner=verdict.owner,
        owner_role=tidy(verdict.owner_role, 80),
        topic_id=sheet.topic_id,
        area_id=sheet.area_id,
        card={},
        opened_on=today,
        version=1,
    )
    session.add(problem)
    session.flush()  # the first version and the sheet name it
    _keep(session, viewer, problem, "opened", now)
    return problem


def save_card(
    session: Session, viewer: Viewer, code: str, *, version: int, answers: Mapping[str, str], title: str, owner: Owner,
    owner_role: str, now: datetime,
) -> Problem:  # fmt: skip
    """Keep new answers as a new version; raises StaleEdit when somebody saved in between."""
    problem = queries.access_problem(session, viewer, code, lock=True)
    _same(problem.version, version)
    problem.card = problem.card | {name: _answer(name, told) for name, told in answers.items()}
    problem.title, problem.owner, problem.owner_role = tidy(title, 160), owner, tidy(owner_role, 80)
    _next_version(session, viewer, problem, "saved", now)
    return problem


def _answer(name: str, told: str) -> str:
    return told if name in cards.CHOICES or name in cards.DAYS else tidy(told, cards.LONGEST)


def pass_phase(
    session: Session, viewer: Viewer, code: str, *, version: int, around: Around, now: datetime
) -> Problem:
    """On to the next phase; GateClosed with what is missing. Past the last, the problem is closed."""
    problem = queries.access_problem(session, viewer, code, lock=True)
    _same(problem.version, version)
    missing = cards.missing(problem.phase, problem.card, around)
    if missing:
        raise GateClosed(missing)
    problem.phase = cards.next_phase(problem.phase)
    problem.closed_on = now.date() if problem.phase is Phase.CLOSED else None
    _next_version(session, viewer, problem, "passed", now)
    return problem


def step_back(session: Session, viewer: Viewer, code: str, *, version: int, reason: str, now: datetime) -> Problem:
    """Back to the phase before: what was learnt asks for it. A closed problem is opened again so."""
    problem = queries.access_problem(session, viewer, code, lock=True)
    _same(problem.version, version)
    problem.phase = cards.ORDER[max(cards.ORDER.index(problem.phase) - 1, 0)]
    problem.closed_on = None
    _next_version(session, viewer, problem, tidy(reason, 160), now)
    return problem


def link_concerns(session: Session, viewer: Viewer, code: str, ids: Sequence[int], *, belong: bool) -> int:
    """Put texts under a problem, or set them aside; gives how many."""
    problem = queries.access_problem(session, viewer, code)
    status = LinkStatus.MEMBER if belong else LinkStatus.DECLINED
    rows = access_concerns(session, viewer, ids)
    for row in rows:
        session.merge(
            ProblemConcern(
                municipality_id=viewer.municipality_id, problem_id=problem.id, concern_id=row.id, status=status
            )
        )
    return len(rows)


def _next_version(session: Session, viewer: Viewer, problem: Problem, what: str, now: datetime) -> None:
    problem.version += 1
    _keep(session, viewer, problem, what, now)


def _keep(session: Session, viewer: Viewer, problem: Problem, what: str, now: datetime) -> None:
    session.add(
        ProblemVersion(
            municipality_id=viewer.municipality_id, problem_id=problem.id, version=problem.version,
            phase=problem.phase, card=problem.card | {"title": problem.title}, what=what, role=Role(viewer.role).value,
            saved_by_id=viewer.staff_id, saved_at=now,
        )
    )  # fmt: skip


def _same(stored: int, seen: int) -> None:
    if stored != seen:
        raise StaleEdit
