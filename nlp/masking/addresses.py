"""Where somebody lives: street and number, farm and number, flat, property designation, coordinates."""

import re
from collections.abc import Iterator

from nlp.types import PersonalData, Span

_CAPITAL = "A-ZÅÄÖÉÜØÆ"
_NUMBER = r"\d{1,4}(?:(?:[A-Za-z]| (?-i:[A-HJ-Z]|[b-df-h]))(?![\w'’]))?(?: ?[-/] ?\d{1,3}(?![\d.:]))?"
# What follows a number that counts or measures: 20 personer, 30 km/h, 2 ggr. Then it is no house number.
_COUNTED = (
    r"(?! ?(?:%|°|km|kr|kronor|lax|tusen|meter|m\b|mil\b|min|tim|sek|år|st\b|stycken|pers|gånger|ggr|dagar|nätter|"
    r"veckor|mån|bilar|mopeder|epor|killar|tjejer|män|kvinnor|ungdomar|barn|grabbar|vuxna|människor|lampor|hundar|"
    r"cyklar|polis|kvällar|times|people|cars|boys|kids|minutes|years|days|weeks|meters|"
    r"i timmen|knyck|:e\b|:an|-tal|st\.|grader))"
)
_END = rf"(?![\d:]|[.,/]\d|\w){_COUNTED}"
_STREET_END = (
    r"(?:gatan|gata|gatans|vägen|väg|vägens|gränden|gränd|stigen|stig|torget|torg|allén|allé|esplanaden|esplanad|backen|"
    r"backe|plan|planen|plats|platsen|gången|gång|kroken|krok|leden|ringen|slingan|slinga|kullen|kulle|hagen|stranden|"
    r"strand|kajen|kaj|bron|torpet|torp|gården|gård|svängen|rundan|höjden|höjd|dalen|liden|lid|parken|passagen|promenaden|"
    r"tået|vången|lyckan|åsen|skogen|ängen|bäcken|hörnan|tomten|vreten|kvarnen|hult|måla|ryd|boda|udden|viken|näs|gärdet|"
    r"hemmet|stugan|villan|hus)"
)
_QUALIFIER = (
    r"(?:(?:[ÖöVvNnSs](?:stra|ästra|orra|ödra)|[Ll]illa|[Ss]tora|[Gg]amla|[Nn]ya|[ÖöNn](?:vre|edre)|[Mm]ellersta|"
    rf"S:t|S:ta|[Ss]ankt(?:a)?|[{_CAPITAL}][\w'’-]{{2,20}}s?) ){{0,2}}"
)
STREET = re.compile(
    rf"(?<![\w⟦])(?P<street>{_QUALIFIER}(?:[^\W\d_][\w-]{{1,30}}?)?(?<!\bmotor)(?<!\briks)(?<!\bläns){_STREET_END})"
    rf"(?P<gap>(?:,? (?:nr\.?|nummer|no\.?|#))? ?)(?P<number>{_NUMBER}){_END}",
    re.IGNORECASE,
)
_LONGEST_GAP = 24
_STREET_BEFORE = re.compile(rf"{_STREET_END}(?:,? (?:nr\.?|nummer|no\.?|#))? ?$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(
    rf"(?<!\w)(?:nr\.?|nummer|port|uppgång|number|house) ?(?P<number>{_NUMBER}) (?:på|i|on|at) "
    r"(?=[\w ]{0,12}\w{2,30}(?:gatan|vägen|gränd|gränden|stigen|esplanaden|allén|backen)\b)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<!\w)\d{{1,4}}[A-Za-z]? (?:[{_CAPITAL}][a-z]+ ){{1,2}}(?:Street|Road|Avenue|Lane|Drive|Way)\b"
)
_FLAT = re.compile(
    r"(?<!\w)(?:lgh\.?|lägenhet(?:en|snummer|snr)?|lghnr|apartment|apt\.?|flat|asunto|شقة|mieszkanie|m\.)"
    r" ?(?:nr\.?|nummer|number|#)? ?\d{3,4}(?![\d:]|[.,]\d)(?! ?(?:kr|kvm))",
    re.IGNORECASE,
)
# A farm or cottage and the number of its postal address; a year is none.
_FARM = re.compile(
    r"(?<![\w⟦])(?:(?:Lilla|Stora|Norra|Södra|Östra|Västra|Nedre|Övre|Gamla|Nya|Yttra|Inre) )?"
    rf"[{_CAPITAL}][a-zåäöéü]{{2,30}}"
    rf"(?: [{_CAPITAL}][a-zåäöéü]{{2,20}})? (?!(?:1[5-9]|20)\d\d\b|11[2-4]\b|1177\b)"
    rf"[1-9]\d{{2,3}}(?: ?[A-Z](?!\w))?(?! \d){_END}"
)
_FARM_HEAD = re.compile(
    r"^(?:väg|riksväg|länsväg|kl|klockan|ring|rv|lv|buss|linje|tåg|rum|sal|nr|ärende|diarie|volvo|saab|bmw|audi|peugeot|"
    r"renault|mazda|scania|ford|husqvarna|jonsered|yamaha|honda|kawasaki|suzuki|polaris|windows|playstation|nokia|iphone|"
    r"samsung|galaxy|dell|lenovo|sony|puch|valtra|massey|deere|bolinder|stihl|polisen|sos|tel|tfn|telefon|mobil|swish|"
    r"plusgiro|bankgiro|box|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"över|cirka|ungefär|totalt|drygt|minst|runt|nästan|upp|kostade|betalade|fick|blev|stal|lurad|såld|pris|hyra)\b",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(r"(?:gatan|vägen|gränden|stigen|esplanaden|allén|torget) \d")
