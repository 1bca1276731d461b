"""The rows of a month's sheets as the facts that a settlement is computed from.

Each row was read and checked by itself already; here the sheets are held against each other. What
is wrong names its sheet and row, so that it is mended where it was made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.kit.sheets import Fault, SheetRow
from dakehu.pay.data.posts import EARNING, LEADING
from dakehu.performance.data.items import PART_OF
from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ONE, ZERO, plain_text
from dakehu.policy.periods import Month
from dakehu.rules.appraisal import PARTS, limit_of
from dakehu.rules.month_facts import (
    CLERK,
    SALES,
    Goal,
    Money,
    MonthFacts,
    Penalty,
    Person,
    Rating,
    Share,
)
from dakehu.rules.settling import Axes
from dakehu.targets.data.metrics import USUAL

STAFF: Final = "staff"
GOALS: Final = "targets"
RATINGS: Final = "scores"
PENALTIES: Final = "points"
SHARES: Final = "shares"
CARRIES: Final = "carries"
RECEIPTS: Final = "receipts"

Rows = Mapping[str, Sequence[SheetRow]]
"""The rows of each sheet, by the code of its shape."""


@dataclass
class Told:
    """What was found in the sheets: faults, for which nothing is computed, and warnings."""

    faults: list[tuple[str, Fault]] = field(default_factory=list)
    warnings: list[tuple[str, Fault]] = field(default_factory=list)

    def fault(self, tab: str, row: int, column: str, message: str, remedy: str = "") -> None:
        self.faults.append((tab, Fault(row, column, message, remedy)))

    def warn(self, tab: str, row: int, column: str, message: str, remedy: str = "") -> None:
        self.warnings.append((tab, Fault(row, column, message, remedy, is_notice=True)))


def facts_of(book: Rulebook, axes: Axes, rows: Rows) -> tuple[MonthFacts, Told]:
    """The facts of a month and what is wrong with them; `rows` by sheet."""
    reader = _Reader(book, axes, rows)
    return reader.facts(), reader.told


def earns_commission(scheme: str, position: str) -> bool:
    """Whether somebody earns on receipts by their post; others earn by a share (A-38)."""
    if scheme != SALES:
        return False
    return position.endswith(EARNING) or not position.endswith(LEADING)


class _Reader:
    """Reads the tabs one after the other; people first, since all others name them."""

    def __init__(self, book: Rulebook, axes: Axes, rows: Rows) -> None:
        self.book, self.axes, self.rows, self.told = book, axes, rows, Told()
        self.people: dict[str, Person] = {}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.row_of: dict[str, int] = {}
        self.shared = {row.values["project"] for row in self._of(SHARES)}

    def facts(self) -> MonthFacts:
        for row in self._of(STAFF):
            self._take_person(row)
        if not self.people and not self.told.faults:
            self.told.fault(STAFF, 0, "", _("人员表里没有人"), _("请至少填写一行。"))
        facts = MonthFacts(
            people=tuple(self.people.values()),
            goals=tuple(self._goals()),
            ratings=tuple(self._ratings()),
            penalties=tuple(self._penalties()),
            shares=tuple(self._shares()),
            receipts=tuple(self._receipts()),
            carries=dict(self._carries()),
        )
        self._check_complete(facts)
        return facts

    # ---------------------------------------------------------------- people

    def _of(self, tab: str) -> Sequence[SheetRow]:
        return self.rows.get(tab, ())

    def _take_person(self, row: SheetRow) -> None:
        given = row.values
        lacking = [
            (code, word)
            for code, word in (
                ("scheme", _("方案")),
                ("basic_wage", _("基本工资")),
                ("performance_base", _("绩效基数")),
            )
            if given.get(code) is None
        ]
        for code, word in lacking:
            self.told.fault(STAFF, row.number, code, _("没有填%s") % word, _("请填写。"))
        if lacking:
            return
        number, name = given["number"], given["name"]
        position = given.get("position") or ""
        self.row_of[number] = row.number
        self.by_name[name].append(number)
        self.people[number] = Person(
            id=number,
            name=name,
            department=given.get("unit") or "",
            scheme=given["scheme"],
            basic_wage=given["basic_wage"],
            performance_base=given["performance_base"],
            position=position,
            on_probation=bool(given.get("on_probation")),
            left_on=given.get("left_on"),
            earns_commission=earns_commission(given["scheme"], position),
        )

    def _known(self, tab: str, row: SheetRow) -> Person | None:
        """The person a row names by number; told where there is none, or another name."""
        number, name = row.values["number"], row.values.get("name")
        person = self.people.get(number)
        if person is None:
            told = _("工号 %s 不在人员表中") % number
            self.told.fault(tab, row.number, "number", told, _("请核对工号，或在人员表中补上。"))
            return None
        if name and name != person.name:
            told = _("工号 %(number)s 是%(name)s，表中写的是%(given)s") % {
                "number": number,
                "name": person.name,
                "given": name,
            }
            self.told.fault(tab, row.number, "name", told, _("请改正工号或姓名。"))
            return None
        return person

    # ---------------------------------------------------------------- appraisal

    def _goals(self) -> Iterable[Goal]:
        departments = {person.department for person in self.people.values()}
        seen: dict[tuple[str, Month], int] = {}
        for row in self._of(GOALS):
            given = row.values
            subject, month = given["subject"], Month.parse(given["month"])
            if subject not in self.people and subject not in departments:
                told = _("“%s”既不是人员表中的工号，也不是部门") % subject
                remedy = _("个人请填工号，部门请填人员表中的部门名称。")
                self.told.fault(GOALS, row.number, "subject", told, remedy)
                continue
            first = seen.setdefault((subject, month), row.number)
            if first != row.number:
                told = _("与第 %s 行是同一个对象、同一个月") % first
                remedy = _("每个月只能有一个目标计入考核，请只留一行。")
                self.told.fault(GOALS, row.number, "subject", told, remedy)
                continue
            yield from self._goal(row, subject, month)

    def _goal(self, row: SheetRow, subject: str, month: Month) -> Iterable[Goal]:
        given = row.values
        metric = given.get("metric") or USUAL
        challenge, actual = given.get("challenge"), given.get("actual")
        if challenge is not None and challenge <= given["base"]:
            told, remedy = _("挑战目标应高于目标"), _("请改正，没有挑战目标的留空。")
            self.told.fault(GOALS, row.number, "challenge", told, remedy)
            return
        if metric != USUAL and actual is None:
            told = _("不按回款考核的目标要填实际完成")
            self.told.fault(GOALS, row.number, "actual", told, _("请填写。"))
            return
        yield Goal(subject, month, given["base"], challenge, actual, metric)

    def _ratings(self) -> Iterable[Rating]:
        for row in self._of(RATINGS):
            person = self._known(RATINGS, row)
            if person is None:
                continue
            items: dict[str, Decimal] = {}
            for code, (scheme, part) in PART_OF.items():
                value = row.values.get(code)
                if value is None or scheme != person.scheme:
                    continue
                limit = limit_of(self.book, scheme, part)
                if value > limit:
                    told = _("%(part)s最多 %(limit)s 分，表中是 %(value)s") % {
                        "part": PARTS[scheme][part],
                        "limit": plain_text(limit),
                        "value": plain_text(value),
                    }
                    self.told.fault(RATINGS, row.number, code, told, _("请改正。"))
                items[part] = value
            lacking = [
                word
                for part, word in PARTS[person.scheme].items()
                if part not in items and part != "performance"
            ]
            if lacking:
                told = _("%(name)s没有%(parts)s的评分") % {
                    "name": person.name,
                    "parts": "、".join(lacking),
                }
                self.told.fault(RATINGS, row.number, "", told, _("请补上。"))
                continue
            yield Rating(person.id, Month.parse(row.values["month"]), items)

    def _penalties(self) -> Iterable[Penalty]:
        for row in self._of(PENALTIES):
            person, given = self._known(PENALTIES, row), row.values
            if person is not None:
                reason, evidence = given.get("reason") or "", given.get("evidence") or ""
                yield Penalty(person.id, given["on"], given["points"], reason, evidence)

    # ---------------------------------------------------------------- money

    def _shares(self) -> Iterable[Share]:
        sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
        first: dict[str, int] = {}
        for row in self._of(SHARES):
            person, project = self._known(SHARES, row), row.values["project"]
            sums[project] += row.values["rate"]
            first.setdefault(project, row.number)
            if person is not None and row.values["rate"]:
                yield Share(project, person.id, row.values["rate"])
        for project, total in sums.items():
            if total != ONE:
                told = _("项目“%(project)s”的比例合计是 %(total)s%%") % {
                    "project": project,
                    "total": plain_text(total * 100),
                }
                self.told.fault(SHARES, first[project], "rate", told, _("合计应为 100%，请改正。"))

    def _carries(self) -> Iterable[tuple[str, Decimal]]:
        for row in self._of(CARRIES):
            person, given = self._known(CARRIES, row), row.values["amount"]
            if given > ZERO:
                told, remedy = _("结转应是负数或 0"), _("多退的提成填负数；没有的不用填。")
                self.told.fault(CARRIES, row.number, "amount", told, remedy)
            elif person is not None:
                yield person.id, given

    def _receipts(self) -> Iterable[Money]:
        for row in self._of(RECEIPTS):
            given: Mapping[str, Any] = row.values
            verified = given.get("verified_on")
            if verified is not None and verified < given["arrived_on"]:
                told = _("核实日期早于到账日期")
                self.told.fault(RECEIPTS, row.number, "verified_on", told, _("请核对两个日期。"))
            if not given["amount"]:
                self.told.fault(RECEIPTS, row.number, "amount", _("金额是 0"), _("请填写金额。"))
            yield Money(
                serial=given["number"],
                arrived_on=given["arrived_on"],
                verified_on=verified,
                customer=given["customer"],
                amount=given["amount"],
                project=given.get("project") or "",
                person=self._seller(row),
                method=given.get("method") or "",
            )

    def _seller(self, row: SheetRow) -> str:
        """The number of the one who sold, named by number or by a name that is one person's."""
        given = row.values.get("staff") or ""
        if not given or given in self.people:
            return given
        named = self.by_name.get(given, [])
        if len(named) > 1:
            told, remedy = _("有 %s 个人叫这个名字") % len(named), _("请改填工号。")
            self.told.fault(RECEIPTS, row.number, "staff", told, remedy)
        elif not named and row.values.get("project") not in self.shared:
            told = _("业务员“%s”不在人员表中") % given
            remedy = _("这笔暂不计提成；请核对，或在人员表中补上。")
            self.told.warn(RECEIPTS, row.number, "staff", told, remedy)
        return named[0] if len(named) == 1 else ""

    # ---------------------------------------------------------------- together

    def _check_complete(self, facts: MonthFacts) -> None:
        """Whoever is appraised has ratings, and a sales person a target, of the month (A-30)."""
        month = self.axes.appraisal_month
        rated = {one.person for one in facts.ratings if one.month == month}
        aimed = {one.subject for one in facts.goals if one.month == month}
        for person in facts.people:
            gone = person.left_on is not None and person.left_on < month.first_day
            if gone or (not person.performance_base and not person.on_probation):
                continue
            lacking = [] if person.id in rated else [_("评分")]
            if person.scheme != CLERK and person.id not in aimed:
                lacking.append(_("目标"))
            if not lacking:
                continue
            told = _("%(name)s没有 %(month)s 的%(what)s") % {
                "name": person.name,
                "month": month,
                "what": _("和").join(lacking),
            }
            tell = self.told.warn if person.on_probation else self.told.fault
            tell(STAFF, self.row_of[person.id], "", told, _("请在相应的表中补上。"))
