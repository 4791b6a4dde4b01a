"""Words around a name that say whether a person, an animal, a place or a public office is meant.

Every pattern looks at a short stretch just before or just after the word, so the work per word is bounded.
"""

import re

_REACH = 48
_BRIDGE = (
    r"(?:[ ,:]{0,2}(?:bara|nåt på|något på|nånting på|typ|visst|nog|tydligen|i alla fall|en viss|alltså|ju|också|nu))?"
)
_TELLS = (
    r"(?:heter|hette|hetat|heta|kallas(?: för)?|kallad(?:e|es)?(?: sig| för)?|kallar (?:sig|honom|henne|dom)|vid namn|"
    r"vid namnet|(?:för|efter|smek)?namn(?:et)?(?: är| på \w{2,12})?|mitt namn|presenterade sig som|står som|"
    r"signaturen|name(?: is|'s|d)?|called|calls (?:him|her)self|i am|i'm|magac\w{0,6}(?: \w{3,12})?(?: waa)?|"
    r"la yiraahdo|waxaa la yiraahdaa|nimeni on|nimensä on|nimi on|nimeltä(?:än)?|nazywa(?:m)? si[ęe]|"
    r"(?:ma )?na imi[ęe]|imi[ęe]|zovem se|zove se|ime mi je|quhem|quhet|ismim|adım|adı|benim adım|"
    r"звати|звуть|зовут|звали|назвал(?:ся|ась)|назва(?:вся|лася)|імені|имени|имя|імʼя|ім'я)"
)
_TOLD = re.compile(rf"(?<!\w){_TELLS}{_BRIDGE}[ :,\"”“'«(]{{1,3}}$", re.IGNORECASE)
_KIN = (
    r"(?:(?:dotter|syster|bror|svär|styv|bonus|plast|foster)?son(?:en)?|(?:ex|gift)?man|(?:ex)?mannen|"
    r"\w{0,12}(?:dotter|dottern|fru|frun|sambo|sambon|särbo|make|maken|maka|bror|brodern|syster|"
    r"systern|mor|mamma|mamman|mammas|far|pappa|pappan|mormor|morfar|farmor|farfar|moster|faster|farbror|morbror|kusin|"
    r"kusinen|barn|barnet|vän|vännen|väninna|väninnan|kompis|kompisen|polare|polaren|granne|grannen|kollega|kollegan|"
    r"chef|chefen|lärare|läraren|rektor|rektorn|tränare|tränaren|ledare|ledaren|vakt|vakten|värd|värden|förare|föraren|"
    r"ägare|ägaren|ägarn|konduktör|konduktören|mästare|mästaren|mästarn|kassör|kassören|städare|städaren|"
    r"handläggare|handläggaren|chaufför|chauffören|eleven|områdespolis|kille|killen|tjej|tjejen|"
    r"grabb|grabben|flicka|flickan|pojke|pojken|kvinna|kvinnan|elev|eleven|kamrat|kamraten|sköterska|sköterskan|läkare|"
    r"läkaren|person|personen|vittne|vittnet|snubbe|snubben|gubbe|gubben|gumma|gumman|tant|tanten|dam|damen|unge|ungen|"
    r"bonde|bonden|präst|prästen|ex|exet|(?:mamma|pappa|mor|far|son|dotter|barn|förälder|syster|bror) till|brorsa|"
    r"brorsan|syrra|syrran|morsa|morsan|farsa|farsan|lillebror|storasyster)|"
    r"fröken|fru|herr|magistern|doktor|konstapel|kurator|kuratorn|mentor|mentorn|bröderna|systrarna|syskonen|familjen|"
    r"makarna|tvillingarna|paret|släkten|gamle|anhörig|målsägande|kontaktperson|kontakta|kontakt|någon|nån|"
    r"(?:en|ett) viss|gärningsman|moderns|faderns|signerat|hälsningar|hälsn|mvh|vänligen|hälsar|undertecknad|"
    r"neighbou?r|friend|husband|wife|brother|sister|son|daughter|cousin|landlord|landlady|colleague|teacher|coach|"
    r"boyfriend|girlfriend|uncle|aunt|boss|caretaker|mrs?|ms|guy|man|woman|boy|girl|"
    r"wiilk\w{1,6}|gabadh\w{1,6}|inan\w{1,6}|saaxiib\w{1,6}|deris\w{1,6}|walaal\w{1,6}|ninka|"
    r"macallin\w{1,3}|adeer\w{0,3}|eeddo\w{0,3}|naapuri\w{0,3}|poika\w{0,2}|poikani|tytär\w{0,4}|mieheni|vaimoni|"
    r"ystävä\w{0,3}|sisko\w{0,3}|velje\w{0,3}|"
    r"äiti\w{0,2}|"
    r"sąsiad\w{0,3}|syn\w{0,3}|córk\w{0,2}|mąż|męż\w{1,3}|żon\w{0,2}|koleg\w{0,3}|brat\w{0,3}|siostr\w{0,3}|pan|pani|"
    r"komšij\w{1,3}|сусід\w{0,3}|син\w{0,3}|чоловік\w{0,3}|подруг\w{0,2}|друг\w{0,2}|сосед\w{0,3}|сын\w{0,3}|"
    r"муж\w{0,3}|брат\w{0,3})"
)
_PERSON = re.compile(rf"(?<!\w){_KIN}(?:[ :,\"”“«(]{{1,3}}| / ?|,? som )$", re.IGNORECASE)
_IS_CALLED = r"(?:heter|hette|kallas|kallar sig)"
_TELLING = re.compile(_IS_CALLED, re.IGNORECASE)
LONGEST_BRIDGE = 20  # characters, more than from such a word to the name
# Skadad man, Södervärn: after a comma an unknown word is the person's name only where the person is somebody's.
_SOMEBODYS = re.compile(
    r"(?<!\w)(?:min|mina|mitt|vår|våra|vårt|din|er|hans|hennes|deras|sin|sina|my|our|his|her|their)(?: \w{2,12})? $",
    re.IGNORECASE,
)
_SUBJECT_TELLS = re.compile(
    r"(?<!\w)(?:jag|ja|han|hon|hen|den ene?|den andr[ae]|kille\w{0,2}|tjej\w{0,2}|man|mannen|kvinnan|"
    r"grabb\w{0,2}|\w{0,8}(?:son|dotter|bror|syster|kompis|granne|grannen|fru|chef|chefen))(?: som)? "
    rf"{_IS_CALLED}{_BRIDGE} $",
    re.IGNORECASE,
)
# A surname or an uncertain first name after these is a person: hos Bergs, frågar efter Sten.
_AIMED = re.compile(r"(?<!\w)(?:hos|efter|asking for|see|ring|tacka|anmäla|anmäler|åt)[ \"”]{1,2}$", re.IGNORECASE)
_THING = re.compile(
    r"(?<!\w)\w{0,12}(?:gata|gatan|väg|vägen|skola|skolan|plats|platsen|butik|butiken|app|appen|bok|boken|sida|sidan|"
    r"grupp|"
    r"gruppen|spel|spelet|företag|företaget|område|området|by som|byn|lag|laget|förening|föreningen|firma|firman|"
    r"båt|båten|"
    r"bolag|bolaget|affär|affären|street|place|shop|school|film|filmen|bandet|sjö|sjön|krog|krogen|restaurang|"
    r"restaurangen|storm|stormen|orkanen|hotell|hotellet|kanal|kanalen|serie|serien)"
    rf"(?: som)?(?: {_TELLS})?[ :\"”“]{{1,3}}$",
    re.IGNORECASE,
)
_ANIMAL = re.compile(
    r"(?<!\w)\w{0,12}(?:hund|hunden|hundar|katt|katten|katter|häst|hästen|valp|valpen|kanin|kaninen|ponny|ponnyn|hane|"
    r"hanen|tik|tiken|undulat|undulaten|marsvin|marsvinet|kissen|vovve|vovven|tax|taxen|labrador|labradoren|schäfer|"
    r"schäfern|pudel|"
    r"pudeln|terrier|terriern|get|geten|ko|kon|tupp|tuppen|papegoja|papegojan|djur|djuret|dog|cat|horse)"
    rf"(?: som)?(?: (?:är|var|vi har|vår))?(?: {_TELLS}| lystrar till(?: namnet)?)?[ ,:\"”“]{{1,3}}$",
    re.IGNORECASE,
)
_ANIMAL_AFTER = re.compile(
    r", (?:min|vår|våran|deras|grannens) (?:\w{2,12} )?"
    r"(?:hund|katt|valp|häst|ponny|tax|labrador|schäfer|pudel|terrier|kanin|undulat|papegoja)(?!\w)"
    r"| är (?:hunden|katten|hästen)s?(?!\w)"
)
_OFFICE = re.compile(
    r"(?<!\w)(?:(?:stats|justitie|inrikes|utrikes|finans|försvars|social|skol)minister\w{0,2}|president\w{0,2}|"
    r"kung(?:en)?|"
    r"drottning(?:en)?|prins(?:essan|en)?|partiledare?n?|kronprins\w{0,6}|sankt|sankta|s:t|s:ta|prime minister|"
    r"profeten|"
    r"(?:kommunal|oppositions|stats|region)råd\w{0,2}|borgmästar\w{1,3}|landshövding\w{0,2}|(?:riks)?polischef\w{0,2}|"
    r"polismästar\w{1,3}|riksdagsledamot\w{0,3}|ärkebiskop\w{0,2}|biskop\w{0,2}|mayor) $",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"[ -](?:[IVX]{2,5}(?!\w)|(?i:\w{0,14}(?:gata|gatan|vägen|väg|torg|torget|gränd|gränden|"
    r"skola|skolan|gymnasiet|gymnasium|kyrka|kyrkan|"
    r"kapell|kafé|kaféet|café|cafét|caféet|cafe|kiosk|kiosken|pizzeria|pizzerian|livs|grill|grillen|restaurang|"
    r"restaurangen|"
    r"salong|salongen|park|parken|bro|bron|udde|plats|backe|backen|stig|stigen|allé|hage|kulle|museum|museet|hallen|"
    r"bageri|bageriet|"
    r"konditori|konditoriet|butik|butiken|frisör|åkeri|macken|gymmet|hotell|krog|krogen|förskola|minnesfond|"
    r"stiftelsen|dagen|marknad|marknaden|loppis))(?!\w)|(?:Stadium|Arena|Center|Centre|Hospital|Hotel|Hår|Naglar|"
    r"Salong|Kök|Krog|Blomster|Bageri|AB|HB|KB|Elektriska|Måleri|Rör|Järn|Mode|Möbler|Plåt|Foto|Skor|Blommor|Glas|"
    r"Däck|Cykel|Sport|Bil|Bygg|Buss|Taxi|Park|Plan|Hall|El|Maskin|Trä|"
    r"Street|"
    r"Road|School|Church)(?!\w))"
)
# What people do and beasts and plants do not: Björn säger, Sten jobbar.
_ACTS = re.compile(
    r",? (?:som |alltid |bara |själv )?(?:sa|säger|sade|ringer|ringde|skriver|skrev|jobbar|jobbade|heter|hette|brukar|"
    r"hjälp\w{2,4}|lova\w{0,3}|svara\w{0,3}|berätta\w{0,3}|tycker|tror|vill|äger|säljer|sålde|langar|dealar|slog|"
    r"hota\w{0,3}|"
    r"går i|kör|körde|dricker|skriker|skrek|gapar|bråkar|super|svär|spottar|stjäl|stal|snor|snodde|knarkar|hotar|"
    r"tafsar|mår|gråter|grät|vågar|vågade|skäms|skämdes|tänker|tänkte|känner sig|kände sig|sparkade|slängde|kastade|"
    r"puttade|knuffade|låste|hämtar|hämtade|skjutsar|skjutsade|pluggar|tränar|festar|festade|somnade|vaknade|gick hem|"
    r"blev mobbad|blir mobbad|blev slagen|blev rånad|går på|har slutat|vill inte|kom hem|"
    r"bankar|grälar|ljuger|ljög|mobbar|mobbade|retar|trakasser\w{2,3}|vägrar|klagar|filmar|filmade|erkände|"
    r"slår (?:sin|sina|"
    r"sitt|sig|barn\w{0,2}|mig|oss|min|en|henne|honom)|lägger ut|tog bilder|tar bilder|spelar|tar mig|bjuder|städar|"
    r"handlar|bor|bodde|och (?:jag|hans|hennes|min|\ufffc))(?!\w)"
)
# What nobody says of a thing or a beast called so, even in small letters: saga mår dåligt.
_FEELS = re.compile(
    r" (?:mår|gråter|grät|vågar|vågade|skäms|skämdes|langar|dealar|mobbar|mobbade|ljuger|ljög|knarkar|erkände|"
    r"berättade|"
    r"tycker|tror|festar|pluggar|blev mobbad|blir mobbad|h[ao]n (?:är|e|har|ska|kommer|säger|slår|gör|sa|va|var))(?!\w)"
)
# Where somebody lives or goes, and how somebody is: Björn på tvåan, Lo i min klass, Bo är full.
_STANDS = re.compile(
    r",? (?:som |alltid |också )?(?:"
    r"(?:på|i) (?:hörnet|(?:för|and|tredj|fjärd)\w{0,3} våning\w{0,2}|(?:etta|tvåa|trea|fyra|femma|sexa|sjua|åtta|"
    r"nia)n|"
    r"bottenvåningen|övervåningen|nedre botten|plan \d|vån\w{0,6}|huset|villan|lägenheten|porten|uppgången|trappan|"
    r"grannhuset|min klass|vår klass|klassen|parallellklassen|\d ?[a-fA-F]|nummer \w{1,6}|nr \w{1,6}|jobbet|skolan|"
    r"affären|"
    r"förskolan|fritids|dagis|boendet|soc|kommunen|vårdcentralen|macken|lagret)|"
    r"(?:är|var|blir|blev|e) (?:full|aspackad|berusad|packad|påverkad|hög|arg|aggressiv|dum|elak|otrevlig|hotfull|"
    r"våldsam|"
    r"galen|sjuk|alkoholist|kriminell|nykter|otrogen|jätte\w{2,12}|min|vår|hans|hennes|deras|kär|svartsjuk)"
    r")(?!\w)"
)
# What is somebody's: Stigs pojk, Kims moppe.
_OWNED = re.compile(
    r" (?:(?:nya|gamla|äldsta|yngsta|lilla|stora) )?(?:kille|tjej|fru|man|sambo|pojk\w{0,4}|son|dotter|mamma|pappa|"
    r"morsa|farsa|"
    r"bror\w{0,3}|syster|syrra|grabb\w{0,3}|ung(?:e|ar)|barn|kompis\w{0,2}|polare|hund\w{0,2}|katt\w{0,3}|bil|moppe|"
    r"moped|"
    r"cykel|epa|lägenhet|gård|granne|ex|flickvän|pojkvän|gäng|familj|föräldrar|trappa|balkong|garage|tomt)(?!\w)"
)
_VISITED = re.compile(r"(?<!\w)(?:på|till|från|vid|utanför|bakom|inne på|at|from|outside) $", re.IGNORECASE)
_ANYBODY = re.compile(r"(?<!\w)(?:någon|nån|anybody|someone) $", re.IGNORECASE)
_KINDRED = re.compile(_KIN, re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"(?<!\w)(?:i|under|sedan|sen|från|till|den|\d{1,2}|\d{1,2}:e|av|in|since|until|last|of|early|late) $",
    re.IGNORECASE,
)


