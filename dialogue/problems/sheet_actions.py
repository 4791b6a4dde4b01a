"""The verbs of a CHEERS sheet: open, save, decide, reopen. Each keeps what the sheet said then, as a version."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_area, access_cluster, access_topic
from dialogue.models import CheersOutcome, Role
from dialogue.models import CheersSheet as CheersSheet
from dialogue.models import SheetVersion as SheetVersion
from dialogue.problems import queries
from dialogue.problems.actions import GateClosed, Verdict, open_problem, same_version
from dialogue.problems.cheers import BOXES, suggest
from dialogue.staff_text import tidy

MOODS = frozenset({"diffus_oro", "positivt", "inte_trygghet"})  # topics of worry or praise, not of events
LONGEST_WHY = 600


class SheetDecided(Exception):
    """The sheet is decided: it stands as it was until it is opened anew; for good where it became a problem."""


def open_sheet(
    session: Session, viewer: Viewer, *, topic: str, area: str, cluster: int | None, title: str, now: datetime,
    today: date,
) -> CheersSheet:  # fmt: skip
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
        outcome=CheersOutcome.OPEN,
        opened_on=today,
        scores={},
        boxes={},
        version=1,
    )
    session.add(sheet)
    session.flush()  # its scope is read back
    sheet.boxes = {name: {"met": None, "why": "", "told": told} for name, told in weigh(session, viewer, sheet).items()}
    _keep(session, viewer, sheet, "opened", now)
    return sheet


def weigh(session: Session, viewer: Viewer, sheet: CheersSheet) -> dict[str, dict[str, Any]]:
    """What the data say of each box today."""
    heard = queries.heard(session, queries.scope_of(session, viewer, sheet))
    code = queries.codes_of(session, viewer, sheet.topic_id, None)[0]
    told = suggest(heard, is_mood=code in MOODS)
    return {name: asdict(told[name]) for name in BOXES}


def save_sheet(
    session: Session, viewer: Viewer, sheet_id: int, *, version: int, boxes: Mapping[str, tuple[bool | None, str]],
    scores: Mapping[str, int], now: datetime,
) -> CheersSheet:  # fmt: skip
    """Keep what a person decided of the boxes, and the scores.

    Raises StaleEdit when somebody saved in between, SheetDecided when the sheet is decided.
    """
    sheet = _undecided(session, viewer, sheet_id, version)
    sheet.boxes = {
        name: sheet.boxes.get(name, {}) | {"met": met, "why": tidy(why, LONGEST_WHY)}
        for name, (met, why) in boxes.items()
    }
    sheet.scores = dict(scores)
    return _next_version(session, viewer, sheet, "saved", now)


def boxes_decided(sheet: CheersSheet | None) -> int:
    """How many of the six boxes a person has answered, yes or no, with a why."""
    boxes = sheet.boxes.values() if sheet else ()
    return sum(box.get("met") is not None and bool(box.get("why")) for box in boxes)


def decide_sheet(
    session: Session, viewer: Viewer, sheet_id: int, verdict: Verdict, *, version: int, now: datetime, today: date
) -> CheersSheet:
    """Store the outcome with its reason, and what the data said then; a problem gets its card, once.

    GateClosed where a box is not answered for one, SheetDecided where it is decided, StaleEdit as when saving.
    """
    sheet = _undecided(session, viewer, sheet_id, version)
    if verdict.outcome is CheersOutcome.PROBLEM:
        if boxes_decided(sheet) < len(BOXES):
            raise GateClosed(["cheers"])
        sheet.problem_id = open_problem(session, viewer, sheet, verdict, now, today).id
    told = weigh(session, viewer, sheet)
    sheet.boxes = {name: sheet.boxes.get(name, {}) | {"told": told[name]} for name in BOXES}
    sheet.outcome, sheet.reason = verdict.outcome, tidy(verdict.reason, 600)
    sheet.review_on = verdict.review_on if verdict.outcome is CheersOutcome.WATCH else None
    is_handed = verdict.outcome is CheersOutcome.NOT_OURS
    sheet.handed_to = tidy(verdict.handed_to, 120) if is_handed else ""
    sheet.handed_on = verdict.handed_on if is_handed else None
    sheet.decided_on = today
    return _next_version(session, viewer, sheet, "decided", now)


def reopen_sheet(
    session: Session, viewer: Viewer, sheet_id: int, *, version: int, reason: str, now: datetime
) -> CheersSheet:
    """Undo the decision, with a reason; it stays among the versions. Opened already, it is let be.

    SheetDecided where it became a problem, which lives on as a card; StaleEdit as when saving.
    """
    sheet = queries.access_sheet(session, viewer, sheet_id, lock=True)
    if sheet.problem_id is not None:
        raise SheetDecided
    if sheet.outcome is CheersOutcome.OPEN:
        return sheet
    same_version(sheet.version, version)
    sheet.outcome, sheet.reason, sheet.decided_on = CheersOutcome.OPEN, "", None
    sheet.review_on, sheet.handed_to, sheet.handed_on = None, "", None
    return _next_version(session, viewer, sheet, "reopened", now, reason=tidy(reason, 600))


def _undecided(session: Session, viewer: Viewer, sheet_id: int, version: int) -> CheersSheet:
    sheet = queries.access_sheet(session, viewer, sheet_id, lock=True)
    if sheet.outcome is not CheersOutcome.OPEN:
        raise SheetDecided
    same_version(sheet.version, version)
    return sheet


def _next_version(
    session: Session, viewer: Viewer, sheet: CheersSheet, what: str, now: datetime, *, reason: str = ""
) -> CheersSheet:
    sheet.version += 1
    _keep(session, viewer, sheet, what, now, reason=reason or sheet.reason)
    return sheet


def _keep(session: Session, viewer: Viewer, sheet: CheersSheet, what: str, now: datetime, *, reason: str = "") -> None:
    session.add(
        SheetVersion(
            municipality_id=viewer.municipality_id, sheet_id=sheet.id, version=sheet.version, what=what,
            boxes=sheet.boxes, scores=sheet.scores, outcome=sheet.outcome, reason=reason,
            role=Role(viewer.role).value, saved_by_id=viewer.staff_id, saved_at=now,
        )
    )  # fmt: skip
