"""Locking a report: what it showed is stored, so that it can be shown and printed again just as it was."""

from collections.abc import Collection
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


def public_parts(report: Report) -> list[int]:
    """The places of the sections that the public reads; before that, of those that are not inward.

    A report from before sections said so has none of the latter: somebody has to choose.
    """
    sections = report.content["sections"]
    if report.public_content is None:
        return [at for at, part in enumerate(sections) if not part.get("inward", True)]
    return [at for at, part in enumerate(sections) if part in report.public_content["sections"]]


def as_public(report: Report, parts: Collection[int]) -> dict[str, Any]:
    """What the report shows with only these of its sections."""
    sections = [part for at, part in enumerate(report.content["sections"]) if at in parts]
    return report.content | {"sections": sections}


def publish(report: Report, parts: Collection[int], *, on: date) -> None:
    """Let the public read these sections of a council report, from `on`: the picture is a working paper."""
    content = as_public(report, parts)
    if report.kind is ReportKind.COUNCIL and content["sections"]:
        report.public_on, report.public_content = report.public_on or on, content


def take_back(report: Report) -> None:
    """The public reads the report no more."""
    report.public_on = report.public_content = None