def _before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return bool(pattern.search(text, max(0, start - _REACH), start))


def follows_comma(text: str, start: int) -> bool:
    """Whether a comma divides the word from some man or driver before it, of whom nothing says whose he is."""
    said = _PERSON.search(text, max(0, start - _REACH), start)
    if said is None or "," not in said.group():
        return False
    return not _SOMEBODYS.search(text, max(0, said.start() - _REACH), said.start())


def names_a_person(text: str, start: int) -> bool:
    """Whether the words before say that a person's name or the person follows: heter …, min granne …, fru …"""
    return _before(_TOLD, text, start) or _before(_PERSON, text, start)


def tells(text: str) -> list[int]:
    """Where the words end after which `says_own_name` can hold: asking it of every word takes long."""
    return [match.end() for match in _TELLING.finditer(text)]


def says_own_name(text: str, start: int) -> bool:
    """Whether a person, not a thing, is said to be called what follows, even in small letters."""
    return _before(_SUBJECT_TELLS, text, start)


def aims_at_somebody(text: str, start: int) -> bool:
    """Whether the word before is mostly followed by somebody."""
    return _before(_AIMED, text, start)


def names_thing(text: str, start: int) -> bool:
    """Whether the words before say that a place, a shop, a group or a work follows."""
    return _before(_THING, text, start)


