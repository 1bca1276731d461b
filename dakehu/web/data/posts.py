"""The eight posts that the set-up proposes: titles and units are what a company begins with."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CENTER: Final = "市场营销中心"
KA_DEPARTMENT: Final = "大客户部"


@dataclass(frozen=True)
class Post:
    """A post with its seats, the unit it belongs to and the post above it."""

    code: str
    title: str
    unit: str
    seats: tuple[str, ...]
    superior: str = "gm"
    about: "str | Promise" = ""
    unit_kind: str = "department"


POSTS: Final = (
    Post(
        *("gm", "总经理", "总经办", ("gm", "decision_level"), ""),
        about=_("特批、返点、工资提成最后由他决定"),
    ),
    Post(
        *("market_director", "市场总监", CENTER, ("market_director", "mkt_center")),
        about=_("价格、返点和费用的审核"),
        unit_kind="center",
    ),
    Post(
        *("ka_head", "大客户部经理", KA_DEPARTMENT, ("ka_head",), "market_director"),
        about=_("带大客户员，审批出差和费用"),
    ),
    Post(
        *("ka_rep", "大客户员", KA_DEPARTMENT, ("ka_rep",), "ka_head"),
        about=_("跑客户、报价；可以填几个人，用顿号隔开"),
    ),
    Post(
        *("ka_clerk", "大客户内勤", KA_DEPARTMENT, ("ka_clerk",), "ka_head"),
        about=_("档案、标书、开票登记"),
    ),
    Post(*("cfo", "财务总监", "财务部", ("cfo",)), about=_("与总经理一起批工资提成")),
    Post(*("finance", "财务人员", "财务部", ("finance",), "cfo"), about=_("核实回款、付款")),
    Post(*("hr_admin", "人事行政主管", "人事行政部", ("hr_admin",)), about=_("考核、会议、制度")),
)
BY_CODE: Final = {post.code: post for post in POSTS}
EVERY_SEAT: Final = frozenset(seat for post in POSTS for seat in post.seats)
