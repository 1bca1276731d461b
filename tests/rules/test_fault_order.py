"""Which of several faults is told, and what belongs to which form of a union."""

import itertools

import pytest

from dakehu.rules.asking import (
    RANKS,
    Asked,
    Faults,
    Number,
    Text,
    one_form,
    optional,
    read_fields,
    several_forms,
)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


# ---------------------------------------------------------------- which fault is told

GOOD_QUOTE = {"unit_cost": "70", "quantity": "10", "rebate_rate": "0.05"}
FAULTS = [
    ({"tendered": "yes"}, ("tendered", "wrong_type")),
    ({"rebates": "0.05"}, ("rebates", "unknown_field")),
    ({"unit_cost": None}, ("unit_cost", "required")),
    ({"quantity": "ten"}, ("quantity", "not_a_number")),
    ({"estimated_sales": "0"}, ("estimated_sales", "out_of_range")),
    ({"customer_type": "bank"}, ("customer_type", "unknown_value")),
    ({"params": {"rebate.band": "0"}}, ("params.rebate.band", "unknown_parameter")),
    ({"channel": "dealer"}, ("channel", "inconsistent")),
]


@pytest.mark.parametrize("first", range(len(FAULTS)))
def test_each_class_of_faults_is_told_before_the_next(ask, first):
    changes = [change for change, _ in FAULTS[first:]]
    for order in (changes, changes[::-1]):
        question = dict(GOOD_QUOTE)
        for change in order:
            question.update(change)
        assert told(ask("quote", **question))[:2] == FAULTS[first][1]


@pytest.mark.parametrize("earlier, later", list(itertools.combinations(range(len(FAULTS)), 2)))
def test_of_two_faults_the_better_class_is_told(ask, earlier, later):
    question = {**GOOD_QUOTE, **FAULTS[later][0], **FAULTS[earlier][0]}
    assert told(ask("quote", **question))[:2] == FAULTS[earlier][1]


def test_the_classes_stand_in_the_order_of_the_interface():
    classes = [
        {"not_json", "wrong_type"},
        {"unknown_field"},
        {"required"},
        {"not_a_number", "not_a_date"},
        {"out_of_range"},
        {"unknown_value"},
        {"unknown_parameter"},
        {"inconsistent"},
    ]
    ranked = [{code for code, rank in RANKS.items() if rank == place} for place in range(8)]
    assert ranked == classes


@pytest.mark.parametrize(
    "kind, question, fault",
    [
        # The order of the signature, whatever the order in the question.
        ("quote", {"quantity": "x", "unit_cost": "x"}, ("unit_cost", "not_a_number", None)),
        ("quote", {"quantity": None}, ("unit_cost", "required", None)),
        # A date that is none and a number that is none are one class; `on` comes last.
        ("quote", {**GOOD_QUOTE, "quantity": "x", "on": "x"}, ("quantity", "not_a_number", None)),
        ("quote", {**GOOD_QUOTE, "on": "x"}, ("on", "not_a_date", None)),
        (
            "quote",
            {**GOOD_QUOTE, "on": "2019-12-31", "quantity": "0"},
            ("quantity", "out_of_range", None),
        ),
        ("quote", {**GOOD_QUOTE, "on": "2019-12-31", "channel": "x"}, ("on", "out_of_range", None)),
        # `params` comes after everything of its class.
        ("quote", {**GOOD_QUOTE, "params": 1, "tendered": 1}, ("tendered", "wrong_type", None)),
        ("quote", {**GOOD_QUOTE, "params": 1, "quantity": "x"}, ("params", "wrong_type", None)),
        (
            "quote",
            {**GOOD_QUOTE, "params": {"tax.rate": "2"}, "channel": "x"},
            ("channel", "unknown_value", None),
        ),
        (
            "quote",
            {**GOOD_QUOTE, "params": {"tax.rat": "2", "tax.rate": "2"}},
            ("params.tax.rate", "unknown_value", None),
        ),
        # Nested fields stand where their parent stands, rows in their order.
        (
            "quote",
            {
                **GOOD_QUOTE,
                "offered_unit_price": "x",
                "other_costs": [{"kind": "a", "amount": "x"}],
            },
            ("other_costs.amount", "not_a_number", 0),
        ),
        (
            "quote",
            {**GOOD_QUOTE, "rebate_rate": "x", "other_costs": [{"kind": "a", "amount": "x"}]},
            ("rebate_rate", "not_a_number", None),
        ),
        (
            "quote",
            {**GOOD_QUOTE, "other_costs": [{"amount": "1"}, {"kind": "a"}]},
            ("other_costs.kind", "required", 0),
        ),
        (
            "quote",
            {**GOOD_QUOTE, "other_costs": [{"kind": "a", "amount": "1"}, {}]},
            ("other_costs.kind", "required", 1),
        ),
        (
            "rebate_payment",
            {
                "contract_amount": "1",
                "months": [
                    {"month": "2026-01", "receipts": ["1"], "requested": "x"},
                    {"month": "x", "receipts": ["x"]},
                ],
            },
            ("months.requested", "not_a_number", 0),
        ),
        (
            "rebate_payment",
            {"contract_amount": "1", "months": [{"month": "x", "receipts": ["x", "y"]}]},
            ("months.month", "not_a_date", 0),
        ),
        (
            "commission",
            {"pay_month": "2026-05", "receipts": [{"amount": "x", "verified_on": "x"}]},
            ("receipts.amount", "not_a_number", 0),
        ),
        (
            "rebate_payment",
            {"months": [{"month": "2026-01", "receipts": [], "recieved": "1"}]},
            ("months.recieved", "unknown_field", 0),
        ),
    ],
)
def test_within_a_class_the_order_of_the_signature_decides(ask, kind, question, fault):
    assert told(ask(kind, **question)) == fault


