"""Cost prices: from which day, by whom, and who sees them; the switches of cost visibility."""

import json
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.catalog.models import CostPrice
from dakehu.catalog.queries import (
    check_rows,
    cost_switches,
    product_cost,
    products_on,
    rows_given_out,
    sees_cost,
)
from dakehu.catalog.services import (
    UnableToEnterCost,
    UnableToSwitchVisibility,
    enter_cost,
    enter_costs,
    set_cost_visibility,
    undo_costs,
)
from dakehu.kit.actors import ANONYMOUS, system
from dakehu.kit.sheets import Standing
from dakehu.kit.wording import told as wording_told
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import columns_at_fault, notices, rows_of

BY = system("tests")


def line(**given: Any) -> dict[str, Any]:
    return {
        "product": "TPO防水卷材1.5mm",
        "unit": "㎡",
        "cost": Decimal("70.00"),
        "valid_from": date(2026, 10, 1),
        "note": None,
        **given,
    }


def test_a_line_is_new_then_the_same_then_changed(cast: Cast) -> None:
    rows = rows_of(line())
    assert check_rows(rows, BY, ON).standing == {}
    enter_costs(by=BY, at=AT, rows=rows)
    assert check_rows(rows, BY, ON).standing == {2: Standing.SAME}
    assert check_rows(rows_of(line(cost=Decimal("71.00"))), BY, ON).standing == {
        2: Standing.CHANGED
    }


def test_the_cost_of_a_day_is_the_latest_that_has_begun(cast: Cast) -> None:
    later = line(cost=Decimal("72.00"), valid_from=date(2026, 12, 1))
    earlier = line(cost=Decimal("68.00"), valid_from=date(2026, 1, 1))
    enter_costs(by=BY, at=AT, rows=rows_of(line(), later, earlier))
    found = product_cost("TPO防水卷材1.5mm ", ON)
    assert found is not None
    assert (found.cost, found.unit, found.since) == (Decimal("70.00"), "㎡", date(2026, 10, 1))
    before = product_cost("TPO防水卷材1.5mm", date(2026, 9, 30))
    assert before is not None
    assert before.cost == Decimal("68.00")
    assert product_cost("TPO防水卷材1.5mm", date(2025, 12, 31)) is None
    assert products_on(ON) == [("TPO防水卷材1.5mm", "㎡")]


def test_nothing_and_another_unit_and_the_future_are_told(cast: Cast) -> None:
    enter_costs(by=BY, at=AT, rows=rows_of(line()))
    nothing = check_rows(rows_of(line(cost=Decimal(0))), BY, ON)
    assert columns_at_fault(nothing) == [(2, "cost")]
    other = check_rows(rows_of(line(unit="卷", valid_from=date(2026, 12, 1))), BY, ON)
    assert columns_at_fault(other) == []
    assert len(notices(other)) == 2


def test_only_product_management_enters_costs(cast: Cast) -> None:
    values = {key: value for key, value in line().items() if key != "note"}
    for key in ("gm", "cfo", "ka_head"):
        with pytest.raises(PermissionDenied):
            enter_cost(by=cast.actor(key), at=AT, on=ON, **values)
    made = enter_cost(by=cast.actor("product_mgmt"), at=AT, on=ON, **values)
    assert made.entered_by_id == cast.staff["product_mgmt"]
    with pytest.raises(UnableToEnterCost):
        enter_cost(by=BY, at=AT, on=ON, **{**values, "cost": Decimal("-1")})


def test_an_import_can_be_taken_back(cast: Cast) -> None:
    written = enter_costs(by=BY, at=AT, rows=rows_of(line()))
    undo_costs(by=BY, at=AT, written=written)
    assert not CostPrice.objects.exists()


def test_what_is_given_out_goes_in_again(cast: Cast) -> None:
    enter_costs(by=BY, at=AT, rows=rows_of(line(), line(product="涂料", unit="桶")))
    out = list(rows_given_out(BY, {}))
    assert check_rows(rows_of(*out), BY, ON).standing == {2: Standing.SAME, 3: Standing.SAME}
    assert [one["product"] for one in rows_given_out(BY, {"q": "涂"})] == ["涂料"]


@pytest.mark.parametrize("key", ["product_mgmt", "cfo", "gm"])
def test_the_list_is_for_three(cast: Cast, signed_in: SignedIn, key: str) -> None:
    enter_costs(by=BY, at=AT, rows=rows_of(line()))
    client = signed_in(key)
    text = client.get(reverse("catalog:costs")).content.decode()
    assert "70.00" in text
    valid = client.get(reverse("catalog:costs"), {"valid": "on"}).content.decode()
    assert "TPO防水卷材1.5mm" in valid
    with closing(client.get(reverse("catalog:costs"), {"export": "xlsx"})) as file:
        assert file.status_code == 200


@pytest.mark.parametrize("key", ["ka_rep", "ka_head", "market_director", "finance", "admin"])
def test_the_list_is_for_nobody_else(cast: Cast, signed_in: SignedIn, key: str) -> None:
    client = signed_in(key)
    assert client.get(reverse("catalog:costs")).status_code == 403
    assert client.get(reverse("catalog:costs"), {"export": "xlsx"}).status_code == 403


def test_an_empty_list_says_what_it_is_for(signed_in: SignedIn) -> None:
    text = signed_in("product_mgmt").get(reverse("catalog:costs")).content.decode()
    assert "报价测算选中产品" in text
    assert "上传你们现在的表" in text


# ---------------------------------------------------------------- visibility

SEEING = ("ka_rep", "ka_head", "market_director", "cfo", "product_mgmt", "gm")
BLIND = ("ka_clerk", "project_manager", "finance", "hr_admin", "admin", "product_rnd")


def test_the_quoting_people_see_cost_until_somebody_decides_otherwise(cast: Cast) -> None:
    assert [key for key in SEEING if not sees_cost(cast.actor(key))] == []
    assert [key for key in BLIND if sees_cost(cast.actor(key))] == []
    assert not sees_cost(ANONYMOUS)


def test_a_switch_turns_one_role_and_leaves_a_trace(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("gm")
    page = client.get(reverse("catalog:visibility")).content.decode()
    assert page.count(" checked") == len([one for one in cost_switches() if one.is_on])
    roles = [one.role for one in cost_switches() if one.is_on and one.role != "ka_rep"]
    told = client.post(reverse("catalog:visibility"), {"role": roles}, follow=True)
    assert "从现在起按新的设置显示" in told.content.decode()
    assert not sees_cost(cast.actor("ka_rep"))
    assert sees_cost(cast.actor("ka_head"))
    entry = Entry.objects.filter(action="kit.setting_changed").latest("pk")
    assert "成本可见" in wording_told(entry.action, json.loads(entry.data))


def test_everything_off_is_kept_as_such(cast: Cast) -> None:
    set_cost_visibility(by=cast.actor("admin"), at=AT, roles=[])
    assert [one for one in cost_switches() if one.is_on] == []
    assert not sees_cost(cast.actor("gm"))


def test_only_the_general_manager_and_the_administrator_switch(
    cast: Cast, signed_in: SignedIn
) -> None:
    with pytest.raises(PermissionDenied):
        set_cost_visibility(by=cast.actor("ka_head"), at=AT, roles=[])
    with pytest.raises(UnableToSwitchVisibility):
        set_cost_visibility(by=cast.actor("gm"), at=AT, roles=["nobody"])
    with pytest.raises(UnableToSwitchVisibility):
        set_cost_visibility(by=cast.actor("gm"), at=AT, roles=["admin"])
    assert signed_in("cfo").get(reverse("catalog:visibility")).status_code == 403
