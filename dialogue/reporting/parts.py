"""The parts that the situation picture and the council's report share. Every count of texts is a published one."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt

from flask import url_for
from flask_babel import format_date, format_decimal, format_percent, gettext, ngettext
from sqlalchemy.orm import Session

from dialogue.attendance import attendance_table
from dialogue.indicator_series import Point, latest_of, read_series
from dialogue.models.indicator import Indicator
from dialogue.pledge_words import age_span, line_name
from dialogue.published import Quarter
from dialogue.reporting import queries
from dialogue.reporting.document import Cell, cell, count, section, table
from dialogue.suppression import merge_bands

AGES = ("0-15", "16-29", "30-49", "50-64", "65+")
AIMED_AT = ("16-29", "30-49")  # the pledge's own focus, first


def hidden() -> str:
    """What stands for a published count that is not shown: it may be larger than five, hidden to protect another."""
    return str(gettext("dolt"))


def few() -> str:
    """What stands for a count that is not shown because it is small."""
    return str(gettext("färre än fem"))


def day(on: date) -> str:
    """4 mars 2026."""
    return str(format_date(on, "d MMMM y"))


def topic_link(code: str, quarter: Quarter) -> str:
    """The topic's page for the days of a quarter: the masked texts behind a figure."""
    if not code:
        return ""
    return url_for("scanning.show_topic", code=code, fran=quarter.first_day, till=quarter.last_day)


def topics_by_part(quarter: Quarter) -> dict[str, object]:
    """The whole published table: topics × parts of the municipality."""
    head = [gettext("Ämne"), *(place or gettext("okänd plats") for place in quarter.places), gettext("alla")]
    rows = [
        [
            cell(name or gettext("Ännu inte sorterat"), topic_link(code, quarter)),
            *(count(texts, hidden()) for texts in row),
            count(total, hidden()),
        ]
        for (code, name), row, total in zip(quarter.topics, quarter.cells, quarter.row_totals, strict=True)
        if total != 0
    ]
    caption = gettext("Texter, %(days)s. Dolt: färre än fem, eller för att skydda en annan ruta.", days=span(quarter))
    return table(caption, head, rows)


def quarter_before(quarters: Sequence[Quarter]) -> Quarter | None:
    """The published quarter just before the latest; a quarter without texts is not published, and none stands in."""
    if len(quarters) < 2 or quarters[1].last_day + timedelta(days=1) != quarters[0].first_day:
        return None
    return quarters[1]


def span(quarter: Quarter) -> str:
    """The days of a quarter."""
    return f"{day(quarter.first_day)} – {day(quarter.last_day)}"


def largest_topics(quarter: Quarter, before: Quarter | None, most: int = 5) -> dict[str, object]:
    """The topics that most texts are about, with their uncertainty and how the quarter before was."""
    shown = [
        (code, name, total)
        for (code, name), total in zip(quarter.topics, quarter.row_totals, strict=True)
        if code and total
    ]
    rows: list[list[Cell]] = []
    for code, name, total in sorted(shown, key=lambda row: (-row[2], row[0]))[:most]:
        earlier = before.count(code) if before else None
        rows.append([
            cell(name, topic_link(code, quarter)), count(total, hidden()), cell(f"± {round(1.96 * sqrt(total))}"),
            count(earlier, hidden()) if before else cell("–"), cell(_change(total, earlier)),
        ])  # fmt: skip
    head = [
        gettext("Ämne"), gettext("Texter"), gettext("Osäkerhet, 95 %"), gettext("Kvartalet före"), gettext("Läsning"),
    ]  # fmt: skip
    return table(gettext("Flest texter, %(days)s", days=span(quarter)), head, rows, bar=1)


def _change(now: int, before: int | None) -> str:
    """Only what chance does not explain is called a change: the counts differ by more than two deviations."""
    if before is None:
        return str(gettext("kan inte jämföras"))
    if abs(now - before) <= 1.96 * sqrt(now + before):
        return str(gettext("ingen säker skillnad"))
    return str(gettext("fler") if now > before else gettext("färre"))


def indicator_tables(session: Session, found: Sequence[Indicator]) -> list[dict[str, object]]:
    """For each indicator its latest values by part of the municipality: uncertainty, source, day of publication.

    Ages have tables of their own on the indicator's page, which the value leads to.
    """
    tables = []
    for indicator in found:
        lines = read_series(session, indicator, public=True).lines
        rows = [_value_row(indicator, latest_of(line)[-1]) for place, line in lines.items() if not place[2] and line]
        if rows:
            head = [
                gettext("Del av kommunen"), gettext("Period"), gettext("Värde"), gettext("Osäkerhet"),
                gettext("Källa"),
            ]  # fmt: skip
            tables.append(table(f"{indicator.name} ({indicator.unit})", head, rows))
    return tables


