"""The situation picture (lägesbild) in the shape of law 2023:196, § 4: what is known, and what is not."""

from datetime import date, timedelta
from typing import Any

import holidays
from flask import url_for
from flask_babel import format_date, format_percent, gettext, ngettext
from sqlalchemy.orm import Session

from dialogue.models.indicator import IndicatorKind
from dialogue.models.sitting import ReportKind
from dialogue.published import Quarter, latest
from dialogue.reporting import parts, queries
from dialogue.reporting.document import cell, count, document, section, table
from dialogue.reporting.words import ACTIVITIES, OUTCOMES, PHASES

MOST_PROPOSALS = 3
EVERY = 2  # years: § 6 asks for a new picture at least this often


def build(session: Session, municipality_id: int, name: str, today: date) -> dict[str, Any]:
    """The picture as of today, from the latest published quarter."""
    quarters = latest(session, municipality_id, 4)
    first = quarters[-1].first_day if quarters else today - timedelta(days=365)
    held = queries.meetings_held(session, municipality_id, first, today)
    return document(
        gettext("Lägesbild, %(name)s", name=name),
        gettext("%(first)s – %(last)s", first=parts.day(first), last=parts.day(today)),
        [
            _about(session, municipality_id, today),
            _heard(quarters),
            _growing(session, municipality_id),
            _survey(session, municipality_id),
            _crime(session, municipality_id),
            parts.meetings_section(held),
            _staff(session, municipality_id, first, today),
            _who(session, municipality_id, quarters, held),
            _calendar(session, municipality_id, today),
            _unknown(session, municipality_id, quarters),
            _proposals(session, municipality_id),
            parts.problems_by_phase(session, municipality_id, PHASES),
            *([section(gettext("Bilaga: alla ämnen"), tables=[parts.topics_by_part(quarters[0])], is_annex=True)]
              if quarters else []),
        ],
    )  # fmt: skip


def _about(session: Session, municipality_id: int, today: date) -> dict[str, Any]:
    last = queries.last_report(session, municipality_id, ReportKind.SITUATION)
    due = (last.locked_on if last else today).replace(day=1)
    due = due.replace(year=due.year + EVERY)
    lines = [
        gettext("Lägesbilden följer 4 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete."),
        gettext("Senast fastställd %(day)s.", day=parts.day(last.locked_on))
        if last
        else gettext("Det här är den första."),
        gettext("Nästa senast %(month)s (6 §).", month=format_date(due, "MMMM y")),
    ]
    return section(gettext("Om lägesbilden"), lines=lines)


def _heard(quarters: list[Quarter]) -> dict[str, Any]:
    title, mark = gettext("Vad vi hör"), gettext("underlag 4 § p. 2")
    if not quarters:
        return section(title, lines=[gettext("Inget kvartal är utgivet än.")], mark=mark)
    before = parts.quarter_before(quarters)
    lines = [gettext("Invånarnas texter är annan information enligt 4 § p. 2, ingen kartläggning av brott.")]
    if quarters[0].total is not None:
        lines.append(ngettext("%(num)s text det senaste kvartalet.", "%(num)s texter det senaste kvartalet.",
                              quarters[0].total))  # fmt: skip
    return section(title, lines=lines, tables=[parts.largest_topics(quarters[0], before)], mark=mark)


def _growing(session: Session, municipality_id: int) -> dict[str, Any]:
    found = queries.growing(session, municipality_id)
    lines = [f"{name}, {', '.join(areas) or gettext('utan plats')}" for _, name, areas in found]
    return section(gettext("Det som växer mer än slumpen förklarar"), lines=lines or [gettext("Inget just nu.")])


def _survey(session: Session, municipality_id: int) -> dict[str, Any]:
    tables = parts.indicator_tables(session, queries.indicators(session, municipality_id, IndicatorKind.SURVEY))
    lines = [] if tables else [gettext("Ingen trygghetsmätning är inläst än.")]
    return section(gettext("Trygghetsmätningen"), lines=lines, tables=tables, mark=gettext("underlag 4 § p. 2"))


