"""The demonstration's joint group: seats, sittings, candidates, problems in every phase, measures and answers."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import (
    Answer,
    Area,
    CheersOutcome,
    CheersSheet,
    GroupMember,
    Measure,
    MeasureStatus,
    Membership,
    Municipality,
    Owner,
    Phase,
    Problem,
    ProblemVersion,
    Role,
    SheetVersion,
    Sitting,
    SittingStatus,
    Topic,
)

SEATS = (
    ("kommunpolis", "Polisen"), ("områdespolis", "Polisen"), ("brottsförebyggande samordnare", "Kommunen"),
    ("fritidschef", "Kommunen"), ("rektor, Haganässkolan", "Kommunen"), ("gatuchef", "Kommunen"),
    ("enhetschef, socialtjänsten", "Kommunen"), ("områdesansvarig", "Älmhultsbostäder"),
)  # fmt: skip
BOXES = {
    "community": "Boende, förare och skolan berättar samma sak.",
    "harm": "Buller om natten, två tillbud på gångvägen.",
    "expectation": "De flesta ber om att någon ska synas där.",
    "events": "Kvällarna går att räkna.",
    "recurring": "Nästan varje fredag och lördag sedan april.",
    "similarity": "Samma plats, samma tid, samma beteende.",
}
CARD = {
    "behaviour": "A-traktorer kör snabbt och burnar på parkeringen.",
    "place": "Handelsplatsen vid Haganäs, parkeringens västra del.",
    "time": "Fredag och lördag, klockan 21–02, april till september.",
    "how_often": "De flesta helger, sedan förra våren.",
    "harmed": "Boende på Handelsvägen, gående, butikernas personal.",
    "why_this": "Det är det som flest berättar om i tätorten, och det syns.",
    "sources": "invånarnas texter\nsamtal till polisen\nskolans personal",
    "sources_left_out": "försäkringsbolagens skador",
    "limits": "De unga förarnas egen bild saknas i texterna.",
    "actors": "Unga förare från tre kommuner, drivs av att samlas och synas.",
    "target": "En plan yta som är tom på kvällen.",
    "setting": "Ingen uppsikt efter 21, lätt att köra in och ut, bra ljus.",
    "chain": "träff bestäms i en chatt\nbilarna samlas vid macken\nkörning till parkeringen\nburnande\nbuller och spår",
    "hypothesis": "Det sker där för att ytan är tom, upplyst och utan uppsikt.",
    "refuted_by": "Att det fortsätter lika mycket sedan infarten stängts nattetid.",
    "options": "Bommar nattetid: vald.\nKameror: valda bort, kräver tillstånd och tid.\nEn plats att träffas på: vald.",
    "others": "Ljungby stängde en parkering 2024 och fick lugnare sommar.",
    "side_effects": "Kan flytta till Bökhult. Följs upp där.",
    "goal": "Texter och samtal om buskörning här −40 % maj–september mot året före, utan ökning vid Bökhult.",
    "baseline": "Året före: 31 händelser maj–september (texter och polisens samtal).",
}

LAMPS = {
    "behaviour": "Folk vågar inte gå till tåget.",
    "place": "Gångvägen mellan Diö skola och stationen.",
    "time": "Vardagar efter klockan 16, oktober till mars.",
    "how_often": "Varje vinter, i flera år.",
    "harmed": "Resenärer, mest unga och äldre.",
    "why_this": "Många berörs, och vi kan påverka det.",
    "sources": "invånarnas texter\nmötet i Diö\nfelanmälan",
    "sources_left_out": "trafikräkning",
    "limits": "De som redan slutat gå hörs kanske inte.",
    "actors": "Ingen som stör är känd.",
    "target": "Den som går ensam till och från tåget.",
    "setting": "Fyra lampor av tio trasiga, buskar intill vägen.",
    "chain": "mörkret faller\ntåget kommer\nvägen är tom\nfolk tar bilen i stället",
    "hypothesis": "Mörkret gör att folk inte går, och att vägen blir tom.",
    "refuted_by": "Att lika få går sedan lamporna lagats.",
    "options": "Nya lampor: valt.\nKlippa buskar: valt.\nVärdar på stationen: bortvalt, för få tåg.",
    "others": "Liatorp bytte lampor 2023 och fick färre texter om mörkret.",
    "side_effects": "Inga kända.",
    "goal": "Hälften så många händelser om mörkret i Diö oktober–mars mot året före.",
    "baseline": "Året före: 14 händelser oktober–mars (invånarnas texter).",
    "goal_on": "2026-03-31",
    "process": "Ja. Sex lampor och klippta buskar, två veckor försenat.",
    "after_from": "2025-10-01",
    "after_to": "2026-03-31",
    "effect": "Färre texter om mörkret här. Tabellen visar hur säkert det är.",
    "moved_place": "no", "moved_time": "no", "moved_target": "no", "moved_method": "no", "moved_act": "no",
    "moved_actors": "unknown",
    "moved_told": "Inget tyder på att det flyttat.",
    "reporting": "Ett möte hölls i Diö under tiden. Det kan ha gett fler texter.",
    "verdict": "keep",
}  # fmt: skip


def load(session: Session, municipality: Municipality, today: date) -> None:
    """Fill the group of one municipality; its staff, topics and areas must be there."""
    demo = _Demo(session, municipality, today)
    demo.sittings()
    demo.candidates()
    demo.problems()
    demo.answers()


def _tuesday(on: date) -> date:
    """The Tuesday of the week, or the one before."""
    return on - timedelta(days=(on.weekday() - 1) % 7)


class _Demo:
    """What all the parts need at hand."""

    def __init__(self, session: Session, municipality: Municipality, today: date) -> None:
        self.session, self.today, self.mine = session, today, municipality.id
        staff = session.scalars(select(Membership).where(Membership.municipality_id == self.mine))
        self.staff = {row.role: row.staff_id for row in staff}
        self.topics = self._codes(Topic)
        self.areas = self._codes(Area)

    def _codes(self, table: type[Topic] | type[Area]) -> dict[str, int]:
        rows = self.session.execute(select(table.code, table.id).where(table.municipality_id == self.mine))
        return {code: number for code, number in rows}  # noqa: C416 — a typed row is no pair

    def add(self, row: Any) -> Any:
        """Store a row of the municipality; it has its id afterwards."""
        row.municipality_id = self.mine
        self.session.add(row)
        self.session.flush()
        return row

    def ago(self, days: int) -> date:
        """So many days ago."""
        return self.today - timedelta(days=days)

    def sittings(self) -> None:
        """Eight seats, six sittings with locked minutes, and one to come."""
        seats = [self.add(GroupMember(role=role, organisation=organisation)) for role, organisation in SEATS]
        for months in range(6, 0, -1):
            on = _tuesday(self.ago(30 * months))
            minutes = {
                "present": [f"{seat.role}, {seat.organisation}" for seat in seats[: 5 + months % 3]],
                "items": [
                    {"kind": "round", "title": "Runda: vad ser ni som inte syns i siffrorna?", "background": "",
                     "notes": "Skolan ser fler som stannar kvar efter stängning.", "decision": "", "is_done": True},
                    {"kind": "problem", "title": "A-traktorer på handelsplatsen, fredag–lördag natt", "background": "",
                     "notes": "", "decision": "Bommarna provas från månadsskiftet.", "is_done": True},
                ],
                "tasks": [],
            }  # fmt: skip
            self.add(
                Sitting(
                    held_on=on, starts_at="13:00", place="Stadshuset", status=SittingStatus.LOCKED, minutes=minutes,
                    present=[seat.id for seat in seats[:5]], locked_by_id=self.staff[Role.COORDINATOR],
                    locked_at=datetime(on.year, on.month, on.day, 14, 30, tzinfo=UTC),
                )
            )  # fmt: skip
        self.add(Sitting(held_on=_tuesday(self.today + timedelta(days=12)), starts_at="13:00", place="Stadshuset"))

    def candidates(self) -> None:
        """A sheet to decide, one on watch whose day has come, one handed over, one that was no problem."""
        score = {"common": 2, "exposed": 2, "signal": 3, "many": 2, "influence": 3, "cost": 1}
        self._sheet("Mörkt i gångtunneln, stationen", "belysning", "almhult_centrum", scores=score)
        self._sheet("Lösa hundar, Diö", "hundar", "dio", outcome=CheersOutcome.WATCH, review_on=self.today,
                    reason="Alla texter kom samma vecka.", scores={**score, "signal": 1, "influence": 1})  # fmt: skip
        self._sheet("Skräp vid återvinningen", "nedskrapning", "", outcome=CheersOutcome.NOT_OURS,
                    reason="Hör till renhållningen.", handed_to="renhållningen", handed_on=self.ago(20))  # fmt: skip
        self._sheet("Allmän oro", "diffus_oro", "", outcome=CheersOutcome.NOT_A_PROBLEM,
                    reason="En stämning utan händelser. Följs i trygghetsmätningen.")  # fmt: skip

    def _sheet(self, title: str, topic: str, area: str, **other: Any) -> CheersSheet:
        decided = other.get("outcome") is not None
        met, told_why = (True, BOXES) if decided else (None, dict.fromkeys(BOXES, ""))
        boxes: dict[str, Any] = {name: {"met": met, "why": told_why[name], "told": {}} for name in BOXES}
        told: dict[str, Any] = {"scores": {}, "boxes": boxes, "decided_on": self.ago(20) if decided else None} | other
        sheet: CheersSheet = self.add(
            CheersSheet(title=title, topic_id=self.topics.get(topic), area_id=self.areas.get(area),
                        opened_on=self.ago(40), **told)
        )  # fmt: skip
        empty: dict[str, Any] = {name: {"met": None, "why": "", "told": {}} for name in BOXES}
        self._kept(sheet, 40, what="opened", boxes=empty, scores={}, outcome=CheersOutcome.OPEN)
        if decided:
            self._kept(sheet, 20, what="decided", boxes=boxes, scores=sheet.scores, outcome=sheet.outcome,
                       reason=sheet.reason)  # fmt: skip
        return sheet

    def _kept(self, sheet: CheersSheet, days: int, **told: Any) -> None:
        at = datetime.combine(self.ago(days), time(13, 30), UTC)
        sheet.version = 2 if told["what"] == "decided" else 1
        self.add(SheetVersion(sheet_id=sheet.id, version=sheet.version, role=Role.ANALYST.value,
                              saved_by_id=self.staff[Role.ANALYST], saved_at=at, **told))  # fmt: skip

    def problems(self) -> None:
        """One in response, one in analysis, one closed."""
        cars = self._problem("BURN26", "A-traktorer på handelsplatsen, fredag–lördag natt", "buskorning",
                             "almhult_ikea_handel", Phase.RESPONSE,
                             CARD | {"goal_on": f"{self.today.year + 1}-09-30"})  # fmt: skip
        self._measure(cars, "Bommar vid infarten, stängda 21–05", Owner.MUNICIPALITY, "gatuchef", -12,
                      MeasureStatus.GOING)  # fmt: skip
        self._measure(cars, "Fotpatrull vid macken fredagar", Owner.POLICE, "kommunpolis", 60, MeasureStatus.GOING)
        self._measure(cars, "En plats att träffas på, med unga förare", Owner.JOINT, "fritidschef", 120,
                      MeasureStatus.PLANNED)  # fmt: skip
        scanning = {name: CARD[name] for name in list(CARD)[:9]}
        self._problem("CYKL26", "Cykelstölder vid stationen, vardagar dagtid", "cykelstold", "almhult_centrum",
                      Phase.ANALYSIS, scanning | {"behaviour": "Cyklar tas från det öppna stället.",
                                                  "place": "Stationen", "time": "Vardagar 7–17"})  # fmt: skip
        closed = self._problem("LJUS25", "Mörk gångväg till Diö station, vinterkvällar", "belysning", "dio",
                               Phase.CLOSED, LAMPS)  # fmt: skip
        self._measure(closed, "Sex nya lampor längs gångvägen", Owner.MUNICIPALITY, "gatuchef", -90, MeasureStatus.DONE,
                      "Lamporna tända, fotade vid besiktning.")  # fmt: skip

    def _problem(
        self, code: str, title: str, topic: str, area: str, phase: Phase, card: dict[str, str]
    ) -> Problem:  # fmt: skip
        sheet = self._sheet(title, topic, area, outcome=CheersOutcome.PROBLEM, reason="Återkommer, och vi kan påverka.")
        is_closed = phase is Phase.CLOSED
        problem: Problem = self.add(
            Problem(
                code=code, title=title, phase=phase, owner=Owner.JOINT, owner_role="kommunpolis", card=card,
                topic_id=self.topics.get(topic), area_id=self.areas.get(area),
                opened_on=self.ago(300 if is_closed else 90),
                closed_on=self.ago(15) if is_closed else None,
            )
        )  # fmt: skip
        sheet.problem_id = problem.id
        self.add(
            ProblemVersion(
                problem_id=problem.id, version=1, phase=phase, card=card | {"title": title}, what="saved",
                role=Role.ANALYST.value, saved_by_id=self.staff[Role.ANALYST],
                saved_at=datetime(self.today.year, 1, 15, 10, tzinfo=UTC),
            )
        )  # fmt: skip
        return problem

    def _measure(
        self, problem: Problem, text: str, owner: Owner, role: str, due_in: int, status: MeasureStatus, shows: str = ""
    ) -> None:
        self.add(
            Measure(
                problem_id=problem.id, text=text, owner=owner, owner_role=role, cause="tom yta utan uppsikt",
                starts_on=self.ago(120), due_on=self.today + timedelta(days=due_in), status=status, evidence=shows,
            )
        )  # fmt: skip

    def answers(self) -> None:
        """Three answers to read, and one that waits for a second reader."""
        query = select(Problem.id).where(Problem.code == "LJUS25", Problem.municipality_id == self.mine)
        self._answer("LJUSDI", "Ljusare till tåget i Diö", "belysning", "dio", problem_id=self.session.scalar(query),
                     heard="Att gångvägen till stationen är mörk, och att många tar bilen i stället.",
                     decided="Sex nya lampor, och buskarna klippta två gånger om året.",
                     done="Lamporna tändes i oktober. Buskarna är klippta.",
                     came_of_it="Färre berättar om mörkret. Det kan också bero på den milda hösten.")  # fmt: skip
        self._answer("FOTPAT", "Fler poliser till fots i centrum", "polisnarvaro", "",
                     heard="Att polisen sällan syns.", decided="Fotpatrull i centrum på fredagar och lördagar.",
                     done="Patrullerna började i september. Timmarna redovisas under löftet.")  # fmt: skip
        self._answer("KAMERA", "Inga kameror vid skolan", "skola_mobbning", "",
                     heard="Att kameror skulle göra skolgården tryggare.",
                     decided="Inga kameror. Fler vuxna ute på rasterna.",
                     why_not="Kameror får bara användas när annat är prövat, och det är det inte än.")  # fmt: skip
        draft = {"title": "A-traktorerna vid handelsplatsen", "topic": "buskorning", "area": "", "done": "",
                 "heard": "Att det burnas och bullrar om nätterna.", "decided": "Bommar på natten, provas till hösten.",
                 "came_of_it": "", "why_not": "Resultatet vet vi först efter sommaren."}  # fmt: skip
        self.add(Answer(code="BURNAR", draft=draft, written_by_id=self.staff[Role.ANALYST], updated_on=self.ago(2)))

    def _answer(self, code: str, title: str, topic: str, area: str, **words: Any) -> None:
        told = {"done": "", "came_of_it": "", "why_not": ""} | words
        self.add(
            Answer(
                code=code, title=title, topic_id=self.topics.get(topic), area_id=self.areas.get(area),
                written_by_id=self.staff[Role.ANALYST], approved_by_id=self.staff[Role.COORDINATOR],
                published_on=self.ago(30), updated_on=self.ago(30), **told,
            )
        )  # fmt: skip
