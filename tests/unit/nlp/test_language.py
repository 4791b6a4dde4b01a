"""Telling languages apart: own sentences, short Swedish slang, the shipped texts of an author not learnt from."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language import DEFAULT, detect_language

CORPORA = Path(__file__).parents[3] / "nlp" / "data" / "corpora"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Lyktan vid garagen har varit släckt sedan i våras"),
        ("en", "The street lamp by the garages has been dark since spring"),
        ("fi", "Autotallien valo on ollut pimeänä keväästä asti"),
        ("so", "Nalka waddada wuu damay ilaa gu'ga"),
        ("ar", "مصباح الشارع مطفأ منذ الربيع"),
        ("fa", "چراغ خیابان از بهار خاموش است"),
        ("ckb", "ئێوارە ناوێرم بە تەنیا بڕۆمەوە ماڵەوە"),
        ("pl", "Latarnia przy garażach nie świeci od wiosny"),
        ("uk", "Ліхтар біля гаражів не світить з весни"),
        ("ru", "Фонарь у гаражей не горит с весны"),
        ("da", "Lygten ved garagerne har været slukket siden foråret"),
        ("no", "Lykta ved garasjene har vært slukket siden i vår"),
        ("de", "Die Laterne bei den Garagen ist seit dem Frühling kaputt"),
        ("tr", "Garajların yanındaki lamba bahardan beri yanmıyor"),
        ("es", "La farola junto a los garajes está apagada desde la primavera"),
        ("fr", "Le lampadaire près des garages est éteint depuis le printemps"),
        ("bs", "Lampa kod garaža ne radi od proljeća"),
        ("ti", "መብራህቲ ጎደና ካብ ጽድያ ጀሚሩ ጠፊኡ ኣሎ እዩ"),
        ("am", "የመንገዱ መብራት ከጸደይ ጀምሮ ጠፍቷል ነው"),
        ("el", "Το φως στον δρόμο δεν ανάβει"),
        ("ja", "夜の道がとても暗いです"),
        ("zh", "晚上路上很黑"),
    ],
)
def test_it_tells_the_language_of_a_sentence(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "bror jalla",
        "shoo bre len",
        "keff område asså",
        "dom langar braj i tunneln",
        "snutarna e aldrig här",
        "ja å di kör som fan",
        "ISHALLEN!!!",
        "wallah ingen bryr sej",
        "a-traktor 70 knyck",
        "vagar inte ga hem",
        "jag e rädd ba",
    ],
)
def test_short_slang_is_swedish(text: str) -> None:
    assert detect_language(text) == "sv"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Hej walaal, mina barn leker ute men jag är rädd because stora killar säljer saker där vid garagen"),
        ("ar", "بنتي عمرها 12 عم توصلها رسائل من واحد كبير في snap ولا أعرف ماذا أفعل"),
        ("en", "Someone stole my cykel again, the lock was still there hanging on the rack"),
    ],
)
def test_a_mixed_text_is_in_its_main_language(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", " ", "\0", "123 45", "🙂🙂🙂", "…!?", "x", "aaaaaaaa"])
def test_a_text_that_says_nothing_is_taken_for_swedish(text: str) -> None:
    assert detect_language(text) == DEFAULT


def test_the_texts_of_an_author_it_did_not_learn_from() -> None:
    lines = (CORPORA / "concerns_dev.jsonl").read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    told = [(record["lang"], detect_language(record["text"])) for record in records if record["lang"] != "mixed"]
    mistaken = Counter(pair for pair in told if pair[0] != pair[1])
    assert mistaken.total() <= 0.01 * len(told), mistaken


@given(st.text(max_size=200))
def test_any_text_has_one_language(text: str) -> None:
    found = detect_language(text)
    assert found.isalpha()
    assert found == detect_language(text)


@pytest.mark.parametrize("text", ["a" * 100_000, "Diö " * 25_000, "ي" * 100_000, "\ud800\udfff"])
def test_long_and_broken_texts_are_answered(text: str) -> None:
    assert 2 <= len(detect_language(text)) <= 3