def _value_row(indicator: Indicator, point: Point) -> list[Cell]:
    value = hidden() if point.value is None else format_decimal(point.value)
    source = gettext("%(name)s, %(day)s", name=point.source, day=day(point.published_on))
    return [
        cell(line_name(point.place)),
        cell(str(point.ends_on.year)),
        cell(value, url_for("following.show_indicator", code=indicator.code)),
        cell(f"± {format_decimal(point.margin)}" if point.margin is not None else "–"),
        cell(source),
    ]


def meetings_section(held: Sequence[queries.Held]) -> dict[str, object]:
    """The dialogues held, and who came, as each may be shown."""
    rows = []
    for meeting in held:
        attended = attendance_table(meeting.came)
        total = attended.total if attended else None
        words = gettext("inte räknat") if attended is None else few()
        rows.append([
            cell(meeting.title, url_for("organising.show_desk", code=meeting.code)), cell(day(meeting.on)),
            cell(meeting.area or "–"), count(total, words),
        ])  # fmt: skip
    head = [gettext("Möte"), gettext("Dag"), gettext("Område"), gettext("Kom")]
    if not rows:
        return section(gettext("Dialoger"), lines=[gettext("Inga möten hölls under perioden.")])
    return section(gettext("Dialoger"), tables=[table(gettext("Möten som hölls"), head, rows)])


def representation_table(session: Session, municipality_id: int, quarters: Sequence[Quarter],
                         held: Sequence[queries.Held]) -> tuple[dict[str, object] | None, list[str]]:  # fmt: skip
    """Shares by age among those who told their age, against the inhabitants; the ages that the pledge aims at first."""
    people, source, counted_on = queries.population(session, municipality_id)
    told_by = {age: [dict(quarter.ages).get(age) for quarter in quarters] for age in AGES}
    texts = {age: sum(count or 0 for count in counts) for age, counts in told_by.items()}
    came = queries.visitors(held)
    bands = merge_bands([came[age] for age in AGES])
    alone = {AGES[band.first]: band.count for band in bands if band.first == band.last}
    inhabitants = sum(people.values())
    every_text, every_visitor = sum(texts.values()), sum(came[age] for age in AGES)
    rows: list[list[Cell]] = []
    shares: list[float | None] = []
    for age in (*AIMED_AT, *(age for age in AGES if age not in AIMED_AT)):
        share = people[age] / inhabitants if age in people and inhabitants else None
        told = texts[age] / every_text if every_text and None not in told_by[age] else None
        seats = alone.get(age)
        visit = seats / every_visitor if every_visitor and seats is not None else None
        shares += [told, visit]
        rows.append([
            cell(age_span(age)), cell(_percent(share)), cell(_percent(told)), cell(_ratio(told, share)),
            cell(_percent(visit)), cell(_ratio(visit, share)),
        ])  # fmt: skip
    if not every_text and not every_visitor:
        return None, [gettext("Ingen ålder är berättad i det som är redovisat.")]
    if not any(shares):
        return None, [gettext("För få har berättat sin ålder för att det ska kunna visas.")]
    head = [
        gettext("Ålder"), gettext("Invånare"), gettext("Texter"), gettext("kvot"), gettext("Besökare"), gettext("kvot"),
    ]  # fmt: skip
    lines = [
        gettext("Kvot 1 betyder att gruppen hörs lika mycket som den är stor. Mellan 0,7 och 1,3 är målet."),
        gettext("Texter och besökare: andelar av dem som har berättat sin ålder. Ett streck betyder dolt eller okänt."),
    ]
    if any(None in counts for counts in told_by.values()):
        lines.append(gettext("Dolda tal är inte med i summan, så de andelar av texterna som syns är något för höga."))
    if counted_on:
        lines.append(gettext("Invånare: %(source)s, %(day)s.", source=source, day=day(counted_on)))
    else:
        lines.append(gettext("Invånarna per ålder är inte inlästa än."))
    return table(gettext("Vilka som hörs"), head, rows), lines


def _percent(share: float | None) -> str:
    return "–" if share is None else str(format_percent(share))


def _ratio(share: float | None, of: float | None) -> str:
    return "–" if share is None or not of else str(format_decimal(round(share / of, 2)))


def problems_by_phase(session: Session, municipality_id: int, phases: dict[str, str]) -> dict[str, object]:
    """The problems, each with its phase, owner and age."""
    found = queries.problems(session, municipality_id)
    rows = [
        [
            cell(row.title, url_for("problems.show_problem", code=row.code)), cell(phases[row.phase.value]),
            cell(row.owner_role), cell(day(row.opened_on)),
        ]
        for row in found
    ]  # fmt: skip
    head = [gettext("Problem"), gettext("Fas"), gettext("Ägare"), gettext("Öppnat")]
    closed = sum(row.phase.value == "closed" for row in found)
    if not rows:
        return section(gettext("Problem"), lines=[gettext("Inget problem är öppnat.")])
    lines = [ngettext("%(all)s problem, varav %(num)s avslutat.", "%(all)s problem, varav %(num)s avslutade.", closed,
                      all=len(found))]  # fmt: skip
    return section(gettext("Problem"), lines=lines, tables=[table(gettext("Problem efter fas"), head, rows)])
