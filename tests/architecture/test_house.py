"""The house rules that no linter knows."""

import re
from pathlib import Path

import pytest

from dialogue.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = sorted(
    path
    for folder in ("dialogue", "nlp", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TOP_LEVEL = {
    "dialogue", "templates", "static", "nlp", "tests", "wsgi.py", "pyproject.toml", "README.md",
    "Makefile", "LICENSE", "publiccode.yml",
}  # fmt: skip


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_python_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_top_level_holds_what_the_owner_fixed_and_nothing_else() -> None:
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - {"var"} == TOP_LEVEL


def test_every_setting_is_documented_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"DIALOGUE_{name.upper()}" not in readme]
    assert missing == []


def test_every_make_target_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", readme)) <= targets


def test_the_locks_name_no_registry() -> None:
    for lock in (ROOT / ".ci" / "lock").glob("*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_carries_inline_style_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", text)
    for tag in re.findall(r"<(?:script|style)\b[^>]*>", text):
        assert "nonce" in tag, tag


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_week_number_stands_with_the_year_of_the_week(path: Path) -> None:
    """1 January 2026 lies in week 1 of 2026, 29 December 2025 too: `y` would give that day week 1 of 2025."""
    assert not re.search(r"\bw+ y", path.read_text(encoding="utf-8"))
