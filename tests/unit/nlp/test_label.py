import numpy as np

from nlp.label import telling_labels, typical_texts
from nlp.vectorise import unit

LAMPS = [
    "Lamporna på torget är trasiga, säger Berit",
    "trasig lampa vid stationen",
    "Vi såg att Berit stod där lampan var trasig",
]
DOGS = ["lös hund i parken", "Hunden är lös igen", "hundarna springer lösa och Berit är rädd"]
BOTH = LAMPS + DOGS
GROUPS = [0, 0, 0, 1, 1, 1]


def labels(texts: list[str], groups: list[int | None]) -> dict[int, tuple[str, ...]]:
    return telling_labels(texts, ["sv"] * len(texts), groups)


def test_forms_of_a_word_count_as_one_and_tell_the_groups_apart() -> None:
    found = labels(BOTH, list(GROUPS))
    assert {word[:4] for word in found[0][:2]} == {"lamp", "tras"}
    assert any(word.startswith("hund") for word in found[1])
    assert not any(word.startswith("lamp") for word in found[1])


def test_a_name_is_never_a_label() -> None:
    assert all("berit" not in word for words in labels(BOTH, list(GROUPS)).values() for word in words)


def test_neither_mask_tokens_nor_origin_is_a_label() -> None:
    texts = ["⟦NAME⟧ stör muslimerna", "⟦NAME⟧ hotar muslimerna", "⟦NAME⟧ hotar muslimer"]
    assert labels(texts, [0, 0, 0]) == {0: ("hotar",)}


def test_a_phrase_takes_the_place_of_its_words() -> None:
    texts = [f"lös kamphund {where}" for where in ("vid sjön", "på torget", "i parken", "vid skolan")]
    assert labels([*texts, "cykeln borta", "cykel borta"], [0, 0, 0, 0, 1, 1])[0][0] == "lös kamphund"


def test_groups_without_a_common_word_get_none_and_outliers_count_only_as_background() -> None:
    assert labels(["alfa", "beta", "gamma", "delta"], [0, 0, 0, None]) == {0: ()}


def test_typical_texts_are_central_different_and_verbatim() -> None:
    vectors = unit(np.array([[1, 0.1], [1, 0.11], [1, -0.3], [1, 0.3], [0, 1]], dtype=np.float32))
    texts = ["a", "a", "b", "c", "d"]
    chosen = typical_texts(vectors, texts)
    assert len({texts[row] for row in chosen}) == len(chosen) == 3
    assert 4 not in chosen


def test_copies_are_shown_once_and_nothing_shows_nothing() -> None:
    assert typical_texts(unit(np.ones((5, 2), dtype=np.float32)), ["a"] * 5) == [0]
    assert typical_texts(np.zeros((0, 2), dtype=np.float32), []) == []
