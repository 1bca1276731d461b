"""A month's settlement: each person's pay from the month's records, figure by figure.

Three axes (A-30): pay month M; appraisal, basic wage and targets of month M − `pay.appraisal_lag`;
commission on the receipts verified in the window of M. The rules are those of the single figures
(score, performance pay, commission, month's pay); here they are put together for everybody at once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from dakehu.policy.book import Book, Rulebook
from dakehu.policy.decimals import ZERO, amount, exactly
from dakehu.policy.figures import AMOUNT, NUMBER, RATE, Figure, entered
from dakehu.policy.periods import Month, Window
from dakehu.policy.weights import split
from dakehu.rules import notices_of_pay as told
from dakehu.rules.answering import Notice
from dakehu.rules.appraisal import Deduction, Score, clerk_parts, sales_parts, score
from dakehu.rules.commission import (
    Receipt,
    after_carry,
    base_of,
    earned_on,
    rate_of,
    window_figure,
    window_of,
)
from dakehu.rules.crediting import Credited, Sums, attained, by_department, credited
from dakehu.rules.crediting import shares_by_project as shares_of
from dakehu.rules.month_facts import (
    CLERK,
    SALES,
    Correction,
    Goal,
    Money,
    MonthFacts,
    Penalty,
    Person,
)
from dakehu.rules.pay import MonthPay, month_pay
from dakehu.rules.performance import Department, PerformancePay, performance_pay, state_of
from dakehu.rules.ranking import LastPlace, MonthScores, last_place
from dakehu.rules.settling_steps import before_tax, correction, money_told, penalty_told, verified

RULES: Final = "1"
"""The version of the rules of a settlement: raised when equal facts would give other figures."""

OWN_TOLD: Final = 30
SHARED_TOLD: Final = 10
"""Up to so many receipts a statement's explanation tells each: those of shared projects, and the
own ones where both together are not more. More are told as one sum, so that it stays small."""

MONTHS_RANKED: Final = 3
"""So many months up to the appraisal month are ranked where the records reach back that far."""


class Axes(NamedTuple):
    """The three time axes of a pay month, always told together (A-30)."""

    pay_month: Month
    appraisal_month: Month
    window: Window


class Statement(NamedTuple):
    """One person's month; a part that is not due (probation, gone) is None."""

    person: Person
    score: Score | None
    performance: PerformancePay | None
    commission: Figure
    carry_out: Figure
    basic_wage: Figure
    pay: MonthPay
    notices: tuple[Notice, ...]
    corrections: tuple[Figure, ...] = ()

    @property
    def others(self) -> tuple[Figure, ...]:
        """The results beside the total that its explanation shall hold."""
        scored = () if self.score is None or self.performance else (self.score.score,)
        return (*scored, self.carry_out, self.pay.below_minimum)


class DepartmentMonth(NamedTuple):
    """A department's appraisal month; `state` as in `performance_pay`."""

    name: str
    target: Decimal | None
    challenge: Decimal | None
    actual: Decimal | None
    state: str
    counted: str = ""


class Settlement(NamedTuple):
    """A month's result. `credited` names the receipts that earned nothing yet."""

    axes: Axes
    statements: tuple[Statement, ...]
    departments: tuple[DepartmentMonth, ...]
    ranking: LastPlace
    credited: Credited
    waiting: tuple[Money, ...]
    total: Decimal


def axes_of(book: Rulebook, pay_month: Month) -> Axes:
    """The appraisal month and the window of receipts of a pay month."""
    appraisal = pay_month.plus(-book["pay.appraisal_lag"])
    return Axes(pay_month, appraisal, window_of(book, pay_month))


def rules_for(book: Book, pay_month: Month) -> tuple[Rulebook, Axes]:
    """The policies by which a pay month is settled, and its time axes.

    They are those in force at the end of the appraisal month; NotInForce, OutOfCalendar.
    """
    first = axes_of(book.on(pay_month.last_day), pay_month)
    rules = book.on(first.appraisal_month.last_day)
    return rules, axes_of(rules, pay_month)


def months_ranked(appraisal: Month) -> list[Month]:
    """The months whose scores the ranking of an appraisal month looks at, the earliest first."""
    return [appraisal.plus(-back) for back in reversed(range(MONTHS_RANKED))]


@exactly
def settle(
    book: Rulebook,
    pay_month: Month,
    facts: MonthFacts,
    *,
    minimum_wage: Decimal | None = None,
    earlier: Mapping[str, Sequence[Decimal]] | None = None,
    ranked: Sequence[MonthScores] = (),
) -> Settlement:
    """Settle a month.

    `earlier` are performance pays of past months by person, for G-17; `ranked` the scores of past
    months as they were settled, which are then not computed again. The facts are consistent: a
    sales person who is appraised has a target above 0 and ratings, the shares of a project sum
    to 1. A person on probation in this month counts as such in the months that are computed.
    """
    axes = axes_of(book, pay_month)
    settled = {one.month for one in ranked}
    months = [one for one in months_ranked(axes.appraisal_month) if one not in settled]
    actuals = attained(facts, months)
    work = _Month(book, facts, axes, actuals)
    statements = tuple(
        work.statement(person, minimum_wage, (earlier or {}).get(person.id, ()))
        for person in facts.people
    )
    return Settlement(
        axes,
        statements,
        tuple(work.departments.values()),
        last_place(book, scheme=SALES, months=[*ranked, *work.ranked_months(months)]),
        work.credited,
        tuple(money for money in facts.receipts if money.verified_on is None),
        sum((one.pay.total.value for one in statements), ZERO),
    )