_PROPERTY = re.compile(
    rf"(?<!\w)(?:[{_CAPITAL}][\w-]{{2,24}} )?[{_CAPITAL}][\w-]{{2,24}} "
    r"(?!(?:[01]\d|2[0-4]):[0-5]\d(?!\d))\d{1,3}:\d{1,4}(?![\d:])"
)
_PROPERTY_CUE = re.compile(
    r"(?:fastighet(?:en|sbeteckning(?:en)?)?|tomten|skiftet|beteckning(?:en)?)[: ]{1,2}"
    r"((?:[\w-]{2,24} ){1,2}\d{1,3}:\d{1,4})(?![\d:])",
    re.IGNORECASE,
)
_BLOCK = re.compile(rf"\b(?:[Kk]v\.?|[Kk]varteret) [{_CAPITAL}][\w-]{{2,20}} \d{{1,3}}{_END}")
_SCORE = re.compile(r"(?:vann|förlor\w+|match\w*|resultat\w*|spelade|ledde|mot)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_MINUTES = r"° ?\d{1,2}['′’] ?(?:\d{1,2}(?:[.,]\d{1,6})?[\"″”]? ?)?"
_COORDINATES = re.compile(
    r"(?<![\d.,])(?:(?<!\w)(?:[Nn]|[Ll]at)[:° ]{0,2})?(?:5[5-9]|6\d)[.,]\d{3,8}°? ?[NnSs]?[,; /]{1,3}"
    r"(?:(?:[EeÖö]|[Ll]on)[:° ]{0,2})?(?:1\d|2[0-4])[.,]\d{3,8}(?!\d)°?"
    rf"|\d{{1,2}}{_MINUTES}[NS][, ]{{0,3}}\d{{1,3}}{_MINUTES}[EÖ]"
    rf"|(?<!\w)[NS] ?\d{{1,2}}{_MINUTES}[, ]{{0,3}}[EÖ] ?\d{{1,3}}{_MINUTES}"
    r"|\b[Nn]:? ?6\d{6}[,; ]{1,3}[EeÖö]:? ?\d{6,7}(?!\d)"
    r"|///[^\W\d_]{3,20}\.[^\W\d_]{3,20}\.[^\W\d_]{3,20}"
)


_DIGITS = re.compile(r"\d+|///")
_BEFORE_NUMBER = 120
_AFTER_NUMBER = 80
_WHOLE: tuple[tuple[re.Pattern[str], int | str], ...] = (
    (_NUMBER_FIRST, "number"),
    (_FARM, 0),
    (_PROPERTY, 0),
    (_PROPERTY_CUE, 1),
    (_ENGLISH, 0),
    (_FLAT, 0),
    (_BLOCK, 0),
    (_COORDINATES, 0),
)


def find_addresses(text: str) -> Iterator[tuple[Span, int]]:
    """Spans of folded text that say where somebody lives, each with how many of its characters stand before the number.

    Those characters are kept in the masked text: the street is what the concern is about, the number is whose.
    """
    for begin, end in _near_numbers(text):
        for match in STREET.finditer(text, begin, end) if _has_street(text, begin, end) else ():
            start = match.start() + _words_before(match.group("street"))
            if not _is_road(match):
                yield Span(start, match.end(), PersonalData.ADDRESS), match.start("number") - start
        for pattern, group in _WHOLE:
            for match in pattern.finditer(text, begin, end):
                if not _is_no_home(match):
                    yield Span(match.start(group), match.end(group), PersonalData.ADDRESS), 0


def _has_street(text: str, begin: int, end: int) -> bool:
    """Whether a word with a street's ending stands before a number: STREET itself takes long to find none."""
    return any(
        _STREET_BEFORE.search(text, max(begin, number.start() - _LONGEST_GAP), number.start())
        for number in _DIGITS.finditer(text, begin, end)
    )


def _near_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that can hold an address: no pattern reaches farther from a digit (or from ///)."""
    begin = end = 0
    for match in _DIGITS.finditer(text):
        if match.start() - _BEFORE_NUMBER > end:
            if end:
                yield begin, end
            begin = match.start() - _BEFORE_NUMBER
        end = min(len(text), match.end() + _AFTER_NUMBER)
    if end:
        yield begin, end


_WHOLE_WORD = re.compile(
    r"väg|vägen|gata|gatan|torg|torget|plan|planen|plats|platsen|gång|gången|bron|park|parken|gård|gården|backen|backe|"
    r"stranden|strand|stigen|skogen|leden|led|torp|torpet|hus|hagen|ängen|viken|udden|stugan|villan|hemmet",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:omgång|ingång|utgång|avgång|uppgång|gång|övergång|tillgång|parkeringsplats|arbetsplats|lekplats|busshållplats|"
    r"hållplats|handelsplats|perrong|fotbollsplan|skolgård|bakgård|innergård|cykelväg|gångväg|motorväg|riksväg|länsväg|"
    r"grusväg|skogsväg|europaväg|huvudväg|ringled|infart|rastplats|badplats|återvinning|våning|gatuplan|järnväg|"
    r"trapphus|sjukhus|varuhus|parkeringshus|bensin|bystugan|hemväg|bostadshus|flerfamiljshus|hyreshus|"
    r"radhus|fritidshus|lokal|äldreboende|vårdhem)",
    re.IGNORECASE,
)


def _is_no_home(match: re.Match[str]) -> bool:
    """Volvo 240, Polisen 114: no farm; Senast Storgatan 108: a street; vann med Älmhult 3:1: no property."""
    if match.re is _FARM:
        return bool(_FARM_HEAD.match(match.group()) or _STREET_WORD.search(match.group()))
    return match.re is _PROPERTY and bool(_SCORE.search(match.string, max(0, match.start() - 40), match.start()))


def _is_road(match: re.Match[str]) -> bool:
    """väg 23, riksväg 15, gångvägen 2: a road or any place of its kind, nobody's home."""
    last = match.group("street").split(" ")[-1]
    if _GENERIC.match(last):
        return True
    return bool(_WHOLE_WORD.fullmatch(last)) and not _named(match)


def _named(match: re.Match[str]) -> bool:
    """Karl Johans gata 5: the word alone is no name, but what stands before it makes one."""
    words = match.group("street").split(" ")
    return (
        len(words) > 1
        and words[-2][:1].isupper()
        and (words[-2].endswith("s") or words[-1] in {"gata", "gränd"} or bool(_PART.fullmatch(words[-2])))
    )


_PART = re.compile(r"östra|västra|norra|södra|lilla|stora|gamla|nya|övre|nedre|mellersta|s:ta?|sankta?", re.IGNORECASE)


def _words_before(street: str) -> int:
    """How many characters at the start are words before the street's name: Ägaren till Stationsgatan."""
    words = street.split(" ")
    skipped = 0
    is_bare = bool(_WHOLE_WORD.fullmatch(words[-1]))
    for word in words[:-1]:
        if _PART.fullmatch(word) or (is_bare and word[:1].isupper()):
            break
        skipped += len(word) + 1
    return skipped
