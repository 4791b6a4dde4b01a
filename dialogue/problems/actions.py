"""The verbs of the chain: sheet → problem → phases → closed. Nothing is overwritten: a saving is a version."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_concerns
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
from dialogue.staff_text import tidy

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class GateClosed(Exception):
    """The card may not pass on yet; `missing` names what is not there."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


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


def open_problem(
    session: Session, viewer: Viewer, sheet: CheersSheet, verdict: Verdict, now: datetime, today: date
) -> Problem:
    """The card of a sheet that was decided to be a problem, with its first version."""
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
    same_version(problem.version, version)
    problem.card = problem.card | {name: _answer(name, told) for name, told in answers.items()}
    problem.title, problem.owner, problem.owner_role = tidy(title, 160), owner, tidy(owner_role, 80)
    _next_version(session, viewer, problem, "saved", now)
    return problem


def _answer(name: str, told: str) -> str:
    return told if name in cards.CHOICES or name in cards.DAYS else tidy(told, cards.LONGEST)


def pass_phase(session: Session, viewer: Viewer, code: str, *, version: int, around: Around, now: datetime) -> Problem:
    """On to the next phase; GateClosed with what is missing. Past the last, the problem is closed."""
    problem = queries.access_problem(session, viewer, code, lock=True)
    same_version(problem.version, version)
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
    same_version(problem.version, version)
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


def same_version(stored: int, seen: int) -> None:
    """Raise StaleEdit when somebody saved since the page was opened."""
    if stored != seen:
        raise StaleEdit
