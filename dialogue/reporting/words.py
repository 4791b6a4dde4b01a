"""The words of the reports."""

from flask_babel import lazy_gettext as _l

from dialogue.pledge_words import EVIDENCE

ACTIVITIES = EVIDENCE
PHASES = {
    "scanning": _l("Kartläggning"), "analysis": _l("Analys"), "response": _l("Åtgärder"),
    "assessment": _l("Uppföljning"), "closed": _l("Avslutat"),
}  # fmt: skip
OUTCOMES = {"open": _l("Pröva"), "watch": _l("Bevaka")}
KINDS = {"situation": _l("Lägesbild"), "council": _l("Rapport till rådet")}
