"""What the questions, phases and outcomes are called on the page."""

from flask_babel import lazy_gettext as _l

PHASES = {
    "scanning": _l("Kartläggning"), "analysis": _l("Analys"), "response": _l("Åtgärder"),
    "assessment": _l("Uppföljning"), "closed": _l("Avslutat"),
}  # fmt: skip
OUTCOMES = {
    "open": _l("Inte beslutat"), "watch": _l("Bevaka"), "not_ours": _l("Inte vårt, lämnat över"),
    "not_a_problem": _l("Inte ett problem"), "problem": _l("Problem"),
}  # fmt: skip
ROLES = {
    "coordinator": _l("samordnare"), "analyst": _l("analytiker"), "police": _l("polis"), "organiser": _l("mötesvärd"),
}  # fmt: skip
OWNERS = {"police": _l("Polisen"), "municipality": _l("Kommunen"), "joint": _l("Gemensamt")}
MEASURES = {"planned": _l("planerad"), "going": _l("pågår"), "done": _l("gjord"), "dropped": _l("struken")}
BOXES = {
    "community": _l("Flera i samhället"), "harm": _l("Skada"), "expectation": _l("Förväntan på oss"),
    "events": _l("Händelser"), "recurring": _l("Återkommer"), "similarity": _l("Likhet"),
}  # fmt: skip
BOX_HINTS = {
    "community": _l("Berättas det av fler än ett slags avsändare eller källa?"),
    "harm": _l("Vilken skada ger det, och vilka drabbas?"),
    "expectation": _l("Väntar sig folk att polisen eller kommunen gör något?"),
    "events": _l("Är det händelser som går att räkna, och inte bara en stämning?"),
    "recurring": _l("Har det hänt minst tre gånger, på minst tre dagar, under minst två veckor?"),
    "similarity": _l("Är det samma beteende, och samma plats eller tid?"),
}  # fmt: skip
GROUNDS = {
    "common": _l("Vanligast, eller ökar mest"), "exposed": _l("Utsatta platser eller grupper"),
    "signal": _l("Syns och märks mest"), "many": _l("Många berörs"), "influence": _l("Vi kan påverka det"),
    "cost": _l("Kostar samhället mycket"),
}  # fmt: skip
SHEET_EVENTS = {
    "opened": _l("Öppnat"), "saved": _l("Sparat"), "decided": _l("Beslutat"), "reopened": _l("Öppnat igen"),
}  # fmt: skip
_ROLES_ONLY = _l("Roller, till exempel ”bilister” eller ”unga”. Aldrig namn eller ursprung.")
QUESTIONS = {
    "behaviour": _l("Vad är det som händer?"),
    "place": _l("Var?"),
    "time": _l("När?"),
    "how_often": _l("Hur ofta, och hur länge har det pågått?"),
    "harmed": _l("Vilka drabbas, och hur?"),
    "why_this": _l("Varför just detta problem?"),
    "sources": _l("Källor som är använda"),
    "sources_left_out": _l("Källor som är utelämnade"),
    "limits": _l("Hur kan det begränsa vad vi vet?"),
    "actors": _l("De som gör det, och vad som driver dem"),
    "target": _l("Det eller de som drabbas, och varför just där"),
    "setting": _l("Platsen: vad gör det lätt, och vem borde ha uppsikt?"),
    "what": _l("Vad?"),
    "where": _l("Exakt var?"),
    "when": _l("Exakt när?"),
    "who": _l("Vilka?"),
    "how": _l("Hur går det till?"),
    "how_known": _l("Hur vet vi det?"),
    "chain": _l("Händelsekedjan, steg för steg"),
    "hypothesis": _l("Hypotes: varför händer det?"),
    "refuted_by": _l("Vad skulle visa att hypotesen är fel?"),
    "options": _l("Åtgärder som övervägts"),
    "others": _l("Vad har andra gjort, och hur gick det?"),
    "side_effects": _l("Risker: flyttar det, pekar det ut någon, drabbar det fel?"),
    "goal": _l("Mål"),
    "baseline": _l("Utgångsläge"),
    "goal_on": _l("Målet ska vara nått"),
    "process": _l("Gjordes det som var tänkt?"),
    "after_from": _l("Jämför från och med"),
    "after_to": _l("till och med"),
    "effect": _l("Vad blev effekten?"),
    "moved_place": _l("Flyttade det till andra platser?"),
    "moved_time": _l("… till andra tider?"),
    "moved_target": _l("… till andra mål?"),
    "moved_method": _l("… till andra sätt?"),
    "moved_act": _l("… till andra slags brott?"),
    "moved_actors": _l("… till andra som gör det?"),
    "moved_told": _l("Vad tyder på det, eller på att nyttan spred sig?"),
    "reporting": _l("Har något ändrat hur mycket folk berättar?"),
    "verdict": _l("Hur går vi vidare?"),
    # what stands beside the card and counts at the gates
    "two_sources": _l("Minst två slags källor, en på varje rad"),
    "cheers": _l("Alla sex rutor i CHEERS besvarade"),
    "owner_role": _l("En roll som äger problemet"),
    "measures": _l("Minst en åtgärd med ägare och slutdag"),
    "answer": _l("Ett publicerat svar: ni sa – vi gjorde"),
}
HINTS = {
    "behaviour": _l("Beteendet, med vardagliga ord."),
    "time": _l("Tid på dygnet, dagar, årstid."),
    "harmed": _ROLES_ONLY,
    "actors": _ROLES_ONLY,
    "who": _ROLES_ONLY,
    "sources": _l("En på varje rad: synpunkter, mätning, anmälningar, möten, personal."),
    "chain": _l("En rad för varje steg: behov, anskaffning, förberedelse, färd, händelsen, följden."),
    "options": _l("Även i miljön och sociala. Skriv varför de valdes eller valdes bort."),
    "goal": _l("Mätbart: vad, hur mycket, var, när. ”Synpunkter om … −40 % maj–september mot året före.”"),
    "baseline": _l("Värdet före, med period och källa."),
    "after_from": _l("Tiden efter åtgärderna. Den jämförs med samma dagar ett år tidigare."),
    "effect": _l("Läs jämförelsen. Skriv också vad den inte kan visa."),
    "reporting": _l("Kampanj, affischer eller möten under tiden."),
}
ANSWERS = {
    "no": _l("Nej"), "yes": _l("Ja"), "unknown": _l("Vet inte"), "keep": _l("Fortsätt"), "adjust": _l("Ändra"),
    "stop": _l("Sluta"),
}  # fmt: skip
ALL = {
    "phase": PHASES, "outcome": OUTCOMES, "owner": OWNERS, "measure": MEASURES, "box": BOXES, "box_hint": BOX_HINTS,
    "ground": GROUNDS, "role": ROLES, "question": QUESTIONS, "hint": HINTS, "answer": ANSWERS,
    "sheet_event": SHEET_EVENTS,
}  # fmt: skip


def word(group: str, value: str | None) -> str:
    """The word for a stored value, or nothing."""
    return str(ALL[group].get(value, "")) if value else ""
