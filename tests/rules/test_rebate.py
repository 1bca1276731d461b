"""Rebates paid out: cumulative rounding, room, refusals, what lies above the reference."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.figures import RATE, entered
from dakehu.policy.periods import Month
from dakehu.rules.rebate import RebateMonth, monthly_rebates

RECEIVED = {"month": "2026-04", "receipts": ["300000"]}


def asked(ask, *months, contract="854000", **more):
    return ask("rebate_payment", contract_amount=contract, months=list(months), **more)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def month(number, receipts=(), **more):
    return {"month": f"2026-{number:02}", "receipts": list(receipts), **more}


def column(answer, name):
    return [each[name] for each in answer["months"]]


def test_rounding_is_cumulative_so_that_no_fen_is_lost_or_won(ask):
    months = [month(number, ["0.1"]) for number in range(1, 11)]
    answer = asked(ask, *months, rate="0.05")
    assert column(answer, "payable") == ["0.01", "0.00"] * 5
    assert column(answer, "entitled_to_date")[-1] == "0.05"


def test_several_receipts_and_refunds_of_a_month_are_one_sum(ask):
    answer = asked(ask, month(4, ["100", "0.004", "200.001"], refunds=["50", "0"]), rate="0.1")
    assert column(answer, "base_to_date") == ["250.01"]
    assert column(answer, "payable") == ["25.00"]


@pytest.mark.parametrize(
    "requested, payable, refused",
    [
        (None, "24000.00", None),
        ("24000", "24000.00", None),
        ("24000.00", "24000.00", None),
        ("23999.99", "23999.99", None),
        ("0", "0.00", None),
        ("24000.01", "0.00", "advance"),
        ("24000.0000000001", "0.00", "advance"),
    ],
)
def test_a_request_is_paid_up_to_what_is_payable_and_not_a_fen_above(
    ask, requested, payable, refused
):
    answer = asked(ask, {**RECEIVED, "requested": requested}, rate="0.08")
    assert column(answer, "payable") == [payable]
    assert column(answer, "refused") == [refused]
    assert column(answer, "balance") == ["0.00"]


def test_what_was_not_requested_or_refused_stays_claimable(ask):
    first = {**RECEIVED, "requested": "1000"}
    second = month(5, ["0"], requested="99999")
    answer = asked(ask, first, second, month(6), rate="0.08")
    assert column(answer, "payable") == ["1000.00", "0.00", "23000.00"]
    assert column(answer, "refused") == [None, "advance", None]


@pytest.mark.parametrize(
    "second, refused",
    [
        (month(5), "no_receipts"),
        (month(5, requested="5"), "no_receipts"),
        (month(5, requested="0"), "no_receipts"),
        (month(5, ["0"]), None),
        (month(5, ["0"], requested="5"), "advance"),
    ],
)
def test_a_month_without_receipts_and_room_is_told_apart(ask, second, refused):
    answer = asked(ask, RECEIVED, second, rate="0.08")
    assert column(answer, "refused") == [None, refused]
    assert column(answer, "payable") == ["24000.00", "0.00"]


def test_a_month_without_receipts_may_claim_what_was_left(ask):
    answer = asked(ask, {**RECEIVED, "requested": "23999.99"}, month(5), rate="0.08")
    assert column(answer, "payable") == ["23999.99", "0.01"]
    assert column(answer, "refused") == [None, None]


def test_a_refund_makes_a_negative_balance_that_later_receipts_fill_first(ask):
    months = (RECEIVED, month(5, refunds=["50000"]), month(6, ["50000"]), month(7, ["12.5"]))
    answer = asked(ask, *months, rate="0.08")
    assert column(answer, "balance") == ["0.00", "-4000.00", "0.00", "0.00"]
    assert column(answer, "payable") == ["24000.00", "0.00", "0.00", "1.00"]
    assert column(answer, "refused") == [None, "no_receipts", None, None]


def test_refunds_alone_make_a_negative_base(ask):
    answer = asked(ask, month(4, refunds=["100.125"]), rate="0.08")
    assert column(answer, "base_to_date") == ["-100.13"]
    assert column(answer, "entitled_to_date") == ["-8.01"]
    assert column(answer, "balance") == ["-8.01"]
    assert answer["over_reference_part"] == "0.00"


@pytest.mark.parametrize(
    "contract, edge, rate, told_codes",
    [
        ("199999.99", "upper", "0.05", []),
        ("200000", "upper", "0.08", ["boundary_clash"]),
        ("200000", "lower", "0.05", ["boundary_clash"]),
        ("200000.01", "lower", "0.08", []),
        ("999999.99", "upper", "0.08", []),
        ("1000000", "upper", "0.1", []),
    ],
)
def test_a_rate_not_given_is_the_reference_of_the_contract(ask, contract, edge, rate, told_codes):
    params = {"rebate.edge_200k": edge}
    answer = asked(ask, RECEIVED, contract=contract, params=params)
    assert (answer["rate"], codes(answer)) == (rate, told_codes)
    assert node(answer, "rebate_rate")["source"]["policy"] == "SA"


def test_own_bands_give_their_own_reference(ask):
    params = {"rebate.bands": [["0", "0.01"], ["300.5", "0.025"]]}
    assert asked(ask, contract="300.49", params=params)["rate"] == "0.01"
    assert asked(ask, contract="300.50", params=params)["rate"] == "0.025"


@pytest.mark.parametrize(
    "rate, over, told_codes",
    [
        ("0.08", "0.00", []),
        ("0.0799", "0.00", []),
        ("0.0800000001", "0.00", ["over_reference_rebate"]),
        ("0.1", "6000.00", ["over_reference_rebate"]),
        ("0.9999999", "275999.97", ["over_reference_rebate"]),
    ],
)
def test_only_a_rate_above_the_reference_has_a_part_above_it(ask, rate, over, told_codes):
    answer = asked(ask, RECEIVED, rate=rate)
    assert (answer["over_reference_part"], codes(answer)) == (over, told_codes)


def test_the_part_above_the_reference_counts_only_what_was_paid(ask):
    unpaid = {**RECEIVED, "requested": "24000"}
    answer = asked(ask, unpaid, rate="0.1")
    assert answer["over_reference_part"] == "0.00"
    assert codes(answer) == ["over_reference_rebate"]
    answer = asked(ask, {**RECEIVED, "requested": "24000.01"}, rate="0.1")
    assert answer["over_reference_part"] == "0.01"


def test_the_notice_above_the_reference_names_both_rates(ask):
    (notice,) = asked(ask, RECEIVED, rate="0.10")["notices"]
    assert notice["data"] == {"reference": "0.08", "given": "0.1"}
    assert notice["source"]["policy"] == "SA"


@pytest.mark.parametrize(
    "customer, tendered, rate, blamed",
    [
        ("enterprise", None, "0.08", None),
        ("state_owned", False, "0.08", None),
        ("institution", None, "0.08", "customer_type"),
        ("government", True, "0.08", "customer_type"),
        ("party", None, "1e-10", "customer_type"),
        ("association", None, "0.08", "customer_type"),
        ("military", None, "0.08", "customer_type"),
        (None, True, "0.08", "tendered"),
        ("enterprise", True, "0.08", "tendered"),
        ("enterprise", True, "0", None),
        ("military", None, "0.0", None),
    ],
)
def test_public_customers_and_tenders_allow_no_rebate(ask, customer, tendered, rate, blamed):
    more = {"customer_type": customer, "tendered": tendered, "rate": rate}
    answer = asked(ask, RECEIVED, **more)
    if blamed:
        assert told(answer) == (blamed, "inconsistent", None)
    else:
        assert Decimal(answer["rate"]) == Decimal(rate)


def test_without_a_rate_a_public_customer_is_paid_nothing_by_law(ask):
    answer = asked(ask, RECEIVED, contract="200000", customer_type="government")
    assert answer["rate"] == "0"
    assert column(answer, "payable") == ["0.00"]
    assert codes(answer) == []
    assert node(answer, "rebate_rate")["source"]["guard"] == "G-05"


def test_no_months_give_an_answer_without_payments(ask):
    answer = asked(ask, rate="0.2")
    assert (answer["months"], answer["over_reference_part"]) == ([], "0.00")
    assert answer["explanation"]["nodes"][0]["value"] == "0.00"


def test_the_root_is_the_last_months_payable(ask):
    answer = asked(ask, RECEIVED, month(5, ["1000"]), rate="0.08")
    root = answer["explanation"]["nodes"][0]
    assert (root["label"], root["value"]) == ("2026-05 应付返点", "80.00")
    assert (
        "提前支取"
        in node(asked(ask, {**RECEIVED, "requested": "24000.01"}, rate="0.08"), "payable_2026-04")[
            "how"
        ]
    )


@pytest.mark.parametrize(
    "months", [(month(5), month(4)), (month(4), month(4)), (month(1), month(3), month(2))]
)
def test_months_must_ascend(ask, months):
    assert told(asked(ask, *months, rate="0.08")) == ("months", "inconsistent", None)


def test_the_customer_is_blamed_before_the_months(ask):
    answer = asked(ask, month(5), month(4), rate="0.08", customer_type="party")
    assert told(answer)[0] == "customer_type"
    assert told(asked(ask, month(5), month(4), rate="0.08", tendered=True))[0] == "tendered"


@pytest.mark.parametrize(
    "months, contract, fault",
    [
        ([month(4, ["-0.01"])], "1", ("months.receipts", "out_of_range", 0)),
        ([month(4, ["1"]), month(5, ["1", True])], "1", ("months.receipts", "not_a_number", 1)),
        ([month(4, refunds=["-1"])], "1", ("months.refunds", "out_of_range", 0)),
        ([month(4, requested="-1")], "1", ("months.requested", "out_of_range", 0)),
        ([{"month": "2026-13", "receipts": []}], "1", ("months.month", "not_a_date", 0)),
        ([{"month": "2026-1", "receipts": []}], "1", ("months.month", "not_a_date", 0)),
        ([{"month": "2026-04"}], "1", ("months.receipts", "required", 0)),
        ([{"receipts": []}], "1", ("months.month", "required", 0)),
        ([], "0", ("contract_amount", "out_of_range", None)),
        ([month(4, ["999999999999999", "0.99"])], "1", None),
        ([month(4, ["999999999999999", "1"])], "1", ("contract_amount", "out_of_range", None)),
        ([month(4, ["1e99"])], "1", ("contract_amount", "out_of_range", None)),
    ],
)
def test_faults_name_the_field_and_the_row(ask, months, contract, fault):
    answer = asked(ask, *months, contract=contract, rate="0.08")
    assert (told(answer) if "error" in answer else None) == fault


@pytest.mark.parametrize("rate", ["1", "1.0000000001", "-0.0001"])
def test_a_rate_lies_between_nothing_and_the_whole(ask, rate):
    assert told(asked(ask, RECEIVED, rate=rate)) == ("rate", "out_of_range", None)


YUAN = st.integers(0, 10**9).map(lambda fen: Decimal(fen).scaleb(-2))
MONTHS = st.lists(
    st.tuples(st.lists(YUAN, max_size=3), st.lists(YUAN, max_size=1), st.none() | YUAN), max_size=8
)


@given(rows=MONTHS, rate=st.integers(0, 9999).map(lambda share: Decimal(share).scaleb(-4)))
def test_what_was_paid_never_exceeds_the_best_that_was_ever_due(book, rows, rate):
    months = [
        RebateMonth(Month(2026, 1).plus(place), receipts, refunds, requested)
        for place, (receipts, refunds, requested) in enumerate(rows)
    ]
    rules = book.on(book.policies[0].effective_from)
    paid = Decimal(0)
    for asked_for, made in zip(
        months, monthly_rebates(rules, entered("r", "返点比例", rate, RATE), months), strict=True
    ):
        room = made.entitled_to_date.value - paid
        assert made.balance.value == min(room, 0)
        assert 0 <= made.payable.value <= max(room, 0)
        if asked_for.requested is None:
            assert made.payable.value == max(room, 0)
        elif made.refused is None:
            assert made.payable.value == asked_for.requested
        paid += made.payable.value
        fen = abs(made.entitled_to_date.value - rate * made.base_to_date.value)
        assert fen <= Decimal("0.005")
