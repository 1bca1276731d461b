"""The price desk: live answers, the price by buttons, faults at their fields, who sees what."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.accounts.models import User
from dakehu.catalog.services import set_cost_visibility
from dakehu.kit.actors import system
from tests.cast import AT, Cast
from tests.deals.conftest import PRODUCT
from tests.organization.conftest import SignedIn

BACKEND = "dakehu.accounts.backends.NameOrMobile"
TYPED = {
    "customer": "华岳重工",
    "product": PRODUCT,
    "quantity": "1万",
    "unit": "㎡",
    "rebate_rate": "8",
    "offered_unit_price": "84",
    "customer_type": "enterprise",
}


def ask(client: Client, live: bool = True, **more: Any) -> str:
    given: Mapping[str, Any] = {**TYPED, **more}
    headers = {"HX-Request": "true"} if live else {}
    answer = client.post(reverse("deals:desk"), given, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def price_in(text: str) -> str:
    found = text.partition('name="offered_unit_price" value="')[2]
    return found.partition('"')[0]


@pytest.fixture
def rep(company: Cast, signed_in: SignedIn) -> Client:
    return signed_in("ka_rep")


@pytest.fixture
def blind(company: Cast, signed_in: SignedIn) -> Client:
    """The same person after the switch of their role is off."""
    set_cost_visibility(by=system("tests"), at=AT, roles=["ka_head", "gm"])
    return signed_in("ka_rep")


def test_the_example_tells_distance_approval_commission_and_the_way_out(rep: Client) -> None:
    text = ask(rep)
    for told in ("85.40", "1.40", "14,000.00", "需总经理特批", "16,800.00", "17,080.00"):
        assert told in text
    for name in ("周建国", "孙立", "赵启明"):
        assert name in text
    assert "743,362.83" in text
    assert "用这个价" in text
    assert "<html" not in text


def test_without_scripts_the_whole_page_comes_back_with_what_was_typed(rep: Client) -> None:
    text = ask(rep, live=False)
    assert "<html" in text
    assert 'value="1万"' in text
    assert "14,000.00" in text


def test_the_lowest_price_is_taken_over_and_is_enough(rep: Client) -> None:
    text = ask(rep, use="1")
    assert price_in(text) == "85.40"
    assert "不需要特批" in text
    assert "就是这个价" in text


@pytest.mark.parametrize(
    "step, typed, shown",
    [("-", "84", "83.90"), ("+", "84", "84.10"), ("+", "", "85.50"), ("-", "0.01", "0.01")],
)
def test_a_step_changes_the_price_on_the_server(
    rep: Client, step: str, typed: str, shown: str
) -> None:
    assert price_in(ask(rep, step=step, offered_unit_price=typed)) == shown


@pytest.mark.parametrize("step", ["x", "-9", "1e9"])
def test_a_step_that_is_none_changes_nothing(rep: Client, step: str) -> None:
    text = ask(rep, step=step)
    assert "14,000.00" in text
    assert price_in(text) == ""


@pytest.mark.parametrize(
    "field, typed",
    [
        ("quantity", "一万"),
        ("quantity", "-5"),
        ("rebate_rate", "八"),
        ("rebate_rate", "120"),
        ("offered_unit_price", "abc"),
        ("offered_unit_price", "84.005"),
        ("unit_cost", "0"),
        ("other_0_amount", "-1"),
    ],
)
def test_a_fault_stands_at_its_field_and_what_was_typed_stays(
    rep: Client, field: str, typed: str
) -> None:
    text = ask(rep, **{field: typed})
    slot = text.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]
    assert "<p>" in slot
    assert f'value="{typed}"' in ask(rep, live=False, **{field: typed})


@pytest.mark.parametrize("typed", ["150", "100%", "-1"])
def test_a_rebate_beyond_a_share_is_told_in_percent(rep: Client, typed: str) -> None:
    text = ask(rep, rebate_rate=typed)
    slot = text.partition('id="id_rebate_rate_error"')[2].partition("</div>")[0]
    assert "应不小于 0%，并且小于 100%" in slot


def test_a_public_body_gets_no_rebate(rep: Client) -> None:
    text = ask(rep, customer_type="government")
    assert "不得设返点" in text.partition('id="id_rebate_rate_error"')[2].partition("</div>")[0]
    assert "需总经理特批" not in text


def test_what_is_still_missing_is_said_and_nothing_is_red(rep: Client) -> None:
    text = ask(rep, quantity="", product="没有的产品")
    assert "再填数量、成本价" in text
    assert "<p>请" not in text


def test_a_cost_of_ones_own_goes_before_the_catalog(rep: Client) -> None:
    text = ask(rep, unit_cost="80", offered_unit_price="")
    assert "97.60" in text
    assert "70.00" in text


def test_other_costs_come_in_rows_and_one_more_on_demand(rep: Client) -> None:
    text = ask(rep, other_0_kind="运费", other_0_amount="1000", other_0_per="lump", more="1")
    assert 'name="other_1_amount"' in text
    each = ask(rep, other_0_amount="0.5", other_0_per="unit", offered_unit_price="")
    assert "85.90" in each


def test_each_figure_of_the_answer_opens_its_explanation(rep: Client) -> None:
    text = ask(rep).replace("&amp;", "&")
    urls = {part.partition('"')[0] for part in text.split('data-explain-url="')[1:]}
    assert len(urls) > 15
    for url in urls:
        answer = rep.get(url, headers={"HX-Request": "true"})
        assert answer.status_code == 200, url
        assert "怎么算的" in answer.content.decode()


@pytest.mark.parametrize("figure", ["", "nothing", "unit_price/.."])
def test_an_explanation_of_nothing_is_not_found(rep: Client, figure: str) -> None:
    address = reverse("deals:desk_explain")
    assert rep.get(address, {**TYPED, "figure": figure}).status_code == 404
    assert rep.get(address, {"figure": "unit_price"}).status_code == 404


def test_the_cliff_shows_two_hundred_totals_with_this_one_marked(rep: Client) -> None:
    address = reverse("deals:desk_cliff")
    text = rep.post(address, TYPED, headers={"HX-Request": "true"}).content.decode()
    assert '"mark": {"label": "84"' in text
    assert text.count('"') > 1200
    assert "1,000,000.00" in text
    empty = rep.post(address, {}, headers={"HX-Request": "true"}).content.decode()
    assert "先填好上面的数" in empty


# ---------------------------------------------------------------- cost visibility

COST = ("70.00", "700,000", "84,000.00", "98,000", "12%", "14%", "56,000", "11,200", "72,800")


def test_without_sight_of_cost_price_distance_and_approval_stay(blind: Client) -> None:
    text = ask(blind)
    for told in ("85.40", "1.40", "14,000.00", "需总经理特批", "16,800.00", "854,000.00"):
        assert told in text
    assert "按权限不显示" in text
    assert "unit_cost" not in text


def test_no_page_of_the_desk_gives_cost_away(blind: Client) -> None:
    text = ask(blind).replace("&amp;", "&")
    urls = {part.partition('"')[0] for part in text.split('data-explain-url="')[1:]}
    pages = [text, blind.get(reverse("deals:desk")).content.decode()]
    pages += [blind.get(url, headers={"HX-Request": "true"}).content.decode() for url in urls]
    cliff = blind.post(reverse("deals:desk_cliff"), TYPED, headers={"HX-Request": "true"})
    pages.append(cliff.content.decode())
    shown = [re.sub('<div class="clause">.*?</div>', "", page, flags=re.S) for page in pages]
    given_away = [
        one for one in COST if any(re.search(f"(?<![0-9,.]){one}", page) for page in shown)
    ]
    assert given_away == []


def test_the_explanation_of_the_rule_price_still_names_its_parts(blind: Client) -> None:
    address = reverse("deals:desk_explain")
    answer = blind.get(address, {**TYPED, "figure": "unit_price"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "由成本价、基本利润率、返点比例、其他费用合计、数量算得" in text
    assert text.count("按权限不显示") == 2


@pytest.mark.parametrize("figure", ["unit_cost", "actual_profit", "profit_rate", "cost"])
def test_a_hidden_figure_has_no_explanation_of_its_own(blind: Client, figure: str) -> None:
    address = reverse("deals:desk_explain")
    text = blind.get(address, {**TYPED, "figure": figure}).content.decode()
    assert "700,000" not in text
    assert "98,000" not in text


def test_a_cost_slipped_into_the_form_is_not_heard(blind: Client) -> None:
    assert "85.40" in ask(blind, unit_cost="1")


def test_a_product_without_cost_price_is_asked_of_product_management(blind: Client) -> None:
    text = ask(blind, product="没有的产品")
    assert "有成本价的产品" in text
    assert "成本价由产品管理录入" in text


def test_the_switch_of_a_role_covers_only_that_role(
    company: Cast, blind: Client, signed_in: SignedIn
) -> None:
    assert "按权限不显示" in ask(blind)
    head = Client()
    head.force_login(User.objects.get(pk=company.users["ka_head"]), backend=BACKEND)
    assert "按权限不显示" not in ask(head)


@pytest.mark.parametrize("key", ["ka_head", "market_director", "gm", "project_manager"])
def test_everybody_who_sells_has_the_desk(company: Cast, signed_in: SignedIn, key: str) -> None:
    text = ask(signed_in(key))
    assert "85.40" in text
    assert ("按权限不显示" in text) is (key == "project_manager")


@pytest.mark.parametrize("key", ["finance", "hr_admin", "admin", "ka_clerk", "product_mgmt"])
def test_the_others_do_not(company: Cast, signed_in: SignedIn, key: str) -> None:
    client = signed_in(key)
    assert client.get(reverse("deals:desk")).status_code == 403


def test_a_live_answer_asks_little_of_the_database(
    rep: Client, django_assert_max_num_queries: Any
) -> None:
    ask(rep)
    with django_assert_max_num_queries(12) as asked:
        assert "14,000.00" in ask(rep)
    assert len(asked) > 0


def test_before_any_policy_the_desk_says_so(cast: Cast, signed_in: SignedIn) -> None:
    text = ask(signed_in("ka_rep"), unit_cost="70")
    assert "还没有发布制度" in text


def test_the_page_of_a_fresh_desk_takes_over_habits_but_no_figures(rep: Client) -> None:
    rep.post(reverse("deals:desk_save"), {**TYPED, "customer_type": "state_owned"})
    text = rep.get(reverse("deals:desk")).content.decode()
    assert '<option value="state_owned" selected>' in text
    assert price_in(text) == ""
