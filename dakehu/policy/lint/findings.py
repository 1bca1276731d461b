"""Findings: what a check has to say about a policy, where it stands, and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Level = Literal["error", "warning", "note"]

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")
"""An error must be mended before the policy is used; a warning is probably a mistake; a note is
a property of sound policies that people should know of."""

LEVEL_NAMES: Final[Mapping[Level, str]] = {"error": "错误", "warning": "警告", "note": "说明"}

CODE_NAMES: Final[Mapping[str, str]] = {
    "bad_form": "文件格式",
    "not_loadable": "无法使用",
    "double_version": "版本重复",
    "double_parameter": "参数重复",
    "unknown_key": "未知参数",
    "bad_value": "取值不当",
    "disorder": "顺序错乱",
    "overlap": "分档重叠",
    "gap": "分档缺口",
    "weights": "权重合计",
    "orphan_clause": "无依据条款",
    "orphan_parameter": "无条款参数",
    "untold_row": "档次未写入",
    "uncovered_rule": "规则无条款",
    "empty_seat": "岗位空缺",
    "decision_table_open": "缺少兜底行",
    "row_never_reached": "永不适用的行",
    "row_overlap": "行间重叠",
    "row_gap": "行间缺口",
    "boundary_clash": "边界冲突",
    "idle_edge": "边界闲置",
    "price_cliff": "价格断崖",
    "no_band_zone": "无档区间",
    "several_bands_zone": "多档区间",
}
"""Every kind of finding, with its name for readers."""


@dataclass(frozen=True)
class Finding:
    """One finding: `policy` and `article` say where, `data` holds the exact figures."""

    code: str
    level: Level
    policy: str
    article: str
    message: str
    mend: str
    data: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""

    def to_json(self) -> dict[str, Any]:
        """The finding as plain data."""
        return {
            "code": self.code,
            "level": self.level,
            "policy": self.policy,
            "version": self.version,
            "article": self.article,
            "message": self.message,
            "mend": self.mend,
            "data": dict(self.data),
        }
