"""The words for every choice and every stored value, in the language of the page."""

from flask_babel import lazy_gettext as _l

from dialogue.age_words import AGES as AGES

DAYPARTS = {
    "morning": _l("Morgon, 6–10"),
    "day": _l("Dag, 10–17"),
    "evening": _l("Kväll, 17–24"),
    "night": _l("Natt, 0–6"),
}
DAYS = {"weekdays": _l("Vardagar"), "weekends": _l("Helger"), "both": _l("Både och")}
FREQUENCIES = {
    "once": _l("En gång"),
    "several": _l("Flera gånger"),
    "almost_always": _l("Nästan alltid"),
}
KNOWLEDGE = {
    "self": _l("Jag är själv utsatt"),
    "seen": _l("Jag har sett det"),
    "heard": _l("Någon har berättat det för mig"),
    "read": _l("Jag har läst om det"),
}
CHANNELS = {
    "web": _l("formuläret på webben"),
    "meeting": _l("formuläret vid ett möte"),
    "paper": _l("en lapp på papper"),
    "sms": _l("sms"),
    "phone": _l("telefon"),
    "staff": _l("en medarbetare"),
}
KINDS = {
    "concern": _l("en oro"),
    "praise": _l("något som är bra"),
    "emergency": _l("något som kan vara akut"),
    "crime_report": _l("något som liknar en polisanmälan"),
    "abuse": _l("något som mest är hårda ord"),
    "empty": _l("en text som är svår att läsa"),
}
REASONS = {
    "ongoing": _l("det verkar hända nu"),
    "just_happened": _l("det verkar nyss ha hänt"),
    "planned": _l("det verkar vara på väg att hända"),
    "self_harm": _l("någon kan må mycket dåligt"),
    "child_at_risk": _l("ett barn kan fara illa"),
    "fire_rescue": _l("det kan behövas räddningstjänst"),
}
DECIDERS = {
    "sender": _l("du valde"),
    "machine": _l("datorn föreslog"),
    "staff": _l("en medarbetare bestämde"),
}
ABOUT_YOU = {
    "lives_here": _l("Jag bor här"),
    "works_here": _l("Jag jobbar här"),
    "studies_here": _l("Jag pluggar här"),
}
WORDS = {
    "daypart": DAYPARTS, "days": DAYS, "frequency": FREQUENCIES, "knowledge": KNOWLEDGE, "age": AGES,
    "channel": CHANNELS, "kind": KINDS, "reason": REASONS, "decider": DECIDERS,
}  # fmt: skip
