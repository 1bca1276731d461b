"""Each person's pay statement of a settled month as a paper: every line with how and by what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dakehu.documents.printing.marks import Mark
from dakehu.kit.papers import Paper
from dakehu.pay.data.notice_words import TO_SETTLE
from dakehu.pay.papers.statement import (
    PayLine,
    ReceiptLine,
    ScoreLine,
    StatementData,
    statement_paper,
)
from dakehu.pay.settling.axes import Axes
from dakehu.pay.settling.commission_told import commission_told
from dakehu.pay.settling.credits import Credit, late_told
from dakehu.policy.decimals import percent_text
from dakehu.policy.figures import Figure
from dakehu.rules import settling


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
    """What stands over every statement of a month.

    `state` and `standing` are those of a stored run; a statement of it has a `number` too, begun
    by this one.
    """

    axes: Axes
    on: date
    company: str = ""
    state: str = ""
    standing: str = ""
    number: str = ""

    @property
    def standing_told(self) -> str:
        """已冻结（2026-11-04），未经审批."""
        return "，".join(filter(None, (self.state, self.standing)))


def paper_of(statement: settling.Statement, credits: Sequence[Credit], heading: Heading) -> Paper:
    """One person's statement with the score and the receipts behind it."""
    return statement_paper(data_of(statement, credits, heading))


def data_of(
    statement: settling.Statement, credits: Sequence[Credit], heading: Heading
) -> StatementData:
    """What stands in one person's statement."""
    person, scored = statement.person, statement.score
    return StatementData(
        axes=heading.axes,
        on=heading.on,
        name=person.name,
        unit=person.department,
        position=person.position,
        lines=tuple(_lines(statement, heading.axes, credits)),
        number=f"{heading.number}-{person.id}" if heading.number else "",
        staff_number=person.id,
        score="" if scored is None else scored.score.written(),
        carried=statement.carry_out.value,
        notes=tuple(one.message for one in statement.notices if one.code not in TO_SETTLE),
        company=heading.company or person.department or _("（未注明单位）"),
        parts=tuple(_score_lines(statement)),
        score_how="" if scored is None else scored.score.sentence(),
        receipts=tuple(_receipt_line(one) for one in credits),
        state=heading.standing_told,
        standing=heading.standing,
    )


# ---------------------------------------------------------------- lines of pay


def _lines(statement: settling.Statement, axes: Axes, credits: Sequence[Credit]) -> list[PayLine]:
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
    earned = commission_told(statement.commission, credits)
    found.append(_line(_("业务提成"), statement.commission, earned))
    return found + [_line(one.label, one, _correction_told(one)) for one in statement.corrections]


def _line(label: str, figure: Figure, how: str) -> PayLine:
    source = figure.source
    return PayLine(label, figure.value, how, "" if source is None else source.citation)


def _correction_told(owed: Figure) -> str:
    """按更正后的记录 3,150.00 − 已核算 2,772.00"""
    due, paid = owed.inputs
    told = _("按更正后的记录 %(due)s − 已核算 %(paid)s")
    return told % {"due": due.read(), "paid": paid.read()}


# ---------------------------------------------------------------- behind the lines


def _score_lines(statement: settling.Statement) -> list[ScoreLine]:
    scored = statement.score
    if scored is None:
        return []
    lines = [_score_line(part) for part in scored.before.inputs]
    law = scored.deducted.source
    for one in scored.deducted.inputs:
        lines.append(ScoreLine(one.label, f"-{one.written()}", "", law.citation if law else ""))
    return lines


def _score_line(part: Figure) -> ScoreLine:
    source = part.source
    how = part.sentence() if len(part.inputs) > 1 else _("上级评分")
    return ScoreLine(part.label, part.written(), how, "" if source is None else source.citation)


def _receipt_line(one: Credit) -> ReceiptLine:
    money = one.money
    return ReceiptLine(
        money.verified_on,
        money.serial,
        money.customer,
        money.project,
        money.amount,
        percent_text(one.share),
        late_told(money.amount) if one.is_late else "",
    )


def clauses_told(statement: settling.Statement) -> str:
    """The clauses by which the parts were computed, by policy: 《绩效考核办法》第4条、第5条."""
    performed = statement.performance
    figures = [statement.pay.total, statement.commission]
    if performed is not None:
        figures[1:1] = [performed.pay, performed.factor, performed.extra]
    by_policy: dict[str, dict[str, None]] = {}
    for source in (one.source for one in figures):
        if source is not None:
            by_policy.setdefault(source.title, {})[source.article] = None
    return "；".join(f"《{title}》{'、'.join(found)}" for title, found in by_policy.items())
