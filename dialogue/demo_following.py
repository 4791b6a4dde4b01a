"""The demonstration's indicators, survey, population, and log of what was done. All figures are made up but the index
of 2020–2023, which was published with two different values for 2021 and for 2022."""

from datetime import UTC, date, datetime, timedelta
from math import sqrt
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import (
    Activity,
    ActivityKind,
    AgeBand,
    Area,
    Better,
    Daypart,
    Indicator,
    IndicatorKind,
    IndicatorValue,
    Municipality,
    Population,
    Topic,
)

SURVEY, CRIME, SERIES = IndicatorKind.SURVEY, IndicatorKind.CRIME, IndicatorKind.SERIES
STRATA = ("tätort", "övriga tätorter", "landsbygd")
# code, name, kind, unit, better, topic, baseline and its period
INDICATORS = (
    ("problemindex", "Problemindex i trygghetsmätningen", SURVEY, "index 0–6", Better.DOWN, "", None, ""),
    ("otrygg_ute_sent", "Känner sig otrygg ute ensam sen kväll", SURVEY, "procent", Better.DOWN, "belysning", None, ""),
    ("oro_stold", "Oroar sig för att utsättas för stöld", SURVEY, "procent", Better.DOWN, "inbrott_forrad", None, ""),
    ("narkotika_ute", "Har sett narkotikapåverkade i området", SURVEY, "procent", Better.DOWN, "narkotika", None, ""),
    ("polisen_bryr_sig", "Polisen bryr sig om problemen här", SURVEY, "procent", Better.UP, "polisnarvaro", None, ""),
    ("anmalda_narkotika", "Anmälda narkotikabrott", CRIME, "anmälningar", Better.NEITHER, "narkotika", None, ""),
    ("anmalda_inbrott", "Anmälda inbrott i förråd och garage", CRIME, "anmälningar", Better.DOWN, "inbrott_forrad",
     None, ""),
    ("tillgrepp_butik", "Anmälda stölder i butik", CRIME, "anmälningar", Better.DOWN, "butik_stold", None, ""),
    ("avlopp_thc", "THC-syra i avloppsvatten", SERIES, "mg per dygn och 1 000 invånare", Better.DOWN, "narkotika",
     None, ""),
    ("skolbesok_spontana", "Spontana skolbesök av polis", SERIES, "besök i månaden", Better.UP, "", 2.0,
     "januari–mars 2023"),
    ("grannsamverkan_hushall", "Hushåll i Grannsamverkan", SERIES, "hushåll", Better.UP, "", None, ""),
)  # fmt: skip
INDEX = (  # year, value, published: 2021 and 2022 were told differently a year later
    (2020, 1.28, date(2020, 11, 20)), (2021, 1.22, date(2021, 11, 8)), (2021, 1.41, date(2022, 11, 9)),
    (2022, 1.78, date(2022, 11, 9)), (2022, 1.73, date(2023, 11, 13)), (2023, 1.51, date(2023, 11, 13)),
)  # fmt: skip
SHARES = {"otrygg_ute_sent": 18, "oro_stold": 21, "narkotika_ute": 14, "polisen_bryr_sig": 41}
PEOPLE = {  # of each age band, by stratum
    "": (3300, 2950, 4850, 3050, 3800), "tätort": (2150, 2020, 3350, 1880, 2280),
    "övriga tätorter": (390, 300, 500, 370, 450), "landsbygd": (760, 630, 1000, 800, 1070),
}  # fmt: skip
SCHOOLS = ("Haganässkolan", "Linnéskolan", "Gemöskolan", "Elmeskolan", "Diö skola", "Virestads skola")
SCHOOL_AREAS = {"Diö skola": "dio", "Virestads skola": "virestad"}
PATROLLED = ("almhult_centrum", "almhult_centrum", "almhult_haganas", "almhult_ikea_handel", "almhult_vastra")
WATCH = {
    "Hagahem": "almhult_haganas", "Västra Bökhult": "almhult_bokhult", "Klockarelyckan": "almhult_klockarelyckan",
    "Göteryd": "goteryd", "Virestad": "virestad",
}  # fmt: skip


