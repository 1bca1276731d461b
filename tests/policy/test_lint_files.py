"""The examination reads files that cannot be loaded as a book, and tells which and why."""

from pathlib import Path

import pytest

from dakehu.policy.building import BookError
from dakehu.policy.lint.examination import examine
from dakehu.policy.loading.files import read_raw, shipped_book

SOUND = (shipped_book() / "KA" / "2020-01-01.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the tests' own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def a_book(folder: Path, **files: str) -> Path:
    for code, text in files.items():
        (folder / code).mkdir()
        (folder / code / "2020-01-01.yaml").write_text(text, encoding="utf-8")
    return folder


def test_files_are_read_in_order_with_their_content(tmp_path: Path) -> None:
    a_book(tmp_path, KA=SOUND, AA=SOUND.replace("code: KA", "code: AA", 1))
    assert [(name, raw["code"]) for name, raw in read_raw(tmp_path) if isinstance(raw, dict)] == [
        ("AA/2020-01-01.yaml", "AA"),
        ("KA/2020-01-01.yaml", "KA"),
    ]


@pytest.mark.parametrize("text", ["code: [", "code: KA\n", SOUND + "\nnonsense: 1\n"])
def test_a_file_of_a_wrong_form_stands_for_itself_alone(tmp_path: Path, text: str) -> None:
    (bad, fault), (good, raw) = read_raw(a_book(tmp_path, AA=text, KA=SOUND))
    assert (bad, good) == ("AA/2020-01-01.yaml", "KA/2020-01-01.yaml")
    assert isinstance(fault, BookError)
    assert isinstance(raw, dict)


def test_the_finding_names_the_file(tmp_path: Path) -> None:
    found = examine(read_raw(a_book(tmp_path, KA="title: x")))
    assert [(each.code, each.level, each.policy) for each in found] == [("bad_form", "error", "KA")]
    assert found[0].message.startswith("KA/2020-01-01.yaml")


def test_a_folder_without_policies_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="没有找到制度文件"):
        read_raw(tmp_path)
