"""对比我们的报价表: who may, who sees cost, and the sample to try it with."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dakehu.catalog.services import set_cost_visibility
from dakehu.deals.services.comparison_sample import sample_quotes
from dakehu.deals.services.comparisons import UnableToCompareQuotes
from dakehu.kit.actors import system
from tests.cast import AT, ON, Cast
from tests.deals.test_quote_comparisons import BELOW, NEW, book_of, compared, one, sheet
from tests.organization.conftest import SignedIn


def hide_cost() -> None:
    set_cost_visibility(by=system("tests"), at=AT, roles=["cfo"])


@pytest.mark.parametrize("key", ["finance", "hr_admin", "admin", "product_mgmt", "ka_clerk"])
def test_who_sells_nothing_and_decides_nothing_compares_no_quotes(
    company: Cast, signed_in: SignedIn, tmp_path: Path, key: str
) -> None:
    assert signed_in(key).get(NEW).status_code == 403
    with pytest.raises(PermissionDenied):
        compared(company, sheet(tmp_path, BELOW), by=key)


def test_a_rep_sees_the_own_comparisons_alone(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    theirs = compared(company, sheet(tmp_path, BELOW), by="ka_head")
    mine = compared(company, sheet(tmp_path, BELOW))
    rep = signed_in("ka_rep")

    assert rep.get(reverse("deals:quotes", args=[theirs.pk])).status_code == 404
    assert rep.get(reverse("deals:quotes_book", args=[theirs.pk])).status_code == 404
    assert rep.get(reverse("deals:quotes", args=[mine.pk])).status_code == 200


@pytest.mark.parametrize("key", ["ka_head", "market_director", "cfo", "gm"])
def test_heads_see_everybodys(company: Cast, signed_in: SignedIn, tmp_path: Path, key: str) -> None:
    found = compared(company, sheet(tmp_path, BELOW))

    assert signed_in(key).get(reverse("deals:quotes", args=[found.pk])).status_code == 200
    assert signed_in(key).get(NEW).status_code == 200


# ---------------------------------------------------------------- cost


def test_who_does_not_see_cost_sees_none_and_the_rest_stands(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(company, sheet(tmp_path, (*BELOW[:4], 71.23, *BELOW[5:])))
    rep = signed_in("ka_rep")
    shown = reverse("deals:quotes", args=[found.pk])
    explain = reverse("deals:quotes_explain", args=[found.pk, one(found)["row"], "unit_price"])
    columns = reverse("deals:quotes_columns", args=[found.pk])
    assert "71.23" in rep.get(shown).content.decode()
    hide_cost()

    text = rep.get(shown).content.decode()
    assert "成本价（元）" not in text
    assert "1份低于规定价" in text
    assert "需总经理特批" in text
    for page in (text, *(rep.get(url).content.decode() for url in (explain, columns))):
        assert "71.23" not in page
    book = book_of(rep, found)
    heads = [cell.value for cell in book["对比"][1]]
    assert "规定单价（元）" in heads
    assert "成本价（元）" not in heads
    assert "71.23" not in str([list(tab.values) for tab in book])


def test_a_cost_in_the_list_counts_only_from_who_sees_cost(company: Cast, tmp_path: Path) -> None:
    content = sheet(tmp_path, (*BELOW[:4], 10, *BELOW[5:]))
    assert one(compared(company, content))["state"] == "ok"
    hide_cost()

    found = one(compared(company, content))
    assert (found["state"], found["unit_price"]) == ("below", "85.40")


def test_a_faulty_cost_is_not_shown_to_who_sees_none(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(company, sheet(tmp_path, (*BELOW[:4], "71.2x", *BELOW[5:])))
    rep = signed_in("ka_rep")
    shown = reverse("deals:quotes", args=[found.pk])
    assert "71.2x" in rep.get(shown).content.decode()
    hide_cost()

    text = rep.get(shown).content.decode()
    assert "71.2x" not in text
    assert "按权限不显示" in text


# ---------------------------------------------------------------- the sample


@pytest.mark.parametrize("is_hidden", [False, True])
def test_the_sample_is_a_dozen_quotes_with_three_too_cheap(company: Cast, is_hidden: bool) -> None:
    if is_hidden:
        hide_cost()
    _name, content = sample_quotes(by=company.actor("ka_rep"), on=ON)
    found = compared(company, content)

    assert (found.fitting, found.below, found.untold) == (8, 3, 1)


def test_the_sample_needs_a_cost_price(cast: Cast) -> None:
    with pytest.raises(UnableToCompareQuotes, match="还没有产品成本价"):
        sample_quotes(by=cast.actor("ka_rep"), on=ON)


def test_the_sample_is_for_the_demo_alone(company: Cast, signed_in: SignedIn) -> None:
    rep = signed_in("ka_rep")

    assert rep.post(reverse("deals:compare_sample")).status_code == 404
    assert "用示例文件试试" not in rep.get(NEW).content.decode()
