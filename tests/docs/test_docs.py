"""Documentation that fails a test when it lags behind the code."""

import re
import tomllib
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
DEPENDENCIES = ROOT / "docs" / "development" / "dependencies.md"
HIDDEN = {".git", ".venv", ".tools", "node_modules", "var"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
CODE = re.compile(r"^```.*?^```[^\n]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\./run +([a-z_]+)")
ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \|$", re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9._-]+")


def pages() -> list[Path]:
    return sorted(p for p in ROOT.rglob("*.md") if not HIDDEN & set(p.relative_to(ROOT).parts))


def named(requirements: list[str]) -> set[str]:
    return {match.group().lower() for text in requirements if (match := NAME.match(text))}


def declared() -> dict[str, set[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    return {
        "Running the site": named(project["project"]["dependencies"]),
        "Development": named(groups["dev"]),
        "Benchmarks": named(groups["bench"]),
    }


def explained() -> dict[str, dict[str, str]]:
    sections = re.split(r"^## ", DEPENDENCIES.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {section.partition("\n")[0]: dict(ROW.findall(section)) for section in sections}


@pytest.mark.parametrize("section", ["Running the site", "Development", "Benchmarks"])
def test_every_dependency_is_explained_and_none_that_is_gone(section: str) -> None:
    assert set(explained()[section]) == declared()[section]


def test_every_dependency_has_a_reason() -> None:
    short = [name for rows in explained().values() for name, why in rows.items() if len(why.split()) < 3]
    assert short == []


@pytest.mark.parametrize("group", ["runtime", "dev", "bench"])
def test_pins_hold_every_dependency(group: str) -> None:
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==", _pins(group), re.MULTILINE)
    wanted = {"runtime": "Running the site", "dev": "Development", "bench": "Benchmarks"}[group]
    assert declared()[wanted] - {name.lower() for name in pinned} == set()


@pytest.mark.parametrize("group", ["runtime", "dev", "bench"])
def test_pins_carry_hashes_and_no_address(group: str) -> None:
    text = _pins(group)
    assert text.count("--hash=sha256:") >= len(re.findall(r"^[^\s#].*==", text, re.MULTILINE)) > 10
    assert not re.search(r"://|--index-url|--find-links", text)


def _pins(group: str) -> str:
    return (ROOT / "requirements" / f"{group}.txt").read_text("utf-8")


def relative_links(page: Path) -> Iterator[str]:
    for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        if not re.match(r"[a-z][a-z+.-]*:|#", link):
            yield link.partition("#")[0]


def test_relative_links_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages()
        for link in relative_links(page)
        if not (page.parent / link).exists()
    ]
    assert broken == []


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = spec_from_loader("run", SourceFileLoader("run", str(ROOT / "run")))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_commands_the_pages_name_exist(run: ModuleType) -> None:
    from puntari.cli import METHODS

    known = {*run.COMMANDS, *METHODS, *get_commands(), "help"}
    unknown = {
        f"{page.relative_to(ROOT)}: ./run {word}"
        for page in pages()
        for word in COMMAND.findall(page.read_text("utf-8"))
        if word not in known
    }
    assert unknown == set()


def test_the_help_names_every_command(run: ModuleType) -> None:
    assert set(COMMAND.findall(run.__doc__ or "")) == set(run.COMMANDS)