def test_an_unknown_field_is_told_by_its_name(ask):
    assert told(ask("profit_rate", estimated_sales="1", sales="1"))[:2] == (
        "sales",
        "unknown_field",
    )
    assert told(ask("profit_rate", **{"Estimated_sales": "1"}))[1] == "unknown_field"


# ---------------------------------------------------------------- unions


@pytest.mark.parametrize(
    "kind, question, fault",
    [
        (
            "score",
            {"scheme": "clerk", "workload": "1", "attitude": "1", "ability": "1", "target": "1"},
            ("target", "unknown_field"),
        ),
        ("score", {"scheme": "sales", "workload": "1"}, ("workload", "unknown_field")),
        ("score", {"scheme": "sales"}, ("target", "required")),
        ("score", {"scheme": "clerk"}, ("workload", "required")),
        ("score", {"workload": "1", "target": "1"}, ("scheme", "required")),
        ("score", {"workload": "1", "wrkload": "1"}, ("wrkload", "unknown_field")),
        ("score", {"scheme": "boss", "target": "1"}, ("scheme", "unknown_value")),
        ("score", {"scheme": "boss", "target": "x"}, ("target", "not_a_number")),
        ("score", {"scheme": 1, "target": "x"}, ("scheme", "wrong_type")),
        ("score", {"scheme": ["sales"]}, ("scheme", "wrong_type")),
        ("fine", {"kind": "smoking", "amounts": ["100"]}, ("amounts", "unknown_field")),
        ("fine", {"kind": "discipline", "times": 1}, ("times", "unknown_field")),
        ("fine", {"kind": "discipline"}, ("amounts", "required")),
        ("fine", {"times": "x"}, ("kind", "required")),
        ("dates", {"what": "claim_due", "pay_month": "2026-01"}, ("pay_month", "unknown_field")),
        ("dates", {"what": "weekly_meeting", "week_of": "2026-01-05"}, ("series", "required")),
        ("dates", {"what": "holiday"}, ("what", "unknown_value")),
    ],
)
def test_a_field_of_another_form_is_unknown(ask, kind, question, fault):
    assert told(ask(kind, **question))[:2] == fault


def test_null_in_a_field_of_another_form_is_as_not_given(ask):
    assert "error" not in ask("fine", kind="smoking", amounts=None)


def test_a_signature_of_forms_makes_all_fields_optional_where_the_form_is_unknown():
    signature = several_forms("by", a={"x": Asked(Text())}, b={"y": optional(Number(), 1)})
    assert list(signature.of({"by": "a"})) == ["by", "x"]
    loose = signature.of({"by": "c"})
    assert [(name, asked.needed) for name, asked in loose.items()] == [
        ("by", True),
        ("x", False),
        ("y", False),
    ]
    assert signature.of({"by": {}}) == loose


def test_top_level_fields_take_their_defaults_and_places():
    faults = Faults()
    fields = one_form(a=optional(Text(), "d"), b=Asked(Text())).of({})
    assert read_fields({"on": 1, "params": 2}, fields, faults) == {"a": "d", "b": None}
    assert faults.place == 2
    assert [(rank, place) for rank, place, _ in faults.found] == [(2, 1)]
