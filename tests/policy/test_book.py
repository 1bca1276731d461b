"""The policy book: which version is in force on a day, and the clause behind every value."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.book import Book, Clause, NotInForce, Rulebook, UnknownParameter, override
from dakehu.policy.figures import NUMBER, RATE, TEXT
from dakehu.policy.loading.files import load_book
from dakehu.policy.param_types import ParamError
from tests.policy.small_books import other_policy, policy, write

FIRST = date(2020, 1, 1)
SECOND = date(2024, 7, 1)
DAY = date(2021, 3, 15)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Two versions of one policy, and a second policy in force from a later day."""
    later = policy(version="2024", adopted_on="2019-06-01", effective_from=SECOND.isoformat())
    later["parameters"][1]["value"] = "0.03"
    del later["parameters"][3]
    office = other_policy(effective_from="2022-01-01")
    root = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        return load_book(write(root / "book", policy(), later, office))


@pytest.fixture
def rules(book: Book) -> Rulebook:
    return book.on(DAY)


def test_the_effective_date_decides_from_its_own_day_on(book: Book) -> None:
    assert book.on(FIRST).policies["SA"].version == "2020-01-01"
    assert book.on(date(2024, 6, 30)).policies["SA"].version == "2020-01-01"
    assert book.on(SECOND).policies["SA"].version == "2024"
    assert book.on(date(2099, 1, 1)).policies["SA"].version == "2024"


def test_the_adopted_date_decides_nothing(book: Book) -> None:
    old, new = book.versions("SA")

    assert new.adopted_on < old.adopted_on
    assert old.effective_from < new.effective_from
    assert book.in_force("SA", date(2019, 12, 31)) is None
    assert book.in_force("SA", date(2024, 6, 30)) is old


@given(st.dates())
def test_every_day_has_the_latest_version_that_has_begun(book: Book, day: date) -> None:
    begun = [each for each in book.versions("SA") if each.effective_from <= day]

    assert book.in_force("SA", day) is (begun[-1] if begun else None)


def test_before_the_first_version_nothing_is_in_force(book: Book) -> None:
    with pytest.raises(NotInForce, match="2019-12-31"):
        book.on(date(2019, 12, 31))


def test_a_policy_joins_on_its_own_first_day(book: Book) -> None:
    assert set(book.on(date(2022, 1, 1)).policies) == {"SA", "OF"}
    assert set(book.on(date(2021, 12, 31)).policies) == {"SA"}
    assert set(book.on(date(2021, 12, 30)).policies) == {"SA"}
    assert book.codes == ("OF", "SA")


def test_days_with_the_same_versions_share_one_rulebook(book: Book) -> None:
    assert book.on(date(2023, 1, 1)) is book.on(date(2023, 5, 1))
    assert book.on(date(2023, 1, 1)) is not book.on(SECOND)
    assert book.on(SECOND) is book.on(SECOND)


def test_versions_are_found_again_by_their_names_whatever_is_in_force(book: Book) -> None:
    assert book.of_versions({"SA": "2020-01-01"})["commission.rate"].rows[0].value == Decimal(
        "0.02"
    )
    later = book.of_versions({"SA": "2024"})
    assert later["commission.rate"].rows[0].value == Decimal("0.03")
    with pytest.raises(NotInForce, match="SA 1999"):
        book.of_versions({"SA": "1999"})


def test_a_parameter_has_the_value_of_the_version_in_force(book: Book) -> None:
    assert book.on(FIRST)["commission.rate"].rows[0].value == Decimal("0.02")
    assert book.on(SECOND)["commission.rate"].rows[0].value == Decimal("0.03")
    assert book.on(FIRST)["commission.lag"] == 1


def test_a_parameter_that_no_version_in_force_sets_is_not_in_force(book: Book) -> None:
    for ask in (book.on(SECOND).__getitem__, book.on(SECOND).parameter, book.on(SECOND).source):
        with pytest.raises(NotInForce, match=r"commission\.lag"):
            ask("commission.lag")
    assert list(book.keys()) == [
        "profit.bands",
        "commission.rate",
        "commission.base",
        "commission.lag",
    ]


def test_a_parameters_source_is_its_clause_with_the_text_filled_in(rules: Rulebook) -> None:
    source = rules.source("commission.rate")

    assert source.told == {
        "policy": "SA",
        "version": "2020-01-01",
        "article": "第2条",
        "covers": ["S5-4.1b", "S5-1.1"],
    }
    assert source.citation == "《销售政策》第2条"
    assert source.text == "提成比例为 2%，按已核实的回款全额计算。"
    assert rules.source("commission.rate") is source


