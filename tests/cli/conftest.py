"""What the tests of the command line share: running a command inside this process."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dakehu.cli.main import main
from dakehu.policy.loading.files import shipped_book
from tests.cli.months import ONE, RECEIPT, WORDS, small
from tests.cli.running import Ran, Run


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def dakehu(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dakehu` with these words and this standard input."""

    def run(*words: str, given: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        status = main(words)
        told = capfd.readouterr()
        return Ran(status, told.out, told.err)

    return run


@pytest.fixture
def changed_book(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the shipped book in which texts of one policy are replaced."""

    def changed(code: str = "SA", *, name: str = "book", **replaced: str) -> Path:
        root = tmp_path / name
        for file in shipped_book().glob("*/*.yaml"):
            text = file.read_text(encoding="utf-8")
            if file.parent.name == code:
                for old, new in zip(
                    replaced["old"].split("|"), replaced["new"].split("|"), strict=True
                ):
                    assert old in text
                    text = text.replace(old, new, 1)
            target = root / file.parent.name / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return root

    return changed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one person's month, in which the command runs."""
    small(tmp_path, ONE, [RECEIPT])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def settle(dakehu: Run, folder: Path) -> Run:
    """Run the command there."""
    return lambda *more: dakehu(*WORDS, *more)