def add_indicators(session: Session, municipality: Municipality, staff_id: int, today: date) -> dict[str, Indicator]:
    """The indicators with their values, by code."""
    topics = {row.code: row.id for row in session.scalars(select(Topic).where(
        Topic.municipality_id == municipality.id))}  # fmt: skip
    rows = {
        code: Indicator(municipality_id=municipality.id, code=code, name=name, kind=kind, unit=unit, better=better,
                        topic_id=topics.get(topic), baseline=baseline, baseline_period=period)
        for code, name, kind, unit, better, topic, baseline, period in INDICATORS
    }  # fmt: skip
    session.add_all(rows.values())
    session.flush()
    writer = _Writer(session, municipality, staff_id, today)
    for year, value, published in INDEX:
        writer.add(rows["problemindex"], value, year, "Älmhults kommun, nyhet", published)
    _add_survey(writer, rows, today)
    _add_counts(writer, rows, today)
    _add_population(session, municipality)
    return rows


class _Writer:
    """Adds values to the session, all entered by one person today."""

    def __init__(self, session: Session, municipality: Municipality, staff_id: int, today: date) -> None:
        self.session, self.municipality, self.staff_id = session, municipality, staff_id
        self.at = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=8)

    def add(self, indicator: Indicator, value: float, year: int, source: str, published: date, *, month: int = 0,
            stratum: str = "", age: AgeBand | None = None, n: int | None = None, margin: float | None = None,
            note: str = "") -> None:  # fmt: skip
        """One value, for a year or a month of it."""
        start = date(year, month or 1, 1)
        end = date(year, 12, 31) if not month else (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        self.session.add(IndicatorValue(
            municipality_id=self.municipality.id, indicator_id=indicator.id, value=value, period_start=start,
            period_end=end, stratum=stratum, age_band=age, n=n, margin=margin, source=source, published_on=published,
            note=note, entered_by_id=self.staff_id, entered_at=self.at,
        ))  # fmt: skip


def _add_survey(writer: _Writer, rows: dict[str, Indicator], today: date) -> None:
    """Four questions, two years, three strata, by age: one age group in one stratum has a margin that says little."""
    dice = Random(1)  # noqa: S311 — made-up figures, the same every time
    for year in (today.year - 2, today.year - 1):
        published = date(year, 11, 15)
        for code, level in SHARES.items():
            for at, stratum in enumerate(("", *STRATA)):
                n = 558 if not stratum else (230, 150, 178)[at - 1]
                share = level + (0, 4, -3, -2)[at] + (3 if year == today.year - 1 else 0) + dice.randint(-1, 1)
                writer.add(rows[code], share, year, "Trygghetsmätningen (påhittade tal)", published, stratum=stratum,
                           n=n, margin=_margin(share, n))  # fmt: skip
                for age, part in zip(tuple(AgeBand)[1:], (0.12, 0.27, 0.28, 0.33), strict=True):
                    few = max(round(n * part * (0.2 if stratum == "övriga tätorter" else 1)), 3)
                    told = max(share + dice.randint(-6, 6), 0)
                    writer.add(rows[code], told, year, "Trygghetsmätningen (påhittade tal)", published,
                               stratum=stratum, age=age, n=few, margin=_margin(told, few))  # fmt: skip


def _margin(share: float, n: int) -> float:
    part = min(max(share / 100, 0.05), 0.95)
    return round(196 * sqrt(part * (1 - part) / n), 1)


def _add_counts(writer: _Writer, rows: dict[str, Indicator], today: date) -> None:
    dice = Random(2)  # noqa: S311 — made-up figures, the same every time
    months = [((today.year * 12 + today.month - 2 - back) // 12, (today.month - 2 - back) % 12 + 1)
              for back in range(23, -1, -1)]  # fmt: skip
    months = [*((2023, month) for month in range(4, 13)), (2024, 1), (2024, 2), *months]
    for year, month in months:
        published = (date(year, month, 1) + timedelta(days=45)).replace(day=10)
        for code, level in (("anmalda_narkotika", 9), ("anmalda_inbrott", 6), ("tillgrepp_butik", 12)):
            writer.add(rows[code], max(level + dice.randint(-4, 4), 0), year, "Polisregion Syd (påhittade tal)",
                       min(published, today), month=month)  # fmt: skip
        if month in (3, 5, 9, 11):
            writer.add(rows["avlopp_thc"], 38 + dice.randint(-9, 12), year, "Kommunens provtagning (påhittade tal)",
                       min(published, today), month=month, note="Provpunkt: tätorten. Vardagar.")  # fmt: skip
    for year in range(2022, today.year):
        for at, stratum in enumerate(("tätort", "landsbygd")):
            households = (96, 41)[at] + (year - 2022) * (22, 7)[at]
            writer.add(rows["grannsamverkan_hushall"], households, year, "Kommunens register (påhittade tal)",
                       date(year + 1, 1, 20), stratum=stratum, n=households)  # fmt: skip


def _add_population(session: Session, municipality: Municipality) -> None:
    for stratum, counts in PEOPLE.items():
        for age, people in zip(AgeBand, counts, strict=True):
            session.add(Population(
                municipality_id=municipality.id, counted_on=date(2024, 12, 31), stratum=stratum, age_band=age,
                people=people, source="Påhittade tal för demonstrationen",
            ))  # fmt: skip


def add_activities(session: Session, municipality: Municipality, today: date) -> None:
    """What was done in the year of the 2023 pledge, and in the ten months up to today."""
    areas = {row.code: row.id for row in session.scalars(select(Area).where(
        Area.municipality_id == municipality.id))}  # fmt: skip
    dice = Random(3)  # noqa: S311 — made-up figures, the same every time
    for start, end in ((date(2023, 4, 12), date(2024, 2, 29)), (today - timedelta(days=300), today)):
        day = start
        while day <= end:
            for told in _done_on(day, dice):
                code = told.pop("area")
                session.add(Activity(municipality_id=municipality.id, done_on=day, area_id=areas.get(str(code)),
                                     logged_at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=20),
                                     **told))  # fmt: skip
            day += timedelta(days=1)


def _done_on(day: date, dice: Random) -> list[dict[str, object]]:
    """What was done on a day: most days a patrol, school visits in term, the rest a few times a year."""
    done: list[dict[str, object]] = []
    term = day.month not in (6, 7) and day.weekday() < 5
    if dice.random() < 0.45:
        part = dice.choice((Daypart.EVENING, Daypart.EVENING, Daypart.DAY, Daypart.NIGHT))
        done.append({"kind": ActivityKind.FOOT_PATROL, "area": dice.choice(PATROLLED), "daypart": part,
                     "minutes": dice.choice((30, 60, 60, 90, 120)), "role": "police"})  # fmt: skip
    if term and dice.random() < 0.2:
        school = dice.choice(SCHOOLS)
        done.append({"kind": ActivityKind.SCHOOL_VISIT, "place": school, "area": SCHOOL_AREAS.get(school, "almhult"),
                     "daypart": Daypart.DAY, "minutes": dice.choice((15, 30, 60)), "role": "police"})  # fmt: skip
    if term and day.day == 14:
        school = dice.choice(SCHOOLS[:4])
        done.append({"kind": ActivityKind.SCHOOL_INFORMATION, "place": school, "area": "almhult", "minutes": 60,
                     "daypart": Daypart.DAY, "people": dice.randint(22, 95), "result": "Narkotika och rekrytering",
                     "role": "coordinator"})  # fmt: skip
    if day.weekday() < 5 and day.day == 21 and day.month in (2, 5, 9, 11):
        done.append({"kind": ActivityKind.DOG_SEARCH, "place": "Haganässkolan", "area": "almhult_haganas",
                     "daypart": Daypart.EVENING, "minutes": 60, "result": "Inget fynd. Efter skoltid.",
                     "role": "police"})  # fmt: skip
        done.append({"kind": ActivityKind.BUSINESS_NETWORK, "place": "Nätverket i centrum", "area": "almhult_centrum",
                     "minutes": 90, "people": dice.randint(9, 18), "role": "coordinator"})  # fmt: skip
    if day.day == 8 and day.month in (3, 4, 5, 9, 10):
        place = tuple(WATCH)[(3, 4, 5, 9, 10).index(day.month)]
        done.append({"kind": ActivityKind.NEIGHBOURHOOD_WATCH, "place": place, "area": WATCH[place], "minutes": 90,
                     "people": dice.randint(8, 25), "result": "Årlig träff", "role": "coordinator"})  # fmt: skip
    return done
