"""Reading policy files: what is refused and where, and the cache of checked content."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dakehu.policy.building import BookError
from dakehu.policy.loading import files
from dakehu.policy.loading.files import load_book, read_raw, shipped_book
from tests.policy.small_books import other_policy, policy, write

Mend = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    home = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "dakehu"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "book"


def clause(raw: dict[str, Any], index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = raw["chapters"][0]["clauses"][index]
    return found


def test_a_checked_book_holds_every_file_with_its_dates_and_references(root: Path) -> None:
    book = load_book(write(root, policy(), other_policy()))

    assert book.codes == ("OF", "SA")
    (sales,) = book.versions("SA")
    assert (sales.adopted_on, sales.effective_from) == (date(2019, 12, 20), date(2020, 1, 1))
    assert sales.parameters["profit.bands"].rows == ("第1条(一)", "第1条(二)")
    assert sales.clauses[0].chapter == "第一章 利润"
    assert [step.seats for step in sales.chains["CH-1"].variants[0].steps] == [("ka_rep",), ("gm",)]


def test_a_parameter_may_have_dates_of_its_own(root: Path) -> None:
    raw = policy()
    raw["parameters"][1].update(adopted_on="2019-11-01", effective_from="2019-12-01")

    found = load_book(write(root, raw)).versions("SA")[0].parameters

    assert found["commission.rate"].adopted_on == date(2019, 11, 1)
    assert found["commission.rate"].effective_from == date(2019, 12, 1)
    assert found["commission.lag"].effective_from == date(2020, 1, 1)


def test_the_shipped_book_is_found_without_being_named() -> None:
    assert shipped_book().name == "policybook"
    assert load_book() == load_book(shipped_book())
    assert load_book().codes == ("AP", "DE", "EX", "KA", "OF", "SA")


def test_an_installed_program_takes_the_book_that_came_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "dakehu")

    assert shipped_book() == tmp_path / "policybook"
    inside = write(tmp_path / "dakehu" / "_shipped" / "policybook", policy())

    assert shipped_book() == inside
    assert load_book().codes == ("SA",)


def test_an_empty_folder_is_no_book(root: Path) -> None:
    for folder in (root, root / "missing"):
        with pytest.raises(BookError, match="没有找到制度文件"):
            load_book(folder)
    with pytest.raises(BookError, match="没有找到制度文件"):
        read_raw(root)


@pytest.mark.parametrize(
    "text, said",
    [
        ("code: [SA", "SA/2020-01-01.yaml：不是合法的 YAML"),
        ("code: \x00", "不是合法的 YAML"),
        ("just words", "整个文件：内容不合要求"),
        ("", "整个文件：内容不合要求"),
        ("- a\n- b", "整个文件：内容不合要求"),
    ],
)
def test_a_file_that_is_no_policy_is_named(root: Path, text: str, said: str) -> None:
    folder = write(root, policy())
    (folder / "SA" / "2020-01-01.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BookError, match=said):
        load_book(folder)


def test_a_file_in_another_encoding_is_named(root: Path) -> None:
    folder = write(root, policy())
    (folder / "SA" / "2020-01-01.yaml").write_bytes("title: 销售政策".encode("gb18030"))

    with pytest.raises(BookError, match=r"SA/2020-01-01\.yaml：不是合法的 YAML"):
        load_book(folder)


SHAPE_FAULTS: dict[str, tuple[Mend, str]] = {
    "a field is missing": (lambda raw: raw.pop("title"), "title：缺少这一项"),
    "a field is misspelt": (lambda raw: raw.update(tilte="x"), "tilte：没有这一项，请检查拼写"),
    "a date is no date": (
        lambda raw: raw.update(adopted_on="20 Dec"),
        "adopted_on：须为 YYYY-MM-DD",
    ),
    "a code has another form": (lambda raw: raw.update(code="sales"), "code：内容不合要求"),
    "an article has another form": (
        lambda raw: clause(raw).update(article="第一条"),
        "chapters.0.clauses.0.article：内容不合要求",
    ),
    "an item is misspelt": (
        lambda raw: clause(raw)["items"][1].update(cover=[]),
        "chapters.0.clauses.0.items.1.cover：没有这一项",
    ),
    "a rule ID has another form": (
        lambda raw: clause(raw).update(covers=["S9-1"]),
        "chapters.0.clauses.0.covers.0：内容不合要求",
    ),
    "a chain has no steps": (
        lambda raw: raw["chains"][0]["variants"][0].update(steps=[]),
        "chains.0.variants.0.steps：内容不合要求",
    ),
    "a step does nothing known": (
        lambda raw: raw["chains"][0]["variants"][0]["steps"][0].update(does="nod"),
        "chains.0.variants.0.steps.0.does：内容不合要求",
    ),
}


@pytest.mark.parametrize("fault", SHAPE_FAULTS)
def test_a_fault_of_form_is_told_with_file_and_place(root: Path, fault: str) -> None:
    break_it, said = SHAPE_FAULTS[fault]
    raw = policy()
    break_it(raw)

    with pytest.raises(BookError) as refusal:
        load_book(write(root, raw))

    assert f"2020-01-01.yaml：{said}" in str(refusal.value)


def test_a_faulty_file_is_told_beside_the_sound_ones(root: Path) -> None:
    wrong = policy()
    del wrong["summary"]

    (name, sound), (wrong_name, fault) = read_raw(write(root, other_policy(), wrong))

    assert (name, wrong_name) == ("OF/2020-01-01.yaml", "SA/2020-01-01.yaml")
    assert isinstance(sound, dict)
    assert sound["title"] == "办公办法"
    assert isinstance(fault, BookError)
    assert "summary：缺少这一项" in str(fault)


def test_sound_files_are_read_as_checked_data(root: Path) -> None:
    ((name, raw),) = read_raw(write(root, policy()))

    assert name == "SA/2020-01-01.yaml"
    assert isinstance(raw, dict)
    assert raw["chains"][0]["variants"][0]["steps"][0]["seat"] == ["ka_rep"]


def test_checked_content_is_kept_and_yaml_is_not_parsed_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_book(write(root, policy()))
    assert [path.suffix for path in cache.iterdir()] == [".json"]
    monkeypatch.setattr(yaml, "load", lambda *_, **__: pytest.fail("parsed again"))

    assert load_book(root) == first


def test_a_changed_file_is_read_anew(root: Path) -> None:
    load_book(write(root, policy()))

    changed = load_book(write(root, policy(title="新销售政策")))

    assert changed.versions("SA")[0].title == "新销售政策"


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '"text"', "[1, 2]", "null"])
def test_a_broken_cache_is_ignored_and_mended(root: Path, cache: Path, content: str) -> None:
    first = load_book(write(root, policy()))
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_text(content, encoding="utf-8")

    assert load_book(root) == first
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_not_used(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder is due", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))

    assert load_book(write(root, policy())).codes == ("SA",)
    assert blocked.is_file()


def test_without_a_named_place_the_cache_lies_in_the_users_home(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    load_book(write(root, policy()))

    assert list((tmp_path / "home" / ".cache" / "dakehu").glob("book-*.json"))


def test_a_day_that_does_not_exist_is_told_and_no_crash(root: Path) -> None:
    path = root / "SA" / "2020-01-01.yaml"
    write(root, policy())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("'2019-12-20'", "2019-13-45"), encoding="utf-8")
    assert "2019-13-45" in path.read_text(encoding="utf-8")
    with pytest.raises(BookError, match=r"SA/2020-01-01\.yaml：有不存在的日期"):
        load_book(root)


def test_a_number_that_the_cache_cannot_hold_is_left_out_of_it(root: Path) -> None:
    raw = policy()
    raw["parameters"][3]["value"] = 10**30
    write(root, raw)
    with pytest.raises(BookError, match=r"commission\.lag"):
        load_book(root)


def swap(root: Path, old: str, new: str) -> Path:
    """The small book with one text of its file replaced."""
    folder = write(root, policy())
    path = folder / "SA" / "2020-01-01.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "content, said",
    [
        ("a: &a [x, x]\nb: *a", "第 1 行：不能使用锚点和引用"),
        ("a: &a [*a]", "第 1 行：不能使用锚点和引用"),
        ("[" * 100_000, "第 1 行：嵌套超过 50 层"),
        ("a: " + "[" * 1000 + "]" * 1000, "第 1 行：嵌套超过 50 层"),
        ("a: 1\nb:\n  c: 1\n  c: 2", "第 4 行：c 写了两次"),
        ("? [a]\n: 1\n? [a]\n: 2", "不是合法的 YAML：第 1 行第 3 个字符处有误"),
    ],
)
def test_a_file_that_is_not_plain_is_refused_before_it_is_built(
    root: Path, content: str, said: str
) -> None:
    folder = write(root, policy())
    (folder / "SA" / "2020-01-01.yaml").write_text(content, encoding="utf-8")

    with pytest.raises(BookError, match=f"SA/2020-01-01.yaml：{said}"):
        load_book(folder)


def test_faults_of_form_are_told_without_english(root: Path) -> None:
    for old, new in (
        ("title:", "title: [1]\nsummary_:"),
        ("does: file", "does: nod"),
        ("code: SA", "code: sales"),
        ("'2019-12-20'", "9" * 5000),
    ):
        with pytest.raises(BookError) as refusal:
            load_book(swap(root, old, new))
        for english in ("Input", "should", "limit", "Exceeds"):
            assert english not in str(refusal.value)


def test_a_link_to_nowhere_is_no_policy_left_out(root: Path) -> None:
    folder = write(root, policy(), other_policy())
    path = folder / "SA" / "2020-01-01.yaml"
    path.unlink()
    path.symlink_to(root / "nowhere")

    with pytest.raises(BookError, match=r"SA/2020-01-01\.yaml：不是可以读取的文件"):
        load_book(folder)
