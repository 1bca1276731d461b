"""Parameters replaced for one question: every key with values that it takes and refuses."""

from decimal import Decimal

import pytest

from dakehu.policy.params import TYPES
from dakehu.rules.answering import params_of
from dakehu.rules.asking import Faults, Refused
from tests.rules.setting_values import SETTINGS


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def test_every_parameter_is_tried_below():
    assert set(SETTINGS) == set(TYPES)


@pytest.mark.parametrize("key", SETTINGS)
def test_a_parameter_takes_its_allowed_values_and_no_others(ask, key):
    good, bad = SETTINGS[key]
    assert "error" not in ask("credit_code", code="x", params={key: good})
    for value in bad:
        answer = ask("credit_code", code="x", params={key: value})
        assert told(answer) == (f"params.{key}", "unknown_value", None), value


@pytest.mark.parametrize("key", ["profit.band", "Tax.rate", "", "profit", "guard.", "tax.rate "])
def test_a_key_that_no_policy_has_is_unknown(ask, key):
    answer = ask("profit_rate", estimated_sales="1", params={key: "0.1"})
    assert told(answer) == (f"params.{key}", "unknown_parameter", None)


@pytest.mark.parametrize("params", ["x", 1, True, False, [], [{"tax.rate": "0"}]])
def test_parameters_come_as_an_object(ask, params):
    answer = ask("profit_rate", estimated_sales="1", params=params)
    assert told(answer) == ("params", "wrong_type", None)


@pytest.mark.parametrize("params", [None, {}, {"tax.rate": None, "no.such.key": None}])
def test_no_parameters_replace_nothing(ask, params):
    assert ask("profit_rate", estimated_sales="1", params=params) == ask(
        "profit_rate", estimated_sales="1"
    )


def test_the_first_fault_among_parameters_of_a_class_is_told():
    faults = Faults()
    typed = params_of({"tax.rate": "2", "commission.lag": "9", "extra.rate": "0.1"}, faults)
    assert typed == {"extra.rate": Decimal("0.1")}
    with pytest.raises(Refused) as caught:
        faults.raise_first()
    assert caught.value.field == "params.tax.rate"


def test_a_replaced_parameter_holds_for_one_answer_and_says_so(ask):
    question = {"unit_cost": "70", "quantity": "10000", "estimated_sales": "854000"}
    replaced = ask("quote", **question, params={"tax.rate": "0"})
    assert replaced["price_with_tax_split"]["vat"] == "0.00"
    assert ask("quote", **question)["price_with_tax_split"]["vat"] != "0.00"