@exactly
def earned_so_far(book: Rulebook, pay_month: Month, facts: MonthFacts) -> tuple[Figure, Figure]:
    """What the one person of `facts` has earned of a pay month until now, and would carry on.

    The window may still be open; the facts are the person's own and those of shared projects.
    """
    axes = axes_of(book, pay_month)
    work = _Month(book, facts, axes, {axes.appraisal_month: {}})
    payable, kept, _has_receipts = work.commission(facts.people[0])
    return payable, kept


class _Month:
    """The facts of one settlement, indexed once."""

    def __init__(
        self, book: Rulebook, facts: MonthFacts, axes: Axes, actuals: Mapping[Month, Sums]
    ) -> None:
        self.book, self.facts, self.axes, self.actuals = book, facts, axes, actuals
        self.goals = {(goal.subject, goal.month): goal for goal in facts.goals}
        self.ratings = {(rating.person, rating.month): rating for rating in facts.ratings}
        self.penalties: dict[tuple[str, Month], list[Penalty]] = defaultdict(list)
        for penalty in sorted(facts.penalties, key=lambda one: one.on):
            self.penalties[penalty.person, Month.of(penalty.on)].append(penalty)
        self.owed: dict[str, list[Correction]] = defaultdict(list)
        for one in facts.corrections:
            self.owed[one.person].append(one)
        self.scores: dict[tuple[str, Month], Score | None] = {}
        self.credited = credited(facts, axes.window)
        self.span = window_figure(book, axes.pay_month, axes.window)
        self.rate = rate_of(book)
        self.told_shared: dict[str, int] = defaultdict(int)
        self.parts = self._parts_of_projects()
        sums = by_department(facts, actuals[axes.appraisal_month])
        names = dict.fromkeys(person.department for person in facts.people)
        self.departments = {name: self._department(name, sums) for name in names}

    # ---------------------------------------------------------------- one person

    def statement(
        self, person: Person, minimum_wage: Decimal | None, earlier: Sequence[Decimal]
    ) -> Statement:
        """Everything of one person's month."""
        month = self.axes.appraisal_month
        is_gone = person.left_on is not None and person.left_on < month.first_day
        scored = None if is_gone else self.score_of(person, month)
        performed = None
        if scored is not None and not person.on_probation:
            performed = self._performance(person, scored)
        payable, kept, has_receipts = self.commission(person)
        wage = entered("basic_wage", "基本工资", ZERO if is_gone else person.basic_wage)
        owed = tuple(correction(self.book, one) for one in self.owed.get(person.id, ()))
        pay = month_pay(
            self.book,
            basic_wage=wage,
            performance_pay=performed.total if performed else None,
            commission=payable,
            minimum_wage=None if is_gone else minimum_wage,
            further=owed,
        )
        pay = before_tax(pay)
        notices = (
            *told.of_appraisal(self.book, person, scored, performed, earlier),
            *told.of_department(self.book, self.departments[person.department], performed),
            *told.of_commission(self.book, person, kept, has_receipts, month),
            *told.of_pay(pay),
        )
        return Statement(person, scored, performed, payable, kept, wage, pay, notices, owed)

    def score_of(self, person: Person, month: Month) -> Score | None:
        """The score of a month; None where the records do not reach back to it."""
        key = (person.id, month)
        if key not in self.scores:
            self.scores[key] = self._score_of(person, month)
        return self.scores[key]

    def _score_of(self, person: Person, month: Month) -> Score | None:
        rating = self.ratings.get((person.id, month))
        goal = self.goals.get((person.id, month))
        if rating is None or (person.scheme == SALES and (goal is None or goal.target <= ZERO)):
            return None
        if person.scheme == CLERK:
            parts = clerk_parts(self.book, rating.items)
        else:
            assert goal is not None
            parts = sales_parts(
                self.book,
                target=goal.target,
                actual=_reached(goal, month, self.actuals[month].get(person.id, ZERO)),
                ability=rating.items["ability"],
                attitude=rating.items["attitude"],
            )
        penalties = self.penalties.get((person.id, month), ())
        deductions = [Deduction(one.points, penalty_told(one)) for one in penalties]
        return score(self.book, person.scheme, parts, deductions)

    def _performance(self, person: Person, scored: Score) -> PerformancePay:
        standing = self.departments[person.department]
        found = performance_pay(
            self.book,
            base=person.performance_base,
            score=scored.score,
            department=Department(
                standing.target,
                standing.challenge,
                standing.actual,
                counted=standing.counted,
            ),
            scheme=person.scheme,
        )
        return found._replace(pay=found.pay, total=found.total._replace(key="performance_total"))

    def commission(self, person: Person) -> tuple[Figure, Figure, bool]:
        """What is paid and what is carried on; whether there were receipts at all."""
        pieces = [*self._own_piece(person), *self.parts.get(person.id, ())]
        worth = amount(sum((piece.value for piece in pieces), ZERO))
        law = self.book.law("S5-4.1b")
        if len(pieces) == 1:
            earned = pieces[0]
        else:
            how = " + ".join(f"{{{place}}}" for place in range(len(pieces))) or "窗口内没有回款"
            inputs = tuple(pieces) or (self.span,)
            earned = Figure("earned_all", "本期提成合计", worth, AMOUNT, how, law, inputs)
        carry_in = self.facts.carries.get(person.id, ZERO)
        payable, kept = after_carry(self.book, earned, carry_in)
        return payable, kept, bool(pieces)

    def _own_piece(self, person: Person) -> list[Figure]:
        mine = self.credited.own.get(person.id)
        if not mine:
            return []
        shown = OWN_TOLD - self.told_shared[person.id]
        label = "本人项目窗口内回款合计"
        rows = self._receipts(mine, shown)
        base = base_of(self.book, rows, self.span, "_own", label, shown)
        return [earned_on(self.book, base, self.rate, "_own")]

    def _receipts(self, money: Sequence[Money], shown: int) -> list[Receipt]:
        """As the commission takes them; each is told only where the explanation shows each."""
        is_told, window = len(money) <= shown, self.axes.window
        return [
            Receipt(one.amount, verified(one), None, money_told(one, window) if is_told else "")
            for one in money
        ]

    # ---------------------------------------------------------------- shared projects

    def _parts_of_projects(self) -> dict[str, list[Figure]]:
        """Each person's part of the commission of each shared project (A-33)."""
        found: dict[str, list[Figure]] = defaultdict(list)
        shares = shares_of(self.facts)
        source = self.book.law("A-33")
        for number, (project, money) in enumerate(self.credited.shared.items(), start=1):
            mark = f"_{number}"
            label = f"项目“{project}”窗口内回款合计"
            rows = self._receipts(money, SHARED_TOLD)
            base = base_of(self.book, rows, self.span, mark, label, SHARED_TOLD)
            earned = earned_on(self.book, base, self.rate, mark)
            earned = earned._replace(label=f"项目“{project}”本期提成")
            parts = split(earned.value, [one.share for one in shares[project]])
            how = "{0} × {1}，按累计份额四舍五入后减去前面各人所得"
            for share, part in zip(shares[project], parts, strict=True):
                weight = entered(f"share_rate{mark}", "本人份额", share.share, RATE)
                piece = Figure(
                    f"share{mark}",
                    f"项目“{project}”本人所得",
                    part,
                    AMOUNT,
                    how,
                    source,
                    (earned, weight),
                )
                found[share.person].append(piece)
                self.told_shared[share.person] += len(money) if len(money) <= SHARED_TOLD else 0
        return found

    # ---------------------------------------------------------------- departments, ranking

    def _department(self, name: str, sums: Sums) -> DepartmentMonth:
        goal = self.goals.get((name, self.axes.appraisal_month))
        if goal is None:
            return DepartmentMonth(name, None, None, sums.get(name, ZERO), "none")
        actual = self._actual(goal, sums.get(name, ZERO))
        state = state_of(Department(goal.target, goal.challenge, actual))
        counted = _counted(self.axes.appraisal_month) if goal.actual is None else ""
        return DepartmentMonth(name, goal.target, goal.challenge, actual, state, counted)

    @staticmethod
    def _actual(goal: Goal, received: Decimal) -> Decimal:
        return received if goal.actual is None else goal.actual

    def ranked_months(self, months: Sequence[Month]) -> list[MonthScores]:
        """The sales scores of each month for which there are any."""
        found: list[MonthScores] = []
        for month in months:
            scores: dict[str, Decimal] = {}
            for person in self.facts.people:
                gone = person.left_on is not None and person.left_on < month.first_day
                scored = None if gone or person.scheme != SALES else self.score_of(person, month)
                if scored is not None:
                    scores[person.id] = scored.score.value
            probation = [one.id for one in self.facts.people if one.on_probation]
            if scores:
                found.append(MonthScores(month, True, scores, probation))
        return found


def _reached(goal: Goal, month: Month, received: Decimal) -> Decimal | Figure:
    """What counts against a target: as entered, else the month's verified receipts (A-46)."""
    if goal.actual is not None:
        return goal.actual
    return Figure("actual", "实际完成", received, NUMBER, _counted(month))


def _counted(month: Month) -> str:
    return f"{month.number}月核实的回款合计，退款为负"
