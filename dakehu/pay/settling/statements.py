"""Each person's pay statement of a settled month as a paper: every line with how and by what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from dakehu.documents.printing.marks import Mark
from dakehu.kit.papers import Paper, Table, TableColumn
from dakehu.pay.papers import Axes, PayLine, StatementData, statement_paper
from dakehu.pay.settling.telling import TO_SETTLE
from dakehu.policy.decimals import ONE, ZERO, half_up, percent_text
from dakehu.policy.figures import Figure
from dakehu.rules import settling
from dakehu.rules.commission import SHOWN
from dakehu.rules.crediting import shares_by_project
from dakehu.rules.month_facts import Money, MonthFacts

_FIRST: Final = 3
"""The person, the lines of pay and their sum stand before what is added here."""


class Credit(NamedTuple):
    """A receipt on which somebody earns, and their share of it."""

    money: Money
    share: Decimal


class Unapproved(Mark):
    """The mark of a statement that nobody has approved yet."""

    @property
    def watermark(self) -> str:
        return _("未经审批 %s") % self.moment

    @property
    def footer(self) -> str:
        return _("核算于 %s · 未经审批") % self.moment


@dataclass(frozen=True)
class Heading:
    """What stands over every statement of a month."""

    axes: Axes
    on: date
    company: str = ""


def heading_axes(axes: settling.Axes) -> Axes:
    """The three time axes as papers have them."""
    window = axes.window
    return Axes(str(axes.pay_month), str(axes.appraisal_month), window.from_, window.to)


def credits_of(facts: MonthFacts, settled: settling.Settlement) -> dict[str, list[Credit]]:
    """The receipts of the window on which each person earns."""
    found: dict[str, list[Credit]] = defaultdict(list)
    for person, money in settled.credited.own.items():
        found[person] += [Credit(one, ONE) for one in money]
    shares = shares_by_project(facts)
    for project, money in settled.credited.shared.items():
        for share in shares[project]:
            found[share.person] += [Credit(one, share.share) for one in money]
    return found


def paper_of(statement: settling.Statement, credits: Sequence[Credit], heading: Heading) -> Paper:
    """One person's statement with the score and the receipts behind it."""
    person = statement.person
    data = StatementData(
        axes=heading.axes,
        on=heading.on,
        name=person.name,
        unit=person.department,
        position=person.position,
        lines=tuple(_lines(statement, heading.axes)),
        staff_number=person.id,
        score="" if statement.score is None else statement.score.score.written(),
        carried=statement.carry_out.value,
        notes=tuple(one.message for one in statement.notices if one.code not in TO_SETTLE),
        company=heading.company or person.department or _("（未注明单位）"),
    )
    paper = statement_paper(data)
    added = [*_score_table(statement), *_receipts_table(credits)]
    blocks = paper.blocks
    return replace(paper, blocks=(*blocks[:_FIRST], *added, *blocks[_FIRST:]))


# ---------------------------------------------------------------- lines of pay


def _lines(statement: settling.Statement, axes: Axes) -> list[PayLine]:
    month = int(axes.appraisal_month[-2:])
    law = statement.pay.total.source
    told = _("%d月，按录入") % month
    if statement.person.left_on and not statement.basic_wage.value:
        told = _("%d月已不在职") % month
    wage = PayLine(_("基本工资"), statement.basic_wage.value, told, law.citation if law else "")
    performed = statement.performance
    found = [wage]
    if performed is not None:
        scored = statement.score
        how = performed.pay.sentence()
        if scored is not None:
            how += _("，系数 %(factor)s，得分 %(score)s") % {
                "factor": performed.factor.read(),
                "score": scored.score.written(),
            }
        found += [
            _line(_("绩效工资"), performed.pay, how),
            _line(_("部门加发或扣减"), performed.extra, performed.extra.sentence()),
        ]
    return [*found, _line(_("业务提成"), statement.commission, _commission_told(statement))]


def _line(label: str, figure: Figure, how: str) -> PayLine:
    source = figure.source
    return PayLine(label, figure.value, how, "" if source is None else source.citation)


def _commission_told(statement: settling.Statement) -> str:
    """From the receipts to what is paid, step by step."""
    result = statement.commission.inputs[0]
    earned, carried = result.inputs
    pieces = earned.inputs if earned.key == "earned_all" else (earned,)
    told = [_piece_told(one) for one in pieces if one.key != "window"]
    if not told:
        return _("窗口内没有可计提成的回款")
    if carried.value:
        told.append(
            _("合计 %(earned)s，加上期结转 %(carried)s，得 %(result)s")
            % {"earned": earned.read(), "carried": carried.read(), "result": result.read()}
        )
    if result.value < ZERO:
        told.append(_("低于 0，本月不发，%s 结转下期") % result.read())
    return "；".join(told)


def _piece_told(figure: Figure) -> str:
    if not figure.key.startswith("share_"):
        return _("窗口内回款 %s") % figure.sentence()
    earned, share = figure.inputs
    told = _("%(label)s %(amount)s：%(earned)s × %(share)s")
    if half_up(earned.value * share.value) != figure.value:
        told += _("，按累计份额取整")
    return told % {
        "label": figure.label,
        "amount": figure.read(),
        "earned": earned.sentence(),
        "share": share.read(),
    }


# ---------------------------------------------------------------- behind the lines


def _score_table(statement: settling.Statement) -> list[Table]:
    scored = statement.score
    if scored is None:
        return []
    columns = (
        TableColumn(_("考核项"), 28, key="part"),
        TableColumn(_("分"), 10, "end", "points"),
        TableColumn(_("怎么算的"), 34, key="how"),
        TableColumn(_("依据"), 28, key="clause"),
    )
    rows = [_score_row(part, part.written()) for part in scored.before.inputs]
    for one in scored.deducted.inputs:
        law = scored.deducted.source
        rows.append((one.label, f"-{one.written()}", "", law.citation if law else ""))
    total = (_("考核得分"), scored.score.written(), scored.score.sentence(), "")
    return [Table(columns, rows, total, _("考核得分"), "score_parts")]


def _score_row(part: Figure, points: str) -> tuple[str, str, str, str]:
    source = part.source
    how = part.sentence() if len(part.inputs) > 1 else _("上级评分")
    return part.label, points, how, "" if source is None else source.citation


def _receipts_table(credits: Sequence[Credit]) -> list[Table]:
    if not credits:
        return []
    heading = _("计提成的回款（%d 笔）") % len(credits)
    columns = (
        TableColumn(_("核实日期"), 15, "center", "verified_on"),
        TableColumn(_("流水号"), 19, key="serial"),
        TableColumn(_("客户"), 23, key="customer"),
        TableColumn(_("项目"), 22, key="project"),
        TableColumn(_("金额（元）"), 17, "end", "amount"),
        TableColumn(_("份额"), 12, "end", "share"),
    )
    rows: list[tuple[str | Decimal, ...]] = [
        (
            one.money.verified_on.isoformat() if one.money.verified_on else "",
            one.money.serial,
            one.money.customer,
            one.money.project,
            one.money.amount,
            percent_text(one.share),
        )
        for one in credits[:SHOWN]
    ]
    if len(credits) > SHOWN:
        rest = credits[SHOWN:]
        told = _("其余 %d 笔，见部门核算表") % len(rest)
        rows.append(("", told, "", "", sum((one.money.amount for one in rest), ZERO), ""))
    total = sum((one.money.amount for one in credits), ZERO)
    return [Table(columns, rows, (_("合计"), "", "", "", total, ""), heading, "credited")]
