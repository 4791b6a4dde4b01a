"""Personal data that are known by their form: personnummer, phone, e-mail, number plate.

Three of the patterns also run on the sender's phone, before anything is sent. To port them to JavaScript, use the
flags `gu` and write `\\w` as `[\\p{L}\\d_]`; nothing else differs. They need no list and no context:

1. digits: PERSONNUMMER, then PHONE. Two digits, month, day, four digits, with up to three separators between the
   groups; or 0, 00 or + and 7–12 more digits, at most three separators between two of them.
2. EMAIL_PLAIN: word characters, @, labels joined by dots.
3. PLATE_CAPITALS: three capital letters without I, Q, V; two digits; a digit or a letter.

Check digits are never asked: a mistyped personnummer points at the same person. Every pattern is linear: each
repetition is bounded and begins with a character that its neighbour cannot match.
"""

import re
from collections.abc import Iterator

from nlp.types import PersonalData, Span

_SEP = r"[ ./()-]"
_LETTER = "A-HJ-PR-UW-Z"

PERSONNUMMER = re.compile(
    rf"(?<![\d:])(?:(?:19|20){_SEP}?)?\d\d{_SEP}?(?:0[1-9]|1[0-2]){_SEP}?(?:[0-3]\d|[6-9]\d)"
    rf"{_SEP}{{0,3}}\+?{_SEP}?(?:\d{_SEP}?){{3}}\d(?!\d)"
    r"|(?<!\d)(?:19|20)?\d{6} ?(?:[-+] ?\d{4}|[-+]? ?[Xx*]{4})(?!\d)"
)
PHONE = re.compile(
    rf"(?<!\d)(?<!\d[.:])(?<!(?:19|20)\d\d-)(?:(?:\+|00) ?\d{{1,3}}|\(?0|46 ?(?=7\d))(?:{_SEP}{{0,3}}\d){{6,12}}(?!\d)"
)
EMAIL_PLAIN = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}")
PLATE_CAPITALS = re.compile(rf"(?<![\w@])[{_LETTER}]{{3}}[ -]?\d\d ?[\d{_LETTER}](?!\w)")

_AT = (
    r"(?:@ ?| @ | ?[(\[{] ?(?:at|a|@|snabel-?a) ?[)\]}] ?| ?snabel ?-? ?a "
    r"| (?:at|arroba|ät|alfa krull|małpa|ät-merkki) )"
)
_SPELLED_DOT = r"(?: ?[(\[{] ?(?:dot|punkt) ?[)\]}] ?| (?:punkt|prick|dot|piste|kropka) )"
_DOT = rf"(?:\.| \. |{_SPELLED_DOT})"
_LABEL = r"[\w+-]{1,40}"
EMAIL_SPELLED = re.compile(
    rf"(?<!\w){_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}[^\W\d_]{{2,24}}(?!\w)",
    re.IGNORECASE,
)
_MAIL_HOST = r"(?:gmail|hotmail|outlook|live|yahoo|icloud|telia|proton(?:mail)?|live|msn)"
EMAIL_HOST = re.compile(
    rf"(?<!\w){_LABEL}(?:{_DOT}{_LABEL}){{0,3}} ?(?:@|\(at\)|snabel ?-? ?a) ?{_MAIL_HOST}\b(?:\.[a-z]{{2,3}}\b)?",
    re.IGNORECASE,
)