def test_a_row_is_cited_by_its_own_item(rules: Rulebook) -> None:
    first, second, beyond = (rules.source("profit.bands", row) for row in (0, 1, 2))

    assert (first.article, first.covers) == ("第1条(一)", ("S5-1.1",))
    assert (second.article, second.covers) == ("第1条(二)", ("S5-1.0",))
    assert beyond is rules.source("profit.bands")
    assert beyond.covers == ("S5-1.0", "S5-1.1")


def test_a_rule_is_found_at_its_item_before_any_clause(rules: Rulebook) -> None:
    assert rules.law("S5-1.1").article == "第1条(一)"
    assert rules.law("S5-1.0").article == "第1条"
    assert rules.law("A-01").article == "第1条"
    with pytest.raises(NotInForce, match=r"S5-9\.9"):
        rules.law("S5-9.9")


def test_replacing_changes_the_value_and_keeps_every_source(rules: Rulebook) -> None:
    bands = override("profit.bands", [["0", "0.5"]])
    replaced = rules.replacing({"profit.bands": bands})
    again = replaced.replacing({"commission.lag": 2})

    assert replaced["profit.bands"] is bands
    assert replaced["commission.lag"] == 1
    assert (again["profit.bands"], again["commission.lag"]) == (bands, 2)
    assert again.standing is rules
    assert again.law("S5-1.1") is rules.law("S5-1.1")
    assert again.source("commission.rate") is rules.source("commission.rate")
    assert len(rules["profit.bands"].bands) == 2


def test_a_replaced_value_is_cited_by_its_clause_because_its_rows_are_others(
    rules: Rulebook,
) -> None:
    replaced = rules.replacing({"profit.bands": override("profit.bands", [["0", "0.5"]])})

    assert replaced.source("profit.bands", 0) is rules.source("profit.bands")
    assert replaced.replacing({"commission.lag": 2}).source("profit.bands", 0).article == "第1条"


def test_replacing_nothing_is_the_same_rulebook(rules: Rulebook) -> None:
    assert rules.replacing({}) is rules


def test_a_setting_is_a_figure_that_says_whether_it_was_replaced(rules: Rulebook) -> None:
    lag = rules.setting("commission.lag", NUMBER)
    base = rules.setting("commission.base", TEXT, "计算口径")
    replaced = rules.replacing({"commission.lag": 2}).setting("commission.lag", NUMBER)
    rate = rules.setting("commission.rate", TEXT)

    assert (lag.label, lag.value, lag.how) == ("间隔月数", 1, "制度规定")
    assert (base.label, base.value) == ("计算口径", "已核实的回款全额")
    assert (replaced.value, replaced.how) == (2, "本次计算指定")
    assert replaced.source is lag.source is rules.source("commission.lag")
    assert (rate.value, rate.unit) == ("2%", TEXT)
    assert rules.setting("commission.lag", NUMBER) is lag


def test_a_chain_is_that_of_the_policies_in_force(rules: Rulebook, book: Book) -> None:
    assert rules.chain("CH-1").title == "特批"
    assert rules.chain("CH-1").citation == "《销售政策》第1条(二)"
    with pytest.raises(NotInForce, match="CH-2"):
        book.on(date(2023, 1, 1)).chain("CH-2")


@pytest.mark.parametrize(
    "key, raw, typed",
    [("commission.lag", "2", 2), ("tax.rate", "0.06", Decimal("0.06"))],
)
def test_an_override_is_typed_like_the_parameter(key: str, raw: Any, typed: Any) -> None:
    assert override(key, raw) == typed


def test_an_override_of_an_unknown_key_or_with_a_wrong_value_is_refused() -> None:
    with pytest.raises(UnknownParameter, match=r"commission\.lags"):
        override("commission.lags", "2")
    with pytest.raises(ParamError):
        override("commission.lag", "9")


def test_a_clause_gathers_what_its_items_cover(book: Book) -> None:
    clause = book.versions("SA")[0].clauses[0]

    assert clause.all_covers == ("S5-1.0", "S5-1.1")
    assert Clause("第9条", "空", "").whole_text == ""


def test_a_rate_is_told_as_it_is_read(rules: Rulebook, tmp_path: Path) -> None:
    raw = policy()
    raw["parameters"].append(
        {"key": "tax.rate", "article": "第2条", "name": "税率", "value": "0.13"}
    )
    figure = load_book(write(tmp_path, raw)).on(DAY).setting("tax.rate", RATE)

    assert (figure.written(), figure.read()) == ("0.13", "13%")