def is_animal(text: str, end: int) -> bool:
    """Whether what follows says that the name is an animal's: Rolf, vår tax."""
    return bool(_ANIMAL_AFTER.match(text, end))


def names_no_private_person(text: str, start: int) -> bool:
    """Whether the words before say that an animal or the holder of a public office follows."""
    return _before(_ANIMAL, text, start) or _before(_OFFICE, text, start)


def place_follows(text: str, end: int) -> bool:
    """Whether the word after makes a street, a school, a shop or a firm of the name."""
    return bool(_PLACE_AFTER.match(text, end))


def acts(text: str, end: int) -> bool:
    """Whether the words after are something that only people do, are, or have for an address."""
    return bool(_ACTS.match(text, end) or _STANDS.match(text, end))


def feels(text: str, end: int) -> bool:
    """Whether the word after is what no thing and no beast does, so that a small word before it is a name."""
    return bool(_FEELS.match(text, end))


def owns(text: str, end: int) -> bool:
    """Whether the word after, in the genitive, has a person for its owner."""
    return bool(_OWNED.match(text, end))


def is_visited(text: str, start: int) -> bool:
    """Whether the word before is one that places follow."""
    return _before(_VISITED, text, start)


def is_anybody(text: str, start: int) -> bool:
    """Whether "somebody" stands before: then a verb follows, not a name."""
    return _before(_ANYBODY, text, start)


def is_kin(word: str) -> bool:
    """Whether the word itself is a neighbour, a daughter or the like."""
    return bool(_KINDRED.fullmatch(word))


def reads_as_date(text: str, start: int) -> bool:
    """Whether the words before fit a month."""
    return _before(_MONTH_BEFORE, text, start)