_PLATE_ANY = re.compile(rf"(?<![\w@])([{_LETTER}] ?[{_LETTER}] ?[{_LETTER}])([ -]?)(\d ?\d ?[\d{_LETTER}])(?!\w)", re.I)
_PLATE_DANISH = re.compile(r"(?<!\w)[A-Z]{2} ?\d\d ?\d{3}(?!\w)")  # and Norwegian
_VEHICLE = re.compile(
    r"(?:\breg\b|regn|regist|skylt|plåt|numret|\bnr\b|plate|\bcar\b|\bbil|moped|traktor|\bepa|släp|husbil|skåpbil|"
    r"lastbil|volvo|saab|passat|golf|audi|bmw|merc|toyota|ford|kia|opel|skoda|polo|\bmc\b|motorcy|hoj|سيار|rekist|auto|"
    r"samoch|numer|gaari|номер)",
    re.IGNORECASE,
)
_REG_CUE = re.compile(
    r"\b(?:reg(?:\.|istration|istrerings)? ?-?(?:nr|nummer|numret|skylt\w*|plate|no)?|regn(?:r|ummer)|skylt(?:en|ar)?|"
    r"nummerplåt(?:en)?|number plate|licen[cs]e plate|plate)(?: är| is| var| med| number)?[.:]? ?"
    r"((?=[A-Z0-9 -]{0,8}\d)(?=[0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{1,5}){0,2})(?!\w)",
)
# Makes, models and units that capitals and figures follow: KTM 125, BMW 320.
_MODELS = re.compile(
    r"ktm|bmw|sas|gsx|yzf|cbr|drz|sxf|exc|tgb|amg|gti|gtx|rtx|iso|kia|mtb|jcb|cat|dhl|usb|hdd|atg|led|nte|lgh|kap|sid|max|"
    r"ica|rum|hus|sek|eur|usd|kwh|mhz|tel|mob|tfn",
    re.IGNORECASE,
)
# Words of three letters before figures in small letters: kör 120, bor 400, för 300.
_SHORT_WORDS = re.compile(
    r"den|och|med|för|var|ute|typ|kör|min|rad|nya|fem|tre|två|the|and|for|top|all|see|ask|sub|bor|har|som|ett|per|ger|tar|"
    r"gav|tog|kom|gör|går|gick|bär|ber|får|fått|fåt|ca:|bus|tåg|tag|hel|hal|ner|upp|dag|mil|kod|pin|nät|hos|mot|vid|öre|"
    r"man|jag|dom|han|hon|oss|nej|inn|igen|sex|sju|åtta|nio|tio|alla|ska|vill|est|par|ort|add|hit|dit|nog|nån|nåt|sen|"
    r"sån|vår|era|ens|ser|såg|äta|kan|kul|bra|bil|mer|men|lov|tur|cup|lag|klass|ban|not|but|was|her|his|you|our|out|off|"
    r"via|net|pay|cost|age|had|has|got|pet|bad|mom|dad|toy|van|did|who|how|why|way|day|now|new|old|own|per|ago|any|one|"
    r"mig|mej|dig|dej|sig|sej|det|rak|att|ute|inne|fan|tom|cm|mm|kg|pga|osv|mfl|kan|sov|hör|två|bil|hus|väg|lång|"
    r"two|six|ten|war|row|gym|box|fax|spa|cet|utc|gmt|kor|kas|tab|sal|vån|hiss|kvm|ort|lön|pris|kön|jul|jun|jan|feb|mar|"
    r"apr|maj|aug|sep|okt|nov|dec|mån|tis|ons|tor|fre|lör|sön|als|und|der|die|das|bei|von|bis|ist|ein|aus",
    re.IGNORECASE,
)
_PHONE_CUE = re.compile(
    r"(?:\bring(?:er|a|t)?|\btel|\btfn|telefon\w*|mobil\w*|nummer|numret|\bnr|nås (?:på|via)|\bsms\w*|swish\w*|"
    r"whatsapp|phone\w*|\bcall|رقم\w*|numer\w*|puh(?:elin)?\w*|номер\w*|тел\w*)"
    r"(?: (?:är|på|is|to|mig|oss|till|är))?[ .:]{1,3}"
    r"(\d(?:[ ./-]{0,2}\d){4,11})(?!\d)",
    re.IGNORECASE,
)
_PUBLIC_NUMBERS = frozenset({"112", "11414", "11313", "1177", "116111", "116000", "116117", "90101", "118118"})
_NO_PHONE = re.compile(
    r"\d{1,2}[.:]\d\d ?- ?\d{1,2}[.:]\d\d"  # from one time of day to another
    r"|000"  # the end of an amount
    r"|0?\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d"  # a date
)
_DIGIT_WORDS = (
    r"(?:nolla?|ett?|etta|tvåa?|tre|trea|fyra|fem|femma|sexa?|sjua?|åtta|nio|nia|zero|one|two|three|four|five|six|seven|"
    r"eight|nine)"
)
_SPELLED_PHONE = re.compile(
    rf"(?<!\w)(?:noll|nolla|zero|plus)(?:[ ,-]{{1,2}}(?:{_DIGIT_WORDS}|\d{{1,3}})){{5,12}}(?!\w)", re.IGNORECASE
)
_CASE_CUE = re.compile(r"(?:ärende\w*|diarie\w*|dnr|mål(?:nummer|nr)|faktura\w*|order\w*|ocr|kr|case)[ .:nr]*$", re.I)
_LAST_FOUR = re.compile(r"[-+] ?\d{4}$")
_BORN = re.compile(
    r"\b(?:född|f\.|f|born|pnr|pers(?:on)?\.?(?:nr|nummer))[ .:]{1,3}"
    r"((?:19|20)?\d\d[ -]?(?:0[1-9]|1[0-2])[ -]?[0-3]\d)(?!-?\d)",
    re.IGNORECASE,
)


