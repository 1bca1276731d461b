"""Laws of numbers: what must rise together, sum to the whole, or stay between its bounds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.capitals import parse_capitals

FEN = Decimal("0.01")


def yuan(most=10**7, least=0):
    """Texts of amounts in whole fen."""
    return st.integers(least, most * 100).map(lambda fen: str(Decimal(fen).scaleb(-2)))


def shares(most=9999):
    return st.integers(0, most).map(lambda units: str(Decimal(units).scaleb(-4)))


def number(answer, *names):
    values = [Decimal(answer[name]) for name in names]
    return values[0] if len(names) == 1 else values


# ---------------------------------------------------------------- prices and rebates

NEAR_EDGES = st.sampled_from(
    ["199999.99", "200000", "200000.01", "499999.99", "500000", "999999.99", "1000000"]
)
SALES = yuan(2_000_000, 1) | NEAR_EDGES


@given(one=SALES, other=SALES, edge=st.sampled_from(["upper", "lower"]))
def test_more_sales_never_ask_more_profit_nor_less_rebate(ask, one, other, edge):
    low, high = sorted((one, other), key=Decimal)
    params = {"rebate.edge_200k": edge}
    profits = [ask("profit_rate", estimated_sales=each)["rate"] for each in (low, high)]
    rebates = [ask("rebate_rate", sales=each, params=params)["rate"] for each in (low, high)]
    assert Decimal(profits[0]) >= Decimal(profits[1])
    assert Decimal(rebates[0]) <= Decimal(rebates[1])


QUOTES = st.fixed_dictionaries(
    {
        "unit_cost": yuan(2000, 1),
        "quantity": st.integers(1, 5000).map(str),
        "other_costs": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.just("freight"),
                    "amount": yuan(1000),
                    "per": st.sampled_from(["lump", "unit"]),
                }
            ),
            max_size=2,
        ),
        "params": st.fixed_dictionaries(
            {"quote.rebate_basis": st.sampled_from(["cost", "receipts"])}
        ),
    },
    optional={
        "estimated_sales": SALES,
        "rebate_rate": shares(3000),
        "project_other_total": yuan(1_500_000),
    },
)


@given(question=QUOTES)
def test_a_quotes_parts_multiply_out_and_sum_to_the_whole(ask, question):
    answer = ask("quote", **question)
    price, total = number(answer, "unit_price", "total")
    assert price * Decimal(question["quantity"]) == total
    split = answer["price_with_tax_split"]
    assert number(split, "net") + number(split, "vat") == total
    profit, shortfall, after = number(
        answer, "actual_profit", "rebate_shortfall", "profit_after_rebate"
    )
    assert profit - shortfall == after
    assert answer["special_approval"] is (number(answer, "missing_profit") > 0)
    assert number(answer, "missing_profit") >= 0


@given(question=QUOTES, prices=st.tuples(yuan(3000, 1), yuan(3000, 1)))
def test_a_dearer_offer_never_leaves_less_profit(ask, question, prices):
    low, high = (
        ask("quote", **question, offered_unit_price=price) for price in sorted(prices, key=Decimal)
    )
    for name in ("total", "actual_profit", "actual_profit_rate", "rebate_payable"):
        assert number(low, name) <= number(high, name)
    assert low["unit_price"] == high["unit_price"]


@given(question=QUOTES)
def test_an_offer_of_the_lowest_compliant_total_complies_and_a_fen_less_does_not(ask, question):
    question["quantity"] = "1"
    question["estimated_sales"] = question.get("estimated_sales", "1")
    lowest = ask("quote", **question)["lowest_compliant_total"]
    assert ask("quote", **question, offered_unit_price=lowest)["missing_profit"] == "0.00"
    below = Decimal(lowest) - FEN
    if below > 0:
        answer = ask("quote", **question, offered_unit_price=str(below))
        dearer = below >= number(answer, "unit_price")
        assert dearer or number(answer, "actual_profit_rate") <= number(
            answer, "required_profit_rate"
        )


@given(
    receipts=st.lists(st.lists(yuan(), max_size=3), min_size=1, max_size=12),
    rate=shares(),
)
def test_rebates_never_exceed_the_rate_times_the_money_that_arrived(ask, receipts, rate):
    months = [
        {"month": f"2026-{place + 1:02}", "receipts": arrived}
        for place, arrived in enumerate(receipts)
    ]
    answer = ask("rebate_payment", contract_amount="854000", rate=rate, months=months)
    paid = arrived_so_far = Decimal(0)
    for month, arrived in zip(answer["months"], receipts, strict=True):
        paid += number(month, "payable")
        arrived_so_far += sum(map(Decimal, arrived))
        assert abs(paid - Decimal(rate) * arrived_so_far) <= FEN / 2
        assert number(month, "base_to_date") == arrived_so_far


# ---------------------------------------------------------------- commission


@given(
    amounts=st.lists(yuan(10**6) | yuan(10**5).map(lambda text: f"-{text}"), max_size=5),
    carried=yuan(1000).map(lambda text: f"-{text}"),
    weights=st.lists(st.integers(1, 50), min_size=1, max_size=5),
)
def test_commission_is_paid_or_carried_and_its_shares_are_the_whole(ask, amounts, carried, weights):
    scale = Decimal(1000)
    parts = [Decimal(weight) / scale for weight in weights]
    parts.append(1 - sum(parts))
    answer = ask(
        "commission",
        pay_month="2026-05",
        receipts=[{"amount": each, "verified_on": "2026-04-12"} for each in amounts],
        carry_in=carried,
        shares=[{"who": str(place), "share": str(part)} for place, part in enumerate(parts)],
    )
    amount, carry = number(answer, "amount", "carry_out")
    assert amount >= 0 >= carry
    assert amount == 0 or carry == 0
    base = sum(map(Decimal, amounts), Decimal(0))
    assert number(answer, "base") == base
    assert abs(amount + carry - (base * Decimal("0.02") + Decimal(carried))) <= FEN / 2
    each = [number(share, "amount") for share in answer["shares"]]
    assert sum(each) == amount
    assert min(each) >= 0


# ---------------------------------------------------------------- appraisal and pay

POINTS = yuan(20)
DEDUCTIONS = st.lists(
    st.builds(lambda text: {"points": text, "reason": "会议"}, yuan(60, 1)), max_size=3
)


@given(
    target=yuan(10**6, 1),
    actual=yuan(2 * 10**6) | yuan(1000).map(lambda text: f"-{text}"),
    ability=POINTS,
    attitude=POINTS,
    deductions=DEDUCTIONS,
)
def test_a_score_lies_between_0_and_100(ask, target, actual, ability, attitude, deductions):
    answer = ask(
        "score",
        scheme="sales",
        target=target,
        actual=actual,
        ability=ability,
        attitude=attitude,
        deductions=deductions,
    )
    score, before, deducted = number(answer, "score", "before_deductions", "deducted")
    assert 0 <= score <= before <= 100
    assert score == max(Decimal(0), before - deducted)
    assert before == sum(map(Decimal, answer["parts"].values()))
    assert 0 <= number(answer["parts"], "performance") <= 60


@given(
    base=yuan(20000),
    scores=st.tuples(yuan(100), yuan(100)),
    state=st.sampled_from(["missed", "met", "over", "none"]),
    banding=st.sampled_from(["lower_bound", "round_half_up_first"]),
    extra=st.sampled_from(["computed", "base_pay"]),
)
def test_a_better_score_never_pays_less_and_pay_is_never_negative(
    ask, base, scores, state, banding, extra
):
    low, high = (
        ask(
            "performance_pay",
            scheme="sales",
            base=base,
            score=score,
            department={"state": state},
            params={"score.banding": banding, "extra.base": extra},
        )
        for score in sorted(scores, key=Decimal)
    )
    assert number(low, "factor") <= number(high, "factor")
    assert 0 <= number(low, "pay") <= number(high, "pay")
    for answer in (low, high):
        pay, more, total = number(answer, "pay", "extra", "total")
        assert pay + more == total >= 0
        assert (more == 0) or (more > 0) is (state == "over")


@given(
    basic=yuan(20000),
    performance=st.none() | yuan(9000),
    commission=st.none() | yuan(),
    least=yuan(3000),
)
def test_a_months_pay_is_the_sum_of_its_parts(ask, basic, performance, commission, least):
    answer = ask(
        "month_pay",
        basic_wage=basic,
        performance_pay=performance,
        commission=commission,
        minimum_wage=least,
    )
    total = sum(Decimal(each) for each in (basic, performance, commission) if each)
    assert number(answer, "total") == total
    assert number(answer, "below_minimum") == max(Decimal(least) - total, Decimal(0))
    codes = [notice["code"] for notice in answer["notices"]]
    assert ("below_minimum_wage" in codes) is (total < Decimal(least))


@given(wage=yuan(9000), loss=yuan(9000), least=yuan(5000))
def test_a_deduction_leaves_the_minimum_wage_and_loses_nothing(ask, wage, loss, least):
    answer = ask("wage_guard", month_wage=wage, loss=loss, minimum_wage=least)
    deducted, carried = number(answer, "deduct", "carried")
    assert deducted + carried == Decimal(loss)
    assert 0 <= deducted <= Decimal(wage) / 5
    assert deducted == 0 or Decimal(wage) - deducted >= Decimal(least)


# ---------------------------------------------------------------- last place

NAMES = ("甲", "乙", "丙", "丁")
MONTHS = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.booleans(),
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["60", "70", "80.5"]), max_size=4),
    ),
    max_size=8,
    unique_by=lambda drawn: drawn[0],
)


@given(months=MONTHS, data=st.data())
def test_neither_the_order_of_months_nor_that_of_names_matters(ask, months, data):
    def asked(rows):
        return ask(
            "last_place",
            scheme="sales",
            months=[
                {"month": f"2026-{month:02}", "closed": closed, "scores": scores}
                for month, closed, scores in rows
            ],
        )

    shuffled = [
        (month, closed, dict(data.draw(st.permutations(list(scores.items())))))
        for month, closed, scores in data.draw(st.permutations(months))
    ]
    one, other = asked(months), asked(shuffled)
    assert (one["cases"], one["rankings"]) == (other["cases"], other["rankings"])
    used = [(each["who"], month) for each in one["cases"] for month in each["months"]]
    assert len({month for _, month in used}) == len(used)
    for who, month in used:
        ranked = next(each for each in one["rankings"] if each["month"] == month)
        assert ranked["order"][-1] == who


# ---------------------------------------------------------------- papers


@given(amount=yuan(10**12 - 1))
def test_capitals_read_back_as_their_amount(ask, amount):
    assert parse_capitals(ask("capitals", amount=amount)["text"]) == Decimal(amount)


VALID = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("place", range(18))
def test_no_single_slip_of_a_credit_code_goes_unseen(ask, place):
    assert ask("credit_code", code=VALID)["valid"] is True
    for letter in ALPHABET.replace(VALID[place], ""):
        slip = VALID[:place] + letter + VALID[place + 1 :]
        assert ask("credit_code", code=slip)["reason"] == "check_character"
