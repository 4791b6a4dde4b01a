"""The report to the strategic council: two pages on the pledge, the problems, who is heard and what was answered."""

from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import format_percent, gettext
from sqlalchemy.orm import Session

from dialogue.models.indicator import IndicatorKind
from dialogue.models.sitting import ReportKind
from dialogue.pledge_reading import Item, read_pledge
from dialogue.pledge_state import pledge_in_force, signed_pledges
from dialogue.pledge_words import LIGHTS, OWNERS
from dialogue.published import Quarter, latest
from dialogue.reporting import parts, queries
from dialogue.reporting.document import cell, document, section, table
from dialogue.reporting.words import PHASES

SHORT = 110  # characters of a commitment in the table


def build(
    session: Session, municipality_id: int, name: str, today: date, *, asked: str = "", incidents: str = ""
) -> dict[str, Any]:
    """The report as of today. `asked`: the decisions asked for; `incidents`: data-protection incidents, in words."""
    quarters = latest(session, municipality_id, 4)
    last = queries.last_report(session, municipality_id, ReportKind.COUNCIL)
    first = last.period_end if last else today - timedelta(days=92)
    held = queries.meetings_held(session, municipality_id, first, today)
    annex = []
    if quarters:
        annex.append(section(gettext("Bilaga: texter efter ämne och del av kommunen"),
                             tables=[parts.topics_by_part(quarters[0])], is_annex=True))  # fmt: skip
    values = parts.indicator_tables(session, _indicators(session, municipality_id))
    if values:
        annex.append(section(gettext("Bilaga: mätvärden"), tables=values, is_annex=not annex))
    return document(
        gettext("Rapport till strategiska rådet, %(name)s", name=name),
        gettext("%(first)s – %(last)s", first=parts.day(first), last=parts.day(today)),
        [
            _asked(asked),
            _pledge(session, municipality_id, today),
            parts.problems_by_phase(session, municipality_id, PHASES),
            _heard(quarters),
            _who(session, municipality_id, quarters, held),
            parts.meetings_section(held),
            _answered(session, municipality_id, quarters, first, today),
            _law(session, municipality_id),
            _incidents(incidents),
            *annex,
        ],
    )


def _indicators(session: Session, municipality_id: int) -> list[Any]:
    kinds = (IndicatorKind.SURVEY, IndicatorKind.CRIME, IndicatorKind.SERIES)
    return [found for kind in kinds for found in queries.indicators(session, municipality_id, kind)]


def _asked(asked: str) -> dict[str, Any]:
    lines = [line for line in asked.splitlines() if line.strip()]
    return section(gettext("Beslut som begärs"), lines=lines or [gettext("Inga.")], is_inward=True)


def _pledge(session: Session, municipality_id: int, today: date) -> dict[str, Any]:
    signed = signed_pledges(session, municipality_id)
    pledge = pledge_in_force(session, municipality_id, today) or (signed[0] if signed else None)
    if pledge is None:
        return section(gettext("Medborgarlöftet"), lines=[gettext("Inget löfte är undertecknat.")])
    reading = read_pledge(session, pledge, today, public=True)
    head = [gettext("Åtagande"), gettext("Ägare"), gettext("Lovat sedan"), gettext("Läge"), gettext("Uppföljt")]
    rows = [_commitment(pledge.code, item) for item in reading.items]
    line = gettext("%(title)s gäller till %(day)s.", title=pledge.title, day=parts.day(pledge.ends_on))
    if pledge.ends_on < today:
        line = gettext("%(title)s upphörde %(day)s.", title=pledge.title, day=parts.day(pledge.ends_on))
    return section(gettext("Medborgarlöftet"), lines=[line], tables=[table(gettext("Åtaganden"), head, rows)])


def _commitment(code: str, item: Item) -> list[dict[str, Any]]:
    row, latest_entry = item.state.commitment, item.state.latest
    text = row.text if len(row.text) <= SHORT else f"{row.text[:SHORT].rsplit(' ', 1)[0]} …"
    return [
        cell(text, url_for("following.show_commitment", code=code, number=row.number)),
        cell(OWNERS[row.owner.value]),
        cell(row.promised_since),
        cell(LIGHTS[item.state.light.value] if item.state.light else gettext("inte uppföljt")),
        cell(parts.day(latest_entry.on) if latest_entry else "–"),
    ]


def _heard(quarters: list[Quarter]) -> dict[str, Any]:
    if not quarters:
        return section(gettext("Vad vi hör"), lines=[gettext("Inget kvartal är utgivet än.")])
    before = parts.quarter_before(quarters)
    return section(
        gettext("Vad vi hör"), tables=[parts.largest_topics(quarters[0], before)], mark=gettext("underlag 4 § p. 2")
    )


def _who(session: Session, municipality_id: int, quarters: list[Quarter], held: list[queries.Held]) -> dict[str, Any]:
    told, lines = parts.representation_table(session, municipality_id, quarters, held)
    return section(gettext("Vilka som hörs"), lines=lines, tables=[told] if told else [])


def _answered(
    session: Session, municipality_id: int, quarters: list[Quarter], first: date, today: date
) -> dict[str, Any]:
    told = queries.answers(session, municipality_id, first, today)
    lines = [gettext("%(day)s: %(title)s", day=parts.day(on), title=title) for _, title, on in told]
    if quarters:
        answered = queries.answered_topics(session, municipality_id)
        pairs = zip(quarters[0].topics, quarters[0].row_totals, strict=True)
        heard = {code: total for (code, _), total in pairs if code and total}
        if heard:
            share = sum(total for code, total in heard.items() if code in answered) / sum(heard.values())
            told_share = gettext("%(share)s av kvartalets redovisade texter hör till ett ämne som har ett svar.",
                                 share=format_percent(share))  # fmt: skip
            lines[:0] = [told_share, gettext("Målet är 80 %.")]
    return section(gettext("Svar till dem som berättade"), lines=lines or [gettext("Inga nya svar.")])


def _law(session: Session, municipality_id: int) -> dict[str, Any]:
    picture = queries.last_report(session, municipality_id, ReportKind.SITUATION)
    if picture:
        on = picture.locked_on
        known = gettext("Lägesbilden är senast fastställd %(day)s och ska vara ny senast %(year)s (2023:196, 6 §).",
                        day=parts.day(on), year=on.year + 2)  # fmt: skip
    else:
        known = gettext("Ingen lägesbild är fastställd än (2023:196, 4 §).")
    return section(gettext("Lag och skydd"), lines=[known])


def _incidents(told: str) -> dict[str, Any]:
    """In words, and often of few people: not for the public."""
    lines = [told.strip() or gettext("Inga kända.")]
    return section(gettext("Personuppgiftsincidenter"), lines=lines, is_inward=True)
