"""Where somebody lives: street and number, farm and number, flat, property designation, coordinates."""

import re
from collections.abc import Iterator

from nlp.types import PersonalData, Span

_CAPITAL = "A-ZÅÄÖÉÜØÆ"
_NUMBER = r"\d{1,4}(?: ?[A-Za-z](?![\w'’]))?(?: ?[-/] ?\d{1,3}(?![\d.:]))?"
# What follows a number that counts or measures: 20 personer, 30 km/h, 2 ggr. Then it is no house number.
_COUNTED = (
    r"(?! ?(?:%|°|km|kr|kronor|lax|tusen|meter|m\b|mil\b|min|tim|sek|år|st\b|stycken|pers|gånger|ggr|dagar|nätter|veckor|mån|"
    r"bilar|mopeder|epor|killar|tjejer|män|kvinnor|ungdomar|barn|grabbar|vuxna|människor|lampor|hundar|cyklar|polis|kvällar|"
    r"times|people|cars|boys|kids|minutes|years|days|weeks|meters|i timmen|knyck|:e\b|:an|-tal|st\.|grader))"
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
    r"(?:(?:[ÖöVvNnSs](?:stra|ästra|orra|ödra)|[Ll]illa|[Ss]tora|[Gg]amla|[Nn]ya|[ÖöNn](?:vre|edre)|[Mm]ellersta|S:t|S:ta|"
    rf"[Ss]ankt(?:a)?|[{_CAPITAL}][\w'’-]{{2,20}}s?) ){{0,2}}"
)
STREET = re.compile(
    rf"(?<![\w⟦])(?P<street>{_QUALIFIER}(?:[^\W\d_][\w-]{{2,30}}?)?(?<!\bmotor)(?<!\briks)(?<!\bläns){_STREET_END})"
    rf"(?P<gap>,? ?(?:nr\.?|nummer|no\.?|#)? ?)(?P<number>{_NUMBER}){_END}",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"(?<!\w)(?:nr\.?|nummer|port|uppgång|number|house) ?(?P<number>{_NUMBER}) (?:på|i|on|at) (?=[\w ]{{0,12}}\w{{2,30}}"
    r"(?:gatan|vägen|gränd|gränden|stigen|esplanaden|allén|backen)\b)",
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
    rf"(?<![\w⟦])(?:(?:Lilla|Stora|Norra|Södra|Östra|Västra|Nedre|Övre|Gamla|Nya|Yttra|Inre) )?[{_CAPITAL}][a-zåäöéü]{{2,30}}"
    rf"(?: [{_CAPITAL}][a-zåäöéü]{{2,20}})? (?!(?:19[5-9]|20[0-4])\d\b)\d{{3,4}}(?: ?[A-Z](?!\w))?{_END}"
)
_FARM_HEAD = re.compile(
    r"^(?:väg|riksväg|länsväg|kl|klockan|ring|rv|lv|buss|linje|tåg|rum|sal|nr|ärende|diarie|volvo|saab|bmw|audi|peugeot|"
    r"renault|mazda|scania|ford|husqvarna|jonsered|yamaha|honda|kawasaki|suzuki|polaris|windows|playstation|nokia|iphone|"
    r"samsung|galaxy|dell|lenovo|sony|puch|valtra|massey|deere|bolinder|stihl|polisen|sos|tel|tfn|telefon|mobil|swish|"
    r"plusgiro|bankgiro|box|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"över|cirka|ungefär|totalt|drygt|minst|runt|nästan|upp|kostade|betalade|fick|blev|stal|lurad|såld|pris|hyra)\b",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    rf"(?<!\w)(?:[{_CAPITAL}][\w-]{{2,24}} )?[{_CAPITAL}][\w-]{{2,24}} (?!(?:[01]\d|2[0-4]):[0-5]\d(?!\d))\d{{1,3}}:\d{{1,4}}(?![\d:])"
)
_PROPERTY_CUE = re.compile(
    r"(?:fastighet(?:en|sbeteckning(?:en)?)?|tomten|skiftet|beteckning(?:en)?)[: ]{1,2}((?:[\w-]{2,24} ){1,2}\d{1,3}:\d{1,4})(?![\d:])",
    re.IGNORECASE,
)
_BLOCK = re.compile(rf"\b(?:kv\.?|kvarteret) [{_CAPITAL}][\w-]{{2,20}} \d{{1,3}}{_END}")
_SCORE = re.compile(r"(?:vann|förlor\w+|match\w*|resultat\w*|spelade|ledde|mot)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_COORDINATES = re.compile(
    r"(?<![\d.,])[NnLlat:° ]{0,6}(?:5[5-9]|6\d)[.,]\d{3,8}°? ?[NnSs]?[,; /]{1,3}[EeÖöLlon:° ]{0,6}(?:1\d|2[0-4])[.,]\d{3,8}(?!\d)°?"
    r"|\d{1,2}° ?\d{1,2}['′’] ?(?:\d{1,2}(?:[.,]\d+)?[\"″”]? ?)?[NS][, ]{0,3}\d{1,3}° ?\d{1,2}['′’] ?(?:\d{1,2}(?:[.,]\d+)?[\"″”]? ?)?[EÖ]"
    r"|\b[Nn]:? ?6\d{6}[,; ]{1,3}[EeÖö]:? ?\d{6,7}(?!\d)"
    r"|///[^\W\d_]{3,20}\.[^\W\d_]{3,20}\.[^\W\d_]{3,20}"
)


