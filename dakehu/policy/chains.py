"""Approval chains as a policy writes them: variants with conditions, steps that name seats.

Who takes the steps of one request is said by `dakehu.policy.resolving`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dakehu.policy.figures import Source

Does = Literal[
    "file", "opinion", "approve", "decide", "check", "confirm", "issue", "pay", "record", "see"
]

APPROVALS: Final[tuple[Does, ...]] = ("opinion", "check", "confirm", "approve", "decide")
"""The steps that judge a request, the weightiest last; all others are acts."""

SPECIAL_SEATS: Final = frozenset({"applicant", "superior", "organiser", "leaver", "successor"})
"""Seats that a request fills: the facts name the person."""

FALLBACKS: Final[Mapping[str, str]] = {"mkt_center": "market_director", "decision_level": "gm"}
"""Who fills a seat that nobody holds (A-25, A-67)."""

OPTIONAL_SEATS: Final = frozenset({"deputy_gm_admin"})
"""Seats whose step falls away where nobody holds them (A-64)."""

SEAT_NAMES: Final[Mapping[str, str]] = {
    "applicant": "申请人",
    "superior": "直接上级",
    "organiser": "会议组织者",
    "leaver": "移交人",
    "successor": "接收人",
    "gm": "总经理",
    "decision_level": "公司决策层",
    "deputy_gm_admin": "行政主管副总经理",
    "gm_assistant": "总经理助理",
    "hr_admin": "人事行政部",
    "finance": "财务部",
    "cfo": "财务总监",
    "market_director": "市场总监",
    "mkt_center": "市场营销中心",
    "project_manager": "项目经理",
    "ka_head": "大客户部经理",
    "ka_clerk": "大客户内勤",
    "ka_rep": "大客户员",
    "sales_supervisor": "业务主管",
    "product_mgmt": "产品管理部",
    "product_rnd": "产品和研发部门",
    "dept_head": "部门负责人",
}


class NoVariant(LookupError):
    """No variant of the chain fits the facts."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step as the policy has it: any of `seats` does it and may also do what `may` lists."""

    seats: tuple[str, ...]
    does: Does
    may: tuple[str, ...] = ()

    @property
    def is_approval(self) -> bool:
        return self.does in APPROVALS


@dataclass(frozen=True, slots=True)
class Variant:
    """The steps for requests whose facts equal every entry of `when`."""

    when: Mapping[str, str]
    because: str
    steps: tuple[StepRule, ...]

    def fits(self, facts: Mapping[str, str]) -> bool:
        return all(facts.get(fact) == wanted for fact, wanted in self.when.items())


@dataclass(frozen=True, slots=True)
class Chain:
    """An approval chain of a policy; `source` is the clause that sets it."""

    code: str
    title: str
    variants: tuple[Variant, ...]
    article: str = ""
    source: Source | None = None

    @property
    def citation(self) -> str:
        """What a reader is told to look up: 《大客户销售政策》第1条."""
        return self.source.citation if self.source else self.article or self.code

    def variant_for(self, facts: Mapping[str, str]) -> Variant:
        """The first variant that fits; `NoVariant` where none does."""
        for variant in self.variants:
            if variant.fits(facts):
                return variant
        raise NoVariant(self.code)


def seats_told(seats: Sequence[str], joined_by: str = "或") -> str:
    """Seats by their Chinese names; a seat without one is told by its code."""
    return joined_by.join(SEAT_NAMES.get(seat, seat) for seat in seats)
