"""A settled month, or what is wrong with its files, as text for the terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dakehu.cli.tables import WIDTH, indented, laid_out, table
from dakehu.policy.decimals import amount_text, group_text
from dakehu.rules.performance import STATES
from dakehu.rules.settling import Settlement, Statement

if TYPE_CHECKING:
    from dakehu.pay.settling.reading import Found
    from dakehu.pay.settling.telling import Hint, Hints

_MOST: Final = 50
"""More faults or hints than this are only counted."""
_WIDE: Final = 120


def faults_told(faults: "Sequence[Found]") -> str:
    """Every fault with its place and how to mend it."""
    rows = [
        (
            one.place.file or "–",
            one.place.tab or "–",
            str(one.place.row or "–"),
            one.place.column or "–",
            one.message,
            one.remedy or "–",
        )
        for one in faults[:_MOST]
    ]
    heads = ("文件", "工作表", "行", "列", "问题", "怎么改")
    told = table(heads, rows, right=(2,), width=_WIDE)
    left = len(faults) - _MOST
    more = f"\n另有 {left:,} 处，未列出。" if left > 0 else ""
    return f"{told}{more}\n共 {len(faults):,} 处有误，没有核算，也没有写出任何文件。"


def result_told(settled: Settlement, hints: "Hints") -> str:
    """People, departments, ranking, and what is told beside the figures."""
    blocks = [_people(settled), _departments(settled), _ranking(settled)]
    blocks += [_hints("待处理", hints.open), _hints("说明", hints.known)]
    return "\n\n".join(["", *filter(None, blocks)]).lstrip("\n")


def _people(settled: Settlement) -> str:
    from dakehu.documents.printing.writing import capitals_written
    from dakehu.pay.data.notice_words import SHORT

    heads = (*("姓名", "得分", "系数", "绩效", "加发", "提成", "结转", "基本工资", "应发", "提示"),)
    rows = []
    for one in settled.statements:
        shorts = [str(SHORT.get(notice.code, notice.code)) for notice in one.notices]
        rows.append((*_figures(one), "、".join(shorts)))
    total = group_text(amount_text(settled.total))
    rows.append(("合计", "", "", "", "", "", "", "", total, ""))
    told = table(heads, rows, right=tuple(range(1, 9)), width=_WIDE)
    return f"{told}\n应发合计（税前）{total} 元　{capitals_written(settled.total)}"


def _figures(statement: Statement) -> tuple[str, ...]:
    performed, scored = statement.performance, statement.score
    return (
        statement.person.name,
        "–" if scored is None else scored.score.written(),
        "–" if performed is None else performed.factor.read(),
        "–" if performed is None else performed.pay.read(),
        "–" if performed is None else performed.extra.read(),
        statement.commission.read(),
        statement.carry_out.read(),
        statement.basic_wage.read(),
        statement.pay.total.read(),
    )


def _departments(settled: Settlement) -> str:
    rows = [
        (
            one.name or "–",
            *(
                "–" if figure is None else group_text(amount_text(figure))
                for figure in (one.target, one.challenge, one.actual)
            ),
            STATES[one.state],
        )
        for one in settled.departments
    ]
    return table(("部门", "目标", "挑战目标", "实际", "状态"), rows, right=(1, 2, 3))


def _ranking(settled: Settlement) -> str:
    names = {one.person.id: one.person.name for one in settled.statements}
    lines = [
        f"{one.month} 得分排名：{'、'.join(names.get(who, who) for who in one.order)}"
        for one in settled.ranking.rankings
    ]
    return "\n".join(indented(line, 0, _WIDE) for line in lines)


def _hints(title: str, hints: "Sequence[Hint]") -> str:
    if not hints:
        return ""
    rows = []
    for number, one in enumerate(hints[:_MOST], start=1):
        told = f"{one.about}：{one.message}{one.remedy}"
        if one.place is not None and one.place.row:
            told += f"（{one.place.tab} 第 {one.place.row} 行）"
        elif one.clause:
            told += f"  {one.clause}"
        rows.append((f"{number}.", told))
    lines = [f"{title}（{len(hints):,}）", laid_out(rows, right=(0,), width=WIDTH)]
    if len(hints) > _MOST:
        lines.append(f"另有 {len(hints) - _MOST:,} 条，见部门核算表的“提示”。")
    return "\n".join(lines)
