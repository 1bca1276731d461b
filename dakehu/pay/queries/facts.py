"""The facts of a pay month from the records, with what they still lack."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from dakehu.kit.registry import settlement_sources
from dakehu.organization.queries.company import company
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries import late as lately
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.queries.late import Late, Overpaid
from dakehu.pay.queries.people import numbers_without_terms, staff_by_number
from dakehu.pay.settling.keeping import Kept
from dakehu.periods.queries import month_name
from dakehu.policy.book import Book, Rulebook
from dakehu.policy.decimals import ONE, ZERO, amount_text, group_text, plain_text
from dakehu.policy.periods import Month
from dakehu.rules.appraisal import PARTS
from dakehu.rules.month_facts import CLERK, SALES, Goal, MonthFacts, Penalty, Person, Rating, Share
from dakehu.rules.notices_of_pay import MEAN_OF
from dakehu.rules.ranking import MonthScores
from dakehu.rules.settling import Axes, months_ranked, settle
from dakehu.rules.settling_steps import PARTS_OWED

_OF_MONTH: Final = ("goals", "ratings", "penalties")


class Gap(NamedTuple):
    """Something that is missing or to be looked at: about whom or what, and what to do."""

    about: str
    message: str
    remedy: str = ""


@dataclass
class Gathered:
    """The facts; `gaps` forbid the review, `warnings` ask for a look."""

    kept: Kept
    month_hash: str
    gaps: list[Gap] = field(default_factory=list)
    warnings: list[Gap] = field(default_factory=list)


def facts_of_records(book: Book, rules: Rulebook, axes: Axes) -> Gathered:
    """Everything that the settlement of a pay month reads, as the records are now."""
    runs = [one for one in lately.frozen_runs() if one.pay_month < str(axes.pay_month)]
    ranked = _ranked(runs, axes)
    reader = _Reader(rules, axes, {one.month for one in ranked})
    numbers = {key: number for number, key in staff_by_number().items()}
    late = Late(
        *lately.late_money(axes.window.from_, runs, numbers, parts_by_project(reader.shares))
    )
    _correct(late, book, runs, axes)
    facts = reader.facts(_carries(runs), late)
    earlier = _earlier(runs)
    found = Gathered(
        Kept(facts, _minimum_wage(), earlier, ranked),
        reader.month_hash(axes.appraisal_month),
        reader.gaps,
    )
    names = {one.id: one.name for one in facts.people}
    found.warnings = [*_without_terms(axes), *(_told(one, names) for one in late.overpaid)]
    return found


class _Reader:
    """Reads the sources of one pay month."""

    def __init__(self, rules: Rulebook, axes: Axes, settled: set[Month]) -> None:
        self.rules, self.axes = rules, axes
        self.gaps: list[Gap] = []
        self.last = axes.appraisal_month.last_day
        wanted = [one for one in months_ranked(axes.appraisal_month) if one not in settled]
        self.first = wanted[0].first_day
        self.goals: list[Goal] = self._of("goals")
        self.ratings: list[Rating] = self._of("ratings")
        self.penalties: list[Penalty] = self._of("penalties")
        self.shares = self._whole_shares()

    def _of(self, code: str) -> list[Any]:
        return list(settlement_sources[code].read(self.first, self.last))

    def facts(self, carries: Mapping[str, Decimal] | None, late: Late) -> MonthFacts:
        """Everything, with the people who have anything to do with the month."""
        window = self.axes.window
        first, last = min(self.first, window.from_), max(self.last, window.to)
        receipts = tuple(settlement_sources["receipts"].read(first, last))
        shares = (*self.shares, *late.shares)
        brought = dict(self._of("carries")) if carries is None else dict(carries)
        people = self._people(
            {one.person for one in (*receipts, *late.money, *shares, *late.corrections)}
            | {who for who, carried in brought.items() if carried}
        )
        known = {one.id for one in people}
        facts = MonthFacts(
            people=people,
            goals=tuple(self.goals),
            ratings=tuple(one for one in self.ratings if self._is_whole(one, people)),
            penalties=tuple(self.penalties),
            shares=shares,
            receipts=receipts,
            carries={who: carried for who, carried in brought.items() if who in known},
            late=tuple(late.money),
            corrections=tuple(one for one in late.corrections if one.person in known),
        )
        self._tell_lacking(facts)
        return facts

    def month_hash(self, month: Month) -> str:
        """By which the appraisal's records of a month are known again."""
        return hash_of_month(month, self.goals, self.ratings, self.penalties)

    def _people(self, concerned: set[str]) -> tuple[Person, ...]:
        """Whoever belongs to the company in the month, and whoever left and is concerned."""
        first = self.axes.appraisal_month.first_day
        rows: Iterable[Person] = settlement_sources["people"].read(first, self.last)
        return tuple(
            one
            for one in rows
            if one.left_on is None or one.left_on >= first or one.id in concerned
        )

    def _whole_shares(self) -> tuple[Share, ...]:
        """The shares of projects that add up; the others are told and left out."""
        rows: list[Share] = self._of("shares")
        sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for one in rows:
            sums[one.project] += one.share
        for project, total in sums.items():
            if total != ONE:
                told = _("项目“%(project)s”的分成合计是 %(total)s%%。") % {
                    "project": project,
                    "total": plain_text(total * 100),
                }
                self.gaps.append(Gap(_("提成分成"), told, _("合计应为 100%，请改正。")))
        return tuple(one for one in rows if sums[one.project] == ONE)

    def _is_whole(self, rating: Rating, people: Sequence[Person]) -> bool:
        schemes = {one.id: one.scheme for one in people}
        needed = set(PARTS[schemes.get(rating.person, SALES)]) - {"performance"}
        return needed <= rating.items.keys()

    def _tell_lacking(self, facts: MonthFacts) -> None:
        """Whoever is appraised has ratings, and a sales person a target, of the month (A-30)."""
        month = self.axes.appraisal_month
        rated = {one.person for one in facts.ratings if one.month == month}
        aimed = {one.subject for one in facts.goals if one.month == month and one.target > ZERO}
        for person in facts.people:
            gone = person.left_on is not None and person.left_on < month.first_day
            if gone or person.on_probation or not person.performance_base:
                continue
            lacking = [] if person.id in rated else [_("评分")]
            if person.scheme != CLERK and person.id not in aimed:
                lacking.append(_("目标"))
            if lacking:
                told = _("没有 %(month)s 的%(what)s。") % {
                    "month": month_name(month),
                    "what": _("和").join(lacking),
                }
                self.gaps.append(Gap(person.name, told, _("请补上，再重新核算。")))


