"""Building policies from checked files: every reference resolves, or the fault is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dakehu.policy.building import BookError
from dakehu.policy.loading.files import load_book
from tests.policy.small_books import policy, write

Mend = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def clauses(raw: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = raw["chapters"][0]["clauses"]
    return found


def text_of_second(text: str) -> Mend:
    return lambda raw: clauses(raw)[1].update(text=text)


FAULTS: dict[str, tuple[Mend, str]] = {
    "an article stands twice": (
        lambda raw: clauses(raw)[1].update(article="第1条"),
        "第1条 出现了两次",
    ),
    "an item stands twice": (
        lambda raw: clauses(raw)[0]["items"][1].update(item="一"),
        "第1条(一) 出现了两次",
    ),
    "a parameter is unknown": (
        lambda raw: raw["parameters"][0].update(key="profit.band"),
        "没有参数 profit.band，请检查拼写",
    ),
    "a parameter stands twice": (
        lambda raw: raw["parameters"].append(raw["parameters"][1]),
        "参数 commission.rate 出现了两次",
    ),
    "a parameter's article is missing": (
        lambda raw: raw["parameters"][1].update(article="第9条"),
        "参数 commission.rate 所引的 第9条 不存在",
    ),
    "a parameter's row is missing": (
        lambda raw: raw["parameters"][0].update(rows=["第1条(一)", "第1条(九)"]),
        "参数 profit.bands 所引的 第1条(九) 不存在",
    ),
    "a value is not allowed": (
        lambda raw: raw["parameters"][1].update(value="1.5"),
        "参数 commission.rate(第2条)：须在 0 与 1 之间",
    ),
    "a number is not quoted": (
        lambda raw: raw["parameters"][1].update(value=0.02),
        "参数 commission.rate(第2条)：",
    ),
    "a placeholder is misspelt": (
        text_of_second("提成比例为 {commission rate}。"),
        "第2条 的正文中有写错的参数引用",
    ),
    "a brace is left open": (
        text_of_second("提成比例为 {commission.rate。"),
        "第2条 的正文中有写错的参数引用",
    ),
    "a brace is left over": (
        text_of_second("提成比例为 commission.rate}。"),
        "第2条 的正文中有写错的参数引用",
    ),
    "a placeholder names no parameter of the policy": (
        text_of_second("提成比例为 {tax.rate}。"),
        "第2条 引用了不存在的参数 tax.rate",
    ),
    "a placeholder names a row that is not there": (
        text_of_second("比例为 {profit.bands[2].rate}。"),
        "第2条 引用的 {profit.bands[2].rate} 没有这一行或这一部分",
    ),
    "a placeholder names a part that is not there": (
        text_of_second("比例为 {commission.rate[0]}。"),
        "第2条 引用的 {commission.rate[0]} 没有这一行或这一部分",
    ),
    "an item's placeholder is wrong": (
        lambda raw: clauses(raw)[0]["items"][1].update(text="其余的，为 {profit.bands[7]}；"),
        "第1条 引用的 {profit.bands[7]} 没有这一行或这一部分",
    ),
    "a chain's article is missing": (
        lambda raw: raw["chains"][0].update(article="第1条(五)"),
        "审批链 CH-1 所引的 第1条(五) 不存在",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_parts_that_do_not_fit_are_told_with_file_article_and_reason(
    tmp_path: Path, fault: str
) -> None:
    break_it, said = FAULTS[fault]
    raw = policy()
    break_it(raw)

    with pytest.raises(BookError) as refusal:
        load_book(write(tmp_path / "book", raw))

    assert str(refusal.value).startswith("SA/2020-01-01.yaml：")
    assert said in str(refusal.value)


def test_a_sound_file_fills_its_texts_with_its_own_values(tmp_path: Path) -> None:
    (sales,) = load_book(write(tmp_path / "book", policy())).policies

    assert sales.texts["第1条(一)"] == "不满 200,000 元的，为 20%；"
    assert sales.texts["第1条"].splitlines() == [
        "按预估销售额确定基本利润率：",
        "（一）不满 200,000 元的，为 20%；",
        "（二）其余的，为 10%；",
    ]
    assert sales.texts["第2条"] == "提成比例为 2%，按已核实的回款全额计算。"
