"""Locking a report: what it showed is stored, so that it can be shown and printed again just as it was."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Municipality
from dialogue.models import Report as Report
from dialogue.models import ReportKind as ReportKind


def lock_report(
    session: Session, viewer: Viewer, kind: ReportKind, content: dict[str, Any], *, first: date, today: date
) -> Report:
    """Store the report under the next number of its kind. One is locked at a time."""
    session.execute(select(Municipality.id).where(Municipality.id == viewer.municipality_id).with_for_update())
    mine = (Report.municipality_id == viewer.municipality_id, Report.kind == kind)
    number = (session.scalar(select(func.max(Report.number)).where(*mine)) or 0) + 1
    row = Report(
        municipality_id=viewer.municipality_id, kind=kind, number=number, title=content["title"][:160],
        period_start=first, period_end=today, content=content, locked_on=today, locked_by_id=viewer.staff_id,
    )  # fmt: skip
    session.add(row)
    return row


def set_public(report: Report, *, on: date | None) -> None:
    """Let the public read a report, or not. Only the council's: the picture is a working paper."""
    if report.kind is ReportKind.COUNCIL:
        report.public_on = on