def parts_by_project(shares: Iterable[Share]) -> dict[str, dict[str, Decimal]]:
    """Everybody's share of each project, by number."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for one in shares:
        found[one.project][one.person] = one.share
    return dict(found)


def hash_of_month(
    month: Month,
    goals: Iterable[Goal],
    ratings: Iterable[Rating],
    penalties: Iterable[Penalty],
) -> str:
    """The digest of what the appraisal of a month is judged by."""
    told = (
        *sorted(repr(tuple(one)) for one in goals if one.month == month),
        *sorted(
            repr((one.person, sorted(one.items.items()))) for one in ratings if one.month == month
        ),
        *sorted(repr(tuple(one)) for one in penalties if Month.of(one.on) == month),
    )
    return sha256("\n".join(told).encode()).hexdigest()


# ---------------------------------------------------------------- from earlier runs


def _carries(runs: Sequence[SettlementRun]) -> dict[str, Decimal] | None:
    """What the last run carried on; None where there is none, and the opening balances count."""
    if not runs:
        return None
    rows = PayStatement.objects.filter(run=runs[-1], carry_out__lt=ZERO)
    return dict(rows.order_by("place").values_list("staff__number", "carry_out"))


def _earlier(runs: Sequence[SettlementRun]) -> dict[str, tuple[Decimal, ...]]:
    """Everybody's performance pay of the last months, the earliest first, for G-17."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for run in runs[-MEAN_OF:]:
        rows = PayStatement.objects.filter(run=run, factor__isnull=False).order_by("place")
        for number, pay, extra in rows.values_list("staff__number", "performance_pay", "extra"):
            found[number].append(pay + extra)
    return {number: tuple(sums) for number, sums in found.items()}


