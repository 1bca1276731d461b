"""The two sides of a comparison: a person's line as it was settled, and as a sheet has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dakehu.pay.data.pay_sheet import STEPS
from dakehu.policy.decimals import ZERO
from dakehu.policy.figures import Figure
from dakehu.rules.settling import Settlement, Statement

Values = Mapping[str, Decimal | None]
"""By step; None where there is nothing."""


@dataclass(frozen=True)
class OurLine:
    """A settled person: every step, and the figure behind it where one was computed."""

    number: str
    name: str
    values: Values
    figures: Mapping[str, Figure] = field(default_factory=dict)
    department: str = ""


@dataclass(frozen=True)
class TheirLine:
    """A row of a pay sheet: the steps that it gives, unrounded as the cells hold them.

    `others` are the amounts in columns that are not compared, by heading. `unread` are the cells
    that hold no number, with what is wrong; `fault` says why the whole row cannot be used.
    """

    row: int
    number: str
    name: str
    values: Values
    others: Mapping[str, Decimal] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def our_lines(settled: Settlement) -> list[OurLine]:
    """Everybody's line of a settlement, in its order."""
    return [our_line(one) for one in settled.statements]


def our_line(statement: Statement) -> OurLine:
    """A statement step by step."""
    figures = _figures(statement)
    values: dict[str, Decimal | None] = dict.fromkeys(one.code for one in STEPS)
    values.update({code: one.value for code, one in figures.items()})
    values["base"] = statement.person.performance_base
    values["correction"] = sum((one.value for one in statement.corrections), ZERO)
    person = statement.person
    return OurLine(person.id, person.name, values, figures, person.department)


def _figures(statement: Statement) -> dict[str, Figure]:
    result = statement.commission.inputs[0]
    earned, carried = result.inputs
    figures = {
        "earned": earned,
        "carry_in": carried,
        "commission": statement.commission,
        "carry_out": statement.carry_out,
        "basic_wage": statement.basic_wage,
        "total": statement.pay.total,
    }
    if statement.score is not None:
        figures["score"] = statement.score.score
    performed = statement.performance
    if performed is not None:
        figures |= {
            "factor": performed.factor,
            "base": performed.pay.inputs[0],
            "performance_pay": performed.pay,
            "extra": performed.extra,
            "performance_total": performed.total,
        }
    if len(statement.corrections) == 1:
        figures["correction"] = statement.corrections[0]
    return figures