def _crime(session: Session, municipality_id: int) -> dict[str, Any]:
    tables = parts.indicator_tables(session, queries.indicators(session, municipality_id, IndicatorKind.CRIME))
    lines = [] if tables else [gettext("Polisens siffror är inte inlästa än.")]
    return section(gettext("Anmälda brott"), lines=lines, tables=tables, mark=gettext("underlag 4 § p. 1"))


def _staff(session: Session, municipality_id: int, first: date, today: date) -> dict[str, Any]:
    done = queries.activities(session, municipality_id, first, today)
    rows = [
        [cell(ACTIVITIES.get(kind, kind), url_for("following.list_activities")), count(number, "–"),
         cell(gettext("%(n)s timmar", n=round(minutes / 60)) if minutes else "–")]
        for kind, number, minutes in done
    ]  # fmt: skip
    head = [gettext("Vad"), gettext("Gånger"), gettext("Tid")]
    if not rows:
        return section(gettext("Vad personalen har gjort"), lines=[gettext("Inget är loggat under perioden.")])
    return section(gettext("Vad personalen har gjort"), tables=[table(gettext("Loggade insatser"), head, rows)])


def _who(session: Session, municipality_id: int, quarters: list[Quarter], held: list[queries.Held]) -> dict[str, Any]:
    told, lines = parts.representation_table(session, municipality_id, quarters, held)
    return section(gettext("Vilka som hörs"), lines=lines, tables=[told] if told else [])


def _calendar(session: Session, municipality_id: int, today: date) -> dict[str, Any]:
    until = today + timedelta(days=90)
    free = holidays.country_holidays("SE", years={today.year, until.year}, include_sundays=False, language="sv")
    told = [(on, name) for on, name in free.items() if today <= on <= until]
    told += [(row.starts_on, row.name) for row in queries.breaks(session, municipality_id, today, until)]
    told += [(row.held_on, row.title) for row in queries.coming_meetings(session, municipality_id, today)]
    lines = [f"{format_date(on, 'd MMMM')}: {name}" for on, name in sorted(told)]
    return section(gettext("Kalender, tre månader framåt"), lines=lines or [gettext("Inget är känt.")])


def _unknown(session: Session, municipality_id: int, quarters: list[Quarter]) -> dict[str, Any]:
    lines = [
        gettext("Texterna visar vad som berättas, inte hur mycket som händer."),
        gettext("Fler texter behöver inte betyda fler brott."),
        gettext("Den som inte vill eller kan skriva hörs inte här."),
    ]
    if quarters:
        lost, every = queries.without_place(session, municipality_id, quarters[-1].first_day, quarters[0].last_day)
        if every:
            share = format_percent(round(lost / every, 1))
            lines.append(gettext("Ungefär %(share)s av texterna nämner ingen plats.", share=share))
    if not queries.indicators(session, municipality_id, IndicatorKind.CRIME):
        lines.append(gettext("Anmälda brott saknas bland källorna."))
    if not queries.indicators(session, municipality_id, IndicatorKind.SURVEY):
        lines.append(gettext("Trygghetsmätningen saknas bland källorna."))
    return section(gettext("Vad vi inte vet"), lines=lines)


def _proposals(session: Session, municipality_id: int) -> dict[str, Any]:
    rows = queries.candidates(session, municipality_id)
    new = [row for row in rows if row.outcome.value == "open"][:MOST_PROPOSALS]
    watched = [row for row in rows if row.outcome.value == "watch"]
    told = [
        [cell(row.title, url_for("problems.show_sheet", sheet_id=row.id)), cell(OUTCOMES[row.outcome.value]),
         cell(parts.day(row.review_on) if row.review_on else "–")]
        for row in (*new, *watched)
    ]  # fmt: skip
    head = [gettext("Vad"), gettext("Förslag"), gettext("Ses över")]
    if not told:
        return section(gettext("Förslag"), lines=[gettext("Inga nya förslag.")])
    return section(gettext("Förslag"), tables=[table(gettext("Att pröva och att bevaka"), head, told)])