def _ranked(runs: Sequence[SettlementRun], axes: Axes) -> tuple[MonthScores, ...]:
    """The scores of earlier months as they were settled."""
    wanted = {str(one) for one in months_ranked(axes.appraisal_month)[:-1]}
    found = []
    for run in runs:
        if run.appraisal_month not in wanted:
            continue
        rows = PayStatement.objects.filter(run=run, scheme=SALES, score__isnull=False)
        told = list(rows.order_by("place").values_list("staff__number", "score", "factor"))
        scores = {number: score for number, score, _factor in told if score is not None}
        probation = [number for number, _score, factor in told if factor is None]
        month = Month.parse(run.appraisal_month)
        if scores:
            found.append(MonthScores(month, True, scores, probation))
    return tuple(found)


def _minimum_wage() -> Decimal | None:
    found = company()
    return found.minimum_wage if found else None


# ---------------------------------------------------------------- corrections


def _correct(late: Late, book: Book, runs: Sequence[SettlementRun], axes: Axes) -> None:
    """Compute settled months again whose records are no longer those of their runs."""
    recent = list(runs[-lately.MONTHS_BACK :])
    if not recent:
        return
    first, last = Month.parse(recent[0].appraisal_month), Month.parse(recent[-1].appraisal_month)
    records = {
        code: list(settlement_sources[code].read(first.first_day, last.last_day))
        for code in _OF_MONTH
    }
    touched = lately.months_touched(recent)
    since = recent[-1].computed_at - lately.MARGIN
    terms = set(settlement_sources["people"].changed(since, date.min, last.last_day))
    begun = min(terms, default="")
    for run in recent:
        month = Month.parse(run.appraisal_month)
        is_same = run.month_hash == hash_of_month(month, *(records[one] for one in _OF_MONTH))
        if is_same and str(month) not in touched and not (begun and begun <= str(month)):
            continue
        owed, over = lately.compared(
            month, lately.settled_parts(run), _due(book.of_versions(run.versions), run)
        )
        late.corrections += owed
        late.overpaid += over


def _due(rules: Rulebook, run: SettlementRun) -> dict[tuple[str, str], Decimal]:
    """What basic wage and performance pay of a settled month come to by today's records."""
    axes = axes_of_run(run)
    reader = _Reader(rules, axes, set(months_ranked(axes.appraisal_month)[:-1]))
    settled = settle(rules, axes.pay_month, reader.facts({}, Late()))
    due: dict[tuple[str, str], Decimal] = {}
    for one in settled.statements:
        due[one.person.id, "basic_wage"] = one.basic_wage.value
        paid = ZERO if one.performance is None else one.performance.total.value
        due[one.person.id, "performance_pay"] = paid
    return due


# ---------------------------------------------------------------- words


def _without_terms(axes: Axes) -> list[Gap]:
    names = numbers_without_terms(axes.appraisal_month.last_day)
    told = _("没有登记工资基础，没有列入核算。")
    return [Gap(name, told, _("请由人事行政上传人员表。")) for name in names]


def _told(over: Overpaid, names: Mapping[str, str]) -> Gap:
    message = _("%(month)s的%(part)s按更正后的记录少 %(amount)s 元。") % {
        "month": month_name(over.month),
        "part": PARTS_OWED[over.part],
        "amount": group_text(amount_text(over.amount)),
    }
    remedy = _("已核算的不自动扣回，请与本人协商处理。")
    return Gap(names.get(over.person, over.person), message, remedy)
