"""How a statement's commission came about, in one line."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dakehu.pay.settling.credits import Credit
from dakehu.policy.decimals import ZERO, amount_text, group_text, half_up
from dakehu.policy.figures import Figure


def commission_told(payable: Figure, credits: Sequence[Credit]) -> str:
    """From the receipts to what is paid, step by step."""
    result = payable.inputs[0]
    earned, carried = result.inputs
    pieces = earned.inputs if earned.key == "earned_all" else (earned,)
    told = [_piece_told(one) for one in pieces if one.key != "window"]
    if not told:
        return _("窗口内没有可计提成的回款")
    late = [one.money.amount for one in credits if one.is_late]
    if late:
        more = _("其中以前窗口补计、冲减 %(count)d 笔，共 %(sum)s 元")
        told.append(more % {"count": len(late), "sum": group_text(amount_text(sum(late, ZERO)))})
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
