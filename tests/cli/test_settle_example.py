"""`examples/2026-11`: what is kept there is what the program makes today."""

import zipfile
from pathlib import Path

import pytest

from examples.make import FOLDER, RESULT, make

MOST_BYTES = 3_000_000
INPUTS = {"staff.xlsx", "receipts.xlsx", "staff-有错.xlsx", "staff-对不上.xlsx"}
LOGS = {"settle.log", "有错.log", "对不上.log"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example made anew."""
    folder: Path = tmp_path_factory.mktemp("example")
    make(folder)
    return folder


def files_in(folder: Path) -> set[str]:
    return {
        one.relative_to(folder).as_posix()
        for one in folder.rglob("*")
        if one.is_file() and one.name != "README.md"
    }


def content_of(path: Path) -> object:
    """What a file holds; of a workbook the parts, since packing differs between machines."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_same_files_come_out(made: Path) -> None:
    kept = files_in(FOLDER)

    assert files_in(made) == kept
    assert kept >= INPUTS | LOGS | {"工资表-对比用.xlsx", f"{RESULT}/说明.json"}
    changed = [
        name for name in sorted(kept) if content_of(made / name) != content_of(FOLDER / name)
    ]
    assert not changed, "python -m examples.make"


def test_the_example_is_small(made: Path) -> None:
    assert sum(one.stat().st_size for one in FOLDER.rglob("*") if one.is_file()) < MOST_BYTES


def test_the_readme_tells_the_figures_of_the_result() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    kept = (FOLDER / RESULT / "说明.json").read_text(encoding="utf-8")

    for figure in ("22752.01", "15480.01", "6768.01", "11280.01", "8712.00"):
        assert figure in kept
        assert f"{float(figure):,.2f}" in told
