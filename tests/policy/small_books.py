"""Small policy books written into a folder, for tests of versions, references and faults."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

POLICY: dict[str, Any] = {
    "code": "SA",
    "title": "销售政策",
    "version": "2020-01-01",
    "adopted_on": "2019-12-20",
    "effective_from": "2020-01-01",
    "approved_by": "总经理",
    "authority": "CH-13",
    "summary": "规定利润、返点和提成。",
    "chapters": [
        {
            "title": "第一章 利润",
            "clauses": [
                {
                    "article": "第1条",
                    "title": "基本利润",
                    "text": "按预估销售额确定基本利润率：",
                    "items": [
                        {
                            "item": "一",
                            "text": "不满 {profit.bands[1].from} 元的，为 {profit.bands[0].rate}；",
                            "covers": ["S5-1.1"],
                        },
                        {"item": "二", "text": "其余的，为 {profit.bands[1]}；"},
                    ],
                    "covers": ["S5-1.0"],
                    "decides": ["A-01"],
                },
                {
                    "article": "第2条",
                    "title": "提成",
                    "text": "提成比例为 {commission.rate}，按{commission.base}计算。",
                    "covers": ["S5-4.1b", "S5-1.1"],
                },
            ],
        }
    ],
    "parameters": [
        {
            "key": "profit.bands",
            "article": "第1条",
            "rows": ["第1条(一)", "第1条(二)"],
            "name": "利润分档",
            "value": [["0", "0.20"], ["200000", "0.10"]],
        },
        {"key": "commission.rate", "article": "第2条", "name": "提成比例", "value": "0.02"},
        {"key": "commission.base", "article": "第2条", "name": "提成基数", "value": "gross"},
        {"key": "commission.lag", "article": "第2条", "name": "间隔月数", "value": "1"},
    ],
    "chains": [
        {
            "code": "CH-1",
            "title": "特批",
            "article": "第1条(二)",
            "variants": [
                {
                    "because": "低于应有利润",
                    "steps": [
                        {"seat": "ka_rep", "does": "file"},
                        {"seat": ["gm"], "does": "decide", "may": ["return"]},
                    ],
                }
            ],
        }
    ],
}


def policy(**changes: Any) -> dict[str, Any]:
    """A whole policy file as plain data, with its top fields changed."""
    return {**deepcopy(POLICY), **changes}


def other_policy(**changes: Any) -> dict[str, Any]:
    """A second policy with one clause and nothing else."""
    clause = {
        "article": "第1条",
        "title": "例会",
        "text": "每周一上午举行部门例会。",
        "covers": ["S3-3.1b"],
    }
    return policy(
        **{
            "code": "OF",
            "title": "办公办法",
            "chapters": [{"title": "第一章 会议", "clauses": [clause]}],
            "parameters": [],
            "chains": [],
            **changes,
        }
    )


class _Plain(yaml.SafeDumper):
    """Writes what stands twice in full: policy files have no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def write(root: Path, *policies: dict[str, Any]) -> Path:
    """The folder of a policy book that holds these files."""
    for each in policies:
        path = root / str(each["code"]) / f"{each['effective_from']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(each, Dumper=_Plain, allow_unicode=True), encoding="utf-8")
    return root