# A letter that stands for the digit it looks like, inside a number: 07O-123.
_MISTYPED = re.compile(r"(?<=\d)[OoIl](?=[OoIl]{0,2}[ -]?\d)|(?<!\w)[Oo](?=7\d)")


# One of these is in every e-mail address; looking for them is cheaper than looking for one.
_SAYS_AT = re.compile(r"@|[(\[{] ?(?:a|snabel)|snabel| (?:at|arroba|ät|alfa|małpa|ät-merkki) ", re.IGNORECASE)

_LONG_NUMBER = re.compile(r"\d(?:[ ./()+-]{0,5}\d){4}")


def find_numbers(text: str) -> Iterator[Span]:
    """Spans of folded text that are personnummer, phones, e-mail addresses or plates; they may overlap."""
    text = _MISTYPED.sub(lambda match: "1" if match.group() in "lI" else "0", text)
    if _SAYS_AT.search(text):
        for pattern in (EMAIL_PLAIN, EMAIL_SPELLED, EMAIL_HOST):
            yield from _spans(pattern, text, PersonalData.EMAIL)
    if _LONG_NUMBER.search(text):
        yield from _personnummer(text)
        yield from _phones(text)
    yield from _spans(_SPELLED_PHONE, text, PersonalData.PHONE)
    yield from _plates(text)


def _spans(pattern: re.Pattern[str], text: str, type_: PersonalData, group: int = 0) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(group), match.end(group), type_)


def _personnummer(text: str) -> Iterator[Span]:
    for match in PERSONNUMMER.finditer(text):
        reads_as_phone = match.group()[:2] == "07" and not _LAST_FOUR.search(match.group())
        is_case = _near(_CASE_CUE, text, match.start(), 24)
        if not is_case and not (reads_as_phone and PHONE.match(text, match.start())):
            yield Span(match.start(), match.end(), PersonalData.PERSONNUMMER)
    yield from _spans(_BORN, text, PersonalData.PERSONNUMMER, 1)


def _phones(text: str) -> Iterator[Span]:
    for match in PHONE.finditer(text):
        if not _NO_PHONE.match(match.group()):
            yield Span(match.start(), match.end(), PersonalData.PHONE)
    for match in _PHONE_CUE.finditer(text):
        if re.sub(r"\D", "", match.group(1)) not in _PUBLIC_NUMBERS and not _NO_PHONE.match(match.group(1)):
            yield Span(match.start(1), match.end(1), PersonalData.PHONE)


def _plates(text: str) -> Iterator[Span]:
    shouting = _is_shouting(text)
    for match in _PLATE_ANY.finditer(text):
        if _is_plate(text, match, shouting):
            yield Span(match.start(), match.end(), PersonalData.PLATE)
    for match in _PLATE_DANISH.finditer(text):
        if _near(_VEHICLE, text, match.start(), 40):
            yield Span(match.start(), match.end(), PersonalData.PLATE)
    yield from _spans(_REG_CUE, text, PersonalData.PLATE, 1)


def _is_plate(text: str, match: re.Match[str], shouting: bool) -> bool:
    letters, gap, figures = match.groups()
    if " " in letters and not letters.isupper():
        return False
    is_model = bool(_MODELS.fullmatch(letters))
    if letters.isupper() and not shouting:
        is_newer = not figures[-1].isdigit()
        return is_newer or not is_model or _near(_VEHICLE_REG, text, match.start(), 25)
    near_vehicle = _near(_VEHICLE, text, match.start(), 40)
    if _SHORT_WORDS.fullmatch(letters) or is_model or figures in _PUBLIC_NUMBERS:
        return near_vehicle and not gap
    return near_vehicle or " " not in letters + figures


def _near(cue: re.Pattern[str], text: str, start: int, reach: int) -> bool:
    return bool(cue.search(text, max(0, start - reach), start))


_VEHICLE_REG = re.compile(r"(?:\breg|skylt|plåt|numret|plate)", re.IGNORECASE)


def _is_shouting(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    return capitals > 0.6 * sum(map(str.isalpha, text)) and capitals > 20
