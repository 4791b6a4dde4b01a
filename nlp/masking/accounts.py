"""Handles on social networks: @name, links to profiles, words with underscores, names told after a network."""

import re
from collections.abc import Iterator

from nlp.masking.name_lists import name_lists
from nlp.types import PersonalData, Span

_AT = re.compile(r"(?<![\w.@])@ ?[\w.-]{2,40}(?<![.-])")
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:instagram|snapchat|tiktok|facebook|fb|twitter|x|youtube|discord|linkedin|onlyfans|t|wa)"
    r"\.(?:com|me|gg|se)/[\w./@?=&%+-]{2,80}",
    re.IGNORECASE,
)
_UNDERSCORED = re.compile(r"(?<![\w./@])\w[\w.]{0,40}_[\w.]{0,40}\w(?![\w@])")
_NUMBERED = re.compile(r"(?<![\w#])[^\W\d]\w{2,30}#\d{4}(?!\w)")
_CUE = re.compile(
    r"(?<!\w)(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|telegram|signal|discord|facebook|youtube|roblox|steam|twitch|"
    r"\w{0,12}konto(?:t|n)?|account|profil(?:en)?|användar(?:namn(?:et)?|en)|user ?name|user|kallar sig|nick(?:name)?|"
    r"alias|gamertag|nimimerkki|käyttäjä\w*|حساب\w*|اسم المستخدم|konta|akkoonka|акаунт\w*)(?!\w)",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"(?<![\w@⟦])(?=[\w.-]{0,40}[^\W\d])\w[\w.-]{2,40}(?<![.-])")
_REACH = 60
_LIST_MARK = re.compile(r"[:=] ?[\"”'«(]?$|(?:heter|är|e|named|called|is)[ :]{1,2}[\"”'«(]?$", re.IGNORECASE)
_NETWORK_SAYS = re.compile(r" ?[:=] ?[\"”“'«(]?$")
_FILE_OR_SITE = re.compile(r"\.(?:se|com|nu|org|net|eu|pdf|jpg)$|^(?:t\.ex|bl\.a|d\.v\.s|o\.s\.v|m\.m|kl\.|ca\.)", re.I)


def find_accounts(text: str) -> Iterator[Span]:
    """Spans of folded text that name an account; they may overlap."""
    for pattern, sign in ((_AT, "@"), (_LINK, "/"), (_UNDERSCORED, "_"), (_NUMBERED, "#")):
        for match in pattern.finditer(text) if sign in text else ():
            yield Span(match.start(), match.end(), PersonalData.HANDLE)
    for cue in _CUE.finditer(text):
        for match in _CANDIDATE.finditer(text, cue.end(), min(len(text), cue.end() + _REACH)):
            if _is_account(match.group(), text[cue.end() : match.start()]):
                yield Span(match.start(), match.end(), PersonalData.HANDLE)


def _is_account(word: str, between: str) -> bool:
    """A word that no language writes: letters with digits, inner dots or underscores, told after a network."""
    if re.search(r"[.!?\n] ", between) or _FILE_OR_SITE.search(word):
        return False
    if _NETWORK_SAYS.match(between) and word.islower() and word.isalpha():
        return not (name_lists().is_common(word) or name_lists().is_place(word))
    has_digit = bool(re.search(r"\d", word))
    if has_digit and re.match(r"[^\W\d]{3,}[\w.]*$", word) and re.search(r"[a-zåäö]", word):
        return True
    if re.search(r"[^\W\d]\.[^\W\d]{2,}", word) and "-" not in word and word.islower():
        return True
    return bool(_LIST_MARK.search(between)) and has_digit and not word[0].isdigit()
