"""A stored statement gives the same figures as the computation did, for everybody."""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from dakehu.pay.settling.gathering import gathered
from dakehu.pay.settling.reading import MonthFiles, read_receipts, read_staff
from dakehu.pay.settling.rebuilt import notices_of, statement_of
from dakehu.policy.figures import Figure, Source
from dakehu.policy.loading.files import load_book
from dakehu.policy.packing import pack, unpack
from dakehu.policy.periods import Month
from dakehu.rules.appraisal import Score
from dakehu.rules.month_facts import Correction
from dakehu.rules.pay import MonthPay
from dakehu.rules.performance import PerformancePay
from dakehu.rules.settling import RULES, Statement, rules_for, settle
from examples.make import FOLDER

D = Decimal
MONTH = Month(2026, 11)


@cache
def settled() -> tuple[Statement, ...]:
    """The example's month, with money and a correction of a settled one."""
    rules, axes = rules_for(load_book(), MONTH)
    files = MonthFiles()
    read_staff(files, FOLDER / "staff.xlsx")
    read_receipts(files, FOLDER / "receipts.xlsx")
    facts = gathered(rules, axes, files).facts
    late = next(one for one in facts.receipts if one.project and one.person)
    first = next(one.id for one in facts.people if one.earns_commission)
    month = axes.appraisal_month.plus(-1)
    facts = facts._replace(
        late=(late._replace(serial="L1", amount=D("-500")),),
        corrections=(
            Correction(first, month, "performance_pay", D("2640"), D("3000")),
            Correction(first, month, "basic_wage", D("4500"), D("4600")),
        ),
    )
    found = settle(rules, MONTH, facts, minimum_wage=D("2010"))
    return found.statements


def clause(policy: str, version: str, article: str) -> Source | None:
    for one in load_book().versions(policy):
        if one.version == version:
            return one.source(article)
    return None


def rebuilt(one: Statement) -> Statement:
    stored = unpack(pack(one.pay.total, one.others, rules=RULES), clause)
    told = [notice.to_json() for notice in one.notices]
    return statement_of(stored, one.person, notices_of(told, clause))


def as_stored(value: Any) -> Any:
    """Figures with their values as they are written: a number told as text is text."""
    if isinstance(value, Figure):
        inputs = tuple(as_stored(one) for one in value.inputs)
        return value._replace(value=value.written(), inputs=inputs)
    if isinstance(value, MonthPay | PerformancePay | Score | Statement):
        return value._replace(
            **{name: as_stored(one) for name, one in value._asdict().items() if name != "person"}
        )
    return tuple(as_stored(one) for one in value) if type(value) is tuple else value


def without_what_is_not_stored(one: Statement) -> Statement:
    """What a changed band costs; the department where the factor is 0."""
    if one.score is not None and one.score.lost is not None:
        one = one._replace(score=one.score._replace(lost=None))
    if one.performance is not None and one.performance.factor.value == 0:
        blank = Figure("department_state", "", "未设目标", "text")
        one = one._replace(performance=one.performance._replace(state="none", department=blank))
    return one


@pytest.mark.parametrize("place", range(len(settled())), ids=[one.person.name for one in settled()])
def test_a_statement_is_the_same_after_it_was_stored(place: int) -> None:
    one = settled()[place]

    assert as_stored(rebuilt(one)) == as_stored(without_what_is_not_stored(one))


def test_the_month_has_every_kind_of_person() -> None:
    found = settled()

    assert any(one.person.scheme == "clerk" for one in found)
    assert any(one.person.on_probation for one in found)
    assert any(one.person.left_on for one in found)
    assert any(one.carry_out.value < 0 for one in found)
    assert any(one.corrections for one in found)
    assert any(one.score and one.score.lost for one in found)
    assert any(one.commission.inputs[0].inputs[0].key == "earned_all" for one in found)