def find_addresses(text: str) -> Iterator[tuple[Span, int]]:
    """Spans of folded text that say where somebody lives, each with how many of its characters name the street.

    Those characters are kept in the masked text: the street is what the concern is about, the number is whose.
    """
    for match in STREET.finditer(text):
        start = match.start() + _lower_words(match.group("street"))
        if not _is_road(match):
            yield Span(start, match.end(), PersonalData.ADDRESS), match.end("street") - start
    for match in _NUMBER_FIRST.finditer(text):
        yield Span(match.start("number"), match.end("number"), PersonalData.ADDRESS), 0
    for match in _FARM.finditer(text):
        if not _FARM_HEAD.match(match.group()):
            yield Span(match.start(), match.end(), PersonalData.ADDRESS), 0
    for match in _PROPERTY.finditer(text):
        if not _SCORE.search(text, max(0, match.start() - 40), match.start()):
            yield Span(match.start(), match.end(), PersonalData.ADDRESS), 0
    for match in _PROPERTY_CUE.finditer(text):
        yield Span(match.start(1), match.end(1), PersonalData.ADDRESS), 0
    for pattern in (_ENGLISH, _FLAT, _BLOCK, _COORDINATES):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), PersonalData.ADDRESS), 0


_WHOLE_WORDS = frozenset(
    "väg vägen gata gatan torg torget plan planen plats platsen gång gången bron park parken gård gården backen backe "
    "stranden strand stigen skogen leden led torp torpet hus hagen ängen viken udden stugan villan hemmet".split()
)
_GENERIC = re.compile(
    r"(?:omgång|ingång|utgång|avgång|uppgång|gång|övergång|tillgång|parkeringsplats|arbetsplats|lekplats|busshållplats|"
    r"hållplats|handelsplats|perrong|fotbollsplan|skolgård|bakgård|innergård|cykelväg|gångväg|motorväg|riksväg|länsväg|"
    r"grusväg|skogsväg|europaväg|huvudväg|byväg|ringled|infart|rastplats|badplats|återvinning|våning|gatuplan|järnväg|"
    r"trapphus|sjukhus|varuhus|parkeringshus|bensin|bystugan|skolväg|hemväg|bostadshus|flerfamiljshus|hyreshus|radhus|"
    r"fritidshus|lokal|äldreboende|vårdhem)",
    re.IGNORECASE,
)


def _is_road(match: re.Match[str]) -> bool:
    """väg 23, riksväg 15, gångvägen 2: a road or any place of its kind, nobody's home."""
    last = match.group("street").split(" ")[-1]
    if _GENERIC.match(last):
        return True
    return last.lower() in _WHOLE_WORDS and last == match.group("street").lower()[-len(last) :] and not _named(match)


def _named(match: re.Match[str]) -> bool:
    """Karl Johans gata 5: the word alone is no name, but what stands before it makes one."""
    words = match.group("street").split(" ")
    return len(words) > 1 and words[-2][:1].isupper() and (words[-2].endswith("s") or words[-1] in {"gata", "gränd"})


def _lower_words(street: str) -> int:
    """How many characters at the start are small-letter words that IGNORECASE let in before the street's name."""
    words = street.split(" ")
    skipped = 0
    for word in words[:-1]:
        is_part = word[:1].isupper() or re.match(r"(?:östra|västra|norra|södra|lilla|stora|gamla|nya|övre|nedre)$", word)
        if is_part:
            break
        skipped += len(word) + 1
    return skipped
