"""The list of money received."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from dakehu.kit.actors import system
from dakehu.receipts.services import enter_receipt, void_receipt
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn

BY = system("tests")


def _enter(number: str, amount: str = "326000.00") -> int:
    return enter_receipt(
        by=BY,
        at=AT,
        on=ON,
        number=number,
        arrived_on=date(2026, 11, 20),
        customer="江州华岳置业有限公司",
        project="华岳中心二期",
        amount=Decimal(amount),
        staff="林晓雯",
    ).pk


def test_an_empty_list_says_what_it_is_for(signed_in: SignedIn) -> None:
    text = signed_in("ka_rep").get(reverse("receipts:list")).content.decode()
    assert "财务核实以后才计提成" in text


def test_the_list_tells_amount_and_state_and_filters(signed_in: SignedIn) -> None:
    _enter("A1")
    void_receipt(by=BY, at=AT, receipt=_enter("A2", "-5.00"), reason="重复")
    client = signed_in("finance")
    text = client.get(reverse("receipts:list")).content.decode()
    assert "326,000.00" in text
    assert "待核实" in text
    assert "已作废" in text
    voided = client.get(reverse("receipts:list"), {"state": "voided"}).content.decode()
    assert "326,000.00" not in voided
    other = client.get(reverse("receipts:list"), {"month": "2026-10"}).content.decode()
    assert "没有符合条件的记录" in other


def test_a_rep_reads_the_own_lines_and_the_administrator_none(
    cast: Cast, signed_in: SignedIn
) -> None:
    _enter("A1")
    assert "A1" in signed_in("ka_rep").get(reverse("receipts:list")).content.decode()
    assert "A1" not in signed_in("ka_rep_2").get(reverse("receipts:list")).content.decode()
    assert signed_in("admin").get(reverse("receipts:list")).status_code == 403


def test_the_list_costs_the_same_for_many_rows(
    signed_in: SignedIn, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        _enter(f"B{number}")
    client = signed_in("finance")
    client.get(reverse("receipts:list"))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get(reverse("receipts:list")).status_code == 200
