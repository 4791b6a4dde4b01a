"""The catalogues: every text of the public surface, in every language, and nothing of the staff surface."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from dialogue import STAFF
from dialogue.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent.parent
TRANSLATED = [language.code for language in LANGUAGES if language.code != "sv"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What pybabel finds in the code, the templates and the taxonomy today."""
    found = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    babel = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml", "-k", "_l"]
    subprocess.run([*babel, "-o", found, "."], cwd=ROOT, check=True)
    return {str(message.id) for message in _read(found) if message.id}


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _path(language: str) -> Path:
    return ROOT / "dialogue" / "translations" / language / "LC_MESSAGES" / "messages.po"


def _texts(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in _read(_path(language)) if message.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_public_text_is_translated_and_no_other(language: str, extracted: set[str]) -> None:
    texts = _texts(language)
    assert sorted(extracted - {told for told, words in texts.items() if words}) == []
    assert sorted(set(texts) - extracted) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language: str) -> None:
    catalog = _read(_path(language))
    assert [message.id for message in catalog if message.fuzzy and message.id] == []
    assert catalog.obsolete == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_placeholders_and_outer_spaces(language: str) -> None:
    for message in _read(_path(language)):
        told, words = _forms(message.id)[-1], _forms(message.string)
        assert sorted(PLACEHOLDER.findall(words[-1])) == sorted(PLACEHOLDER.findall(told)), told
        for form in words[:-1]:  # one and two may be told in words
            assert set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(told)), form
        assert all(form.endswith(" ") == told.endswith(" ") for form in words), told


def _forms(told: str | tuple[str, ...]) -> tuple[str, ...]:
    """A text, or its plural forms, the last for any number."""
    return (told,) if isinstance(told, str) else tuple(told)


@pytest.mark.parametrize("language", TRANSLATED)
def test_phone_numbers_and_laws_are_the_same_in_every_language(language: str) -> None:
    for told, words in _texts(language).items():
        numbers = re.findall(r"112|114 14|1177|\d{4}:\d+", told)
        assert sorted(numbers) == sorted(re.findall(r"112|114 14|1177|\d{4}:\d+", words.replace("\xa0", " "))), told


def test_arabic_keeps_numbers_in_one_piece_and_has_its_own_marks() -> None:
    for told, words in _texts("ar").items():
        # a plain space would turn 114 14 round in a line from right to left; EN 301 549 stands in Latin already
        assert not re.search(r"\d \d", words.replace("EN 301 549", "")), told
        assert not re.search(r"[\u0600-\u06ff}s][,;?]", words), told
        assert not re.search(r"[A-Za-z]", words) or re.search(r"[\u0600-\u06ff(]", words), told


def test_arabic_has_all_its_six_plurals() -> None:
    catalog = _read(_path("ar"))
    assert catalog.num_plurals == 6
    assert [message.id for message in catalog if message.pluralizable and not all(message.string)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_carry_no_dates_and_no_places_of_a_machine(language: str) -> None:
    text = _path(language).read_text(encoding="utf-8")
    assert not re.search(r"Creation-Date|Revision-Date|Generated-By", text)
    assert not re.search(r"^#: /|:\d+$", text, re.MULTILINE)


def test_the_extraction_leaves_the_staff_surface_out() -> None:
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    ignored = next(mapping["pattern"] for mapping in mappings if mapping["method"] == "ignore")
    for feature in STAFF:
        assert {f"dialogue/{feature.name}/**.py", f"templates/{feature.name}/**.html"} <= set(ignored)
