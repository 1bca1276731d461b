"""Parameters of the shipped policies: each set once, dated, told in its clause, and read."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from dakehu.policy.book import PLACEHOLDER, Book, Parameter, Policy, Rulebook
from dakehu.policy.params import TYPES
from tests.policybook.prose import foreign_words, half_width_marks
from tests.policybook.register import GUARD_KEYS, KEYS
from tests.policybook.unread import UNREAD

RULES = Path(__file__).parents[2] / "dakehu" / "rules"
AREAS = """
pay performance rewards targets conduct expenses receipts meetings deals visits voice work
customers catalog training attendance handover rulebook periods approvals organization guards
"""


def set_in(book: Book) -> list[tuple[Policy, Parameter]]:
    return [(policy, each) for policy in book.policies for each in policy.parameters.values()]


SETTLEMENT = ("settling.py", "notices_of_pay.py")
"""They put the rules of the kinds together for a month: what they alone read is read by `pay`."""


def keys_read() -> set[str]:
    """Keys that the sources of the rules name, in full or as a start and a word of the module."""
    found: set[str] = set()
    for path in RULES.rglob("*.py"):
        if path.name in SETTLEMENT:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        words = {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        starts = {
            str(node.values[0].value)
            for node in nodes
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
        }
        whole = words | {start + word for start in starts for word in words}
        found |= whole & set(TYPES)
    return found


def test_the_types_are_those_of_the_register() -> None:
    assert set(TYPES) == {*KEYS, *GUARD_KEYS}


def test_each_parameter_is_set_exactly_once(book: Book) -> None:
    times = Counter(parameter.key for _, parameter in set_in(book))

    assert times == Counter(TYPES.keys())


@pytest.mark.parametrize("key", TYPES)
def test_a_parameter_is_dated_named_and_told_in_its_clause(key: str, rules: Rulebook) -> None:
    parameter = rules.parameter(key)
    source = rules.source(key)
    policy = rules.policies[source.policy]
    clause = next(each for each in policy.clauses if each.article == parameter.article)

    assert parameter.adopted_on == policy.adopted_on
    assert parameter.effective_from == policy.effective_from
    assert re.search(r"[一-鿿]", parameter.name)
    assert half_width_marks(parameter.name) == []
    assert foreign_words(parameter.unit) == []
    told = [match.group(1) for match in PLACEHOLDER.finditer(clause.whole_text)]
    assert key in told, f"{source.citation} does not tell {key}"


@pytest.mark.parametrize("key", TYPES)
def test_each_row_of_a_parameter_is_told_by_the_item_that_it_is_bound_to(
    key: str, rules: Rulebook
) -> None:
    parameter = rules.parameter(key)
    policy = rules.policies[rules.source(key).policy]
    items = {
        f"{clause.article}({item.number})": item.text
        for clause in policy.clauses
        for item in clause.items
    }

    assert all(row.startswith(f"{parameter.article}(") for row in parameter.rows)
    for row in parameter.rows:
        told = [match.group(1) for match in PLACEHOLDER.finditer(items[row])]
        assert key in told, f"{row} does not tell {key}"
    parts = TYPES[key].parts(parameter.value)
    assert len(parameter.rows) in {0, 1, len(parts)}


def test_no_article_repeats_by_hand_the_figures_of_a_band(rules: Rulebook) -> None:
    for key in ("profit.bands", "rebate.bands"):
        policy = rules.policies[rules.source(key).policy]
        shown = {part[name] for part in TYPES[key].parts(rules[key]) for name in ("from", "rate")}
        clause = next(
            each for each in policy.clauses if each.article == rules.parameter(key).article
        )
        raw = re.sub(r"\{[^}]*\}", "", clause.whole_text)

        assert [figure for figure in shown - {"0"} if figure in raw] == []


def test_every_parameter_is_read_by_a_rule_or_stands_on_the_shrinking_list() -> None:
    read = keys_read()

    assert sorted(read & set(UNREAD)) == [], "take these out of tests/policybook/unread.py"
    assert sorted(set(TYPES) - read - set(UNREAD)) == [], "no rule reads these"
    assert sorted(set(UNREAD) - set(TYPES)) == []
    assert set(UNREAD.values()) <= set(AREAS.split())


def test_the_policies_say_themselves_who_reads_a_parameter(book: Book) -> None:
    said = {parameter.key: parameter.read_by for _, parameter in set_in(book)}

    assert said == {key: UNREAD.get(key, "rules") for key in TYPES}


DELIVERED = {
    "profit.bands": [["0", "0.20"], ["200000", "0.17"], ["500000", "0.14"], ["1000000", "0.10"]],
    "profit.basis": "cost",
    "rebate.bands": [["0", "0.05"], ["200000", "0.08"], ["1000000", "0.10"]],
    "rebate.edge_200k": "upper",
    "quote.rebate_basis": "cost",
    "band.scope": "project",
    "band.by": "declared",
    "quote.valid_days": "30",
    "quote.list_markup": "0",
    "ka_head.discount_range": "to_floor",
    "ka_head.discount_below_floor": "0",
    "rebate.month": "calendar",
    "rebate.date": "verified",
    "rebate.carry": True,
    "rebate.hard_cap": None,
    "tax.mode": "inclusive",
    "tax.rate": "0.13",
    "commission.rate": "0.02",
    "commission.window_end": "30",
    "commission.lag": "1",
    "commission.base": "gross",
    "pay.components": ["basic", "performance", "commission"],
    "pay.appraisal_lag": "1",
    "performance.base_source": "own",
    "score.weights.sales": ["60", "20", "20"],
    "score.weights.clerk": ["20", "30", "40", "10"],
    "score.banding": "lower_bound",
    "score.cap": "100",
    "pay.coefficients": [["95", "1.05"], ["90", "1"], ["60", "score"], ["0", "0"]],
    "extra.rate": "0.05",
    "extra.base": "computed",
    "deduction.target": "total",
    "last_place.mode": "in_a_row",
    "last_place.months": "3",
    "last_place.min_group": "3",
    "deduction.late": "1",
    "deduction.absent": "2",
    "deduction.left": "1",
    "deduction.phone": "1",
    "deduction.cleaning": ["2", "5", "2"],
    "deduction.resolution": ["2", "5", "2"],
    "fine.smoking": "200",
    "fine.discipline": ["100", "500"],
    "fine.mode": "record_only",
    "fine.blocked_regions": ["广东"],
    "meeting.weekly": "Mon 08:30",
    "meeting.water": "Mon 09:30",
    "meeting.monthly": "14:00",
    "meeting.holiday_rule": "shift_in_week",
    "meeting.grace_min": "0",
    "meeting.long_leave_min": "15",
    "claim.due_day": "5",
    "claim.roll": "next_working_day",
    "travel.mode": "min_of_both",
    "travel.limits": {},
    "entertainment.limits": {},
    "communication.limits": {},
    "class.weights": ["20", "50", "30"],
    "class.grades": [["A", "80"], ["B", "60"], ["C", "0"]],
    "key_account.receipts_12m": "1000000",
    "key_account.potential": "2000000",
    "visit.rhythm": {"A": "2/month", "B": "1/month", "C": "1/quarter"},
    "customer.protection_days": "60",
    "feedback.days": ["1", "3", "10"],
    "survey.rhythm": {"A": "quarter"},
    "review.rhythm": "half_year",
    "self_check.rhythm": "quarter",
    "late_event.days": "60",
    "policy.authority": {
        "OF": "CH-10",
        "AP": "CH-17",
        "KA": "CH-13",
        "DE": "CH-13",
        "SA": "CH-13",
        "EX": "CH-13",
    },
    "wage.minimum": {},
    "guard.intermediary_rate": "0.05",
    "guard.voucher_days": "10",
    "guard.performance_drop": "0.30",
    "guard.objection_days": "3",
    "guard.contact_basis_days": "30",
    "guard.full_views_per_day": "50",
    "guard.rights_request_days": "15",
    "guard.location_days": "90",
    "guard.export_rows": "200",
    "guard.export_link_hours": "24",
    "guard.gift_per_head": "200",
    "guard.meal_per_head": "300",
    "guard.hospitality_per_year": "1000",
}


@pytest.mark.parametrize("key", TYPES)
def test_a_parameter_is_delivered_with_the_registers_default(key: str, rules: Rulebook) -> None:
    assert rules[key] == TYPES[key].parse(DELIVERED[key])
