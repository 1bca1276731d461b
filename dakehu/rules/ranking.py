"""The monthly ranking and the review cases that last places open (S4-6.10b, A-51, G-03)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, exactly
from dakehu.policy.figures import NUMBER, TEXT, Figure, entered
from dakehu.policy.periods import Month
from dakehu.policy.weights import HUNDRED
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.asking import (
    MONTH,
    Asked,
    Choice,
    Flag,
    Named,
    Number,
    Record,
    Refused,
    Rows,
    Text,
    one_form,
    optional,
)


class MonthScores(NamedTuple):
    """One month's scores; `probation` names people who are not ranked (A-57)."""

    month: Month
    closed: bool
    scores: Mapping[str, Decimal]
    probation: Sequence[str] = ()


class Ranking(NamedTuple):
    """One month's order, the best first; `last` is None where nobody stands last alone."""

    month: Month
    order: tuple[str, ...]
    last: str | None
    figure: Figure


class Case(NamedTuple):
    """A review case: who stood last, in which months. It has no other effect (G-03)."""

    who: str
    months: tuple[Month, ...]


class LastPlace(NamedTuple):
    """The cases opened, the rankings they rest on, and how many cases there are."""

    cases: tuple[Case, ...]
    rankings: tuple[Ranking, ...]
    opened: Figure


@exactly
def last_place(book: Rulebook, *, scheme: str, months: Sequence[MonthScores]) -> LastPlace:
    """The rankings of distinct months and, for sales staff alone, the cases they open.

    A case needs `last_place.months` closed months in a row with the same person alone in the
    last place; each month serves one case at most.
    """
    ordered = sorted(months, key=lambda each: each.month)
    rankings = tuple(_ranking(book, each) for each in ordered)
    needed = book.setting("last_place.months", TEXT)
    cases = _cases(rankings, needed.value) if scheme == "sales" else ()
    how = (
        "连续 {0} 个月单独末位即立一案，每个月份只用一次"
        if scheme == "sales"
        else "内勤考核不设末位复核"
    )
    inputs = (needed, *(ranking.figure for ranking in rankings))
    source = book.law("S4-6.10b")
    opened = Figure("cases", "末位复核案件数", Decimal(len(cases)), NUMBER, how, source, inputs)
    return LastPlace(cases, rankings, opened)


def _ranking(book: Rulebook, month: MonthScores) -> Ranking:
    """Score descending, then name by code point; probation people left out."""
    left_out = set(month.probation)
    ranked = {who: score for who, score in month.scores.items() if who not in left_out}
    order = tuple(sorted(ranked, key=lambda who: (-ranked[who], who)))
    smallest = book.setting("last_place.min_group", TEXT)
    alone = len(order) == 1 or (len(order) > 1 and ranked[order[-2]] != ranked[order[-1]])
    last = order[-1] if month.closed and alone and len(order) >= smallest.value else None
    if not month.closed:
        how = "当月考核未关账，不认定末位"
    elif len(order) < smallest.value:
        how = "参评 {0} 人，不足 {1} 人，不认定末位"
    elif last is None:
        how = "末位得分 {2} 并列，不认定末位"
    else:
        how = "参评 {0} 人，得分 {2} 单独居末"
    law = book.law("A-51")
    size, lowest = Decimal(len(order)), ranked[order[-1]] if order else None
    counted, name = "有得分的人数，试用期人员除外", f"{month.month} 参评人数"
    group = Figure(f"group_{month.month}", name, size, NUMBER, counted, law)
    least = entered(f"lowest_{month.month}", f"{month.month} 最低得分", lowest, NUMBER)
    figure = Figure(
        f"last_{month.month}",
        f"{month.month} 末位",
        last,
        TEXT,
        how,
        law,
        (group, smallest, least),
    )
    return Ranking(month.month, order, last, figure)


def _cases(rankings: Sequence[Ranking], needed: int) -> tuple[Case, ...]:
    cases: list[Case] = []
    run: list[Ranking] = []
    for ranking in rankings:
        if ranking.last is None:
            run = []
            continue
        follows = bool(run) and run[-1].month.plus(1) == ranking.month
        same = follows and run[-1].last == ranking.last
        run = [*run, ranking] if same else [ranking]
        if len(run) == needed:
            cases.append(Case(ranking.last, tuple(each.month for each in run)))
            run = []
    return tuple(cases)


def _answer(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    months = [MonthScores(**row) for row in values["months"]]
    for earlier, later in pairwise(sorted(each.month for each in months)):
        if earlier == later:
            raise Refused("months", "inconsistent", f"{later} 重复，每个月份只能出现一次")
    found = last_place(book, scheme=values["scheme"], months=months)
    fields = {
        "cases": [
            {"who": case.who, "months": [str(month) for month in case.months]}
            for case in found.cases
        ],
        "rankings": [
            {"month": str(ranking.month), "order": list(ranking.order)}
            for ranking in found.rankings
        ],
    }
    return Answer(fields, found.opened)


_MONTH: Final = Record(
    {
        "month": Asked(MONTH),
        "closed": Asked(Flag()),
        "scores": Asked(Named(Number(least=ZERO, most=HUNDRED))),
        "probation": optional(Rows(Text()), ()),
    }
)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="last_place",
        title="末位排名",
        signature=one_form(
            scheme=Asked(Choice(("sales", "clerk"))),
            months=Asked(Rows(_MONTH)),
        ),
        rule=_answer,
        amount_field="months.scores",
        time_field="months.month",
    ),
)
