"""Parameter values: known keys, allowed values, weights of one hundred, each key set once."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from dakehu.policy.decimals import ZERO, plain_text
from dakehu.policy.lint.drafts import Draft, number_in
from dakehu.policy.lint.findings import Finding
from dakehu.policy.param_rows import Weights
from dakehu.policy.param_types import ParamError
from dakehu.policy.params import TYPES, parse_parameter
from dakehu.policy.weights import HUNDRED


def check_keys(draft: Draft) -> Iterator[Finding]:
    """Keys that do not exist, and keys that are set twice."""
    seen: set[str] = set()
    for entry in draft.parameters:
        key = entry["key"]
        if key in seen:
            yield draft.finding(
                "double_parameter",
                "error",
                entry["article"],
                f"参数 {key}（{entry['name']}）在同一制度中规定了两次",
                "只保留一处规定，删去另一处",
                key=key,
            )
        seen.add(key)
        if key not in TYPES:
            near = get_close_matches(key, TYPES, 1)
            mend = f"检查拼写，可能应为 {near[0]}" if near else "删去，或者改用参数清单中已有的名称"
            yield draft.finding(
                "unknown_key",
                "error",
                entry["article"],
                f"没有名为 {key} 的参数，{entry['name']}的规定不会起作用",
                mend,
                key=key,
            )


def check_weights(draft: Draft) -> Iterator[Finding]:
    """Weights that do not sum to 100."""
    for entry in draft.parameters:
        kind = TYPES.get(entry["key"])
        if not isinstance(kind, Weights) or not isinstance(entry["value"], list):
            continue
        weights = [number_in(raw) for raw in entry["value"]]
        if None in weights or len(weights) != len(kind.names):
            continue
        total = sum(weights, ZERO)
        if total != HUNDRED:
            told = "、".join(
                f"{name} {plain_text(weight)}"
                for name, weight in zip(kind.names, weights, strict=True)
            )
            lack = HUNDRED - total
            change = f"少了 {plain_text(lack)}" if lack > ZERO else f"多了 {plain_text(-lack)}"
            yield draft.finding(
                "weights",
                "error",
                entry["article"],
                f"{entry['name']}（{told}）合计 {plain_text(total)}，{change}",
                f"调整 {entry['key']} 的各项，使合计为 100",
                key=entry["key"],
                sum=plain_text(total),
            )


def check_values(draft: Draft, told: Iterable[Finding]) -> Iterator[Finding]:
    """Values outside the allowed ones, where no closer check has told what is wrong."""
    done = {finding.data.get("key") for finding in told if finding.level == "error"}
    for entry in draft.parameters:
        if entry["key"] in done:
            continue
        try:
            parse_parameter(entry["key"], entry["value"])
        except ParamError as error:
            yield draft.finding(
                "bad_value",
                "error",
                entry["article"],
                f"{entry['name']}的取值不在允许范围内：{error}",
                f"按允许的取值改写 {entry['key']}，数字一律加引号",
                key=entry["key"],
            )


def check_homes(together: Iterable[Draft]) -> Iterator[Finding]:
    """Parameters that two policies in force on the same day both set."""
    homes: dict[str, Draft] = {}
    for draft in together:
        for entry in draft.parameters:
            other = homes.setdefault(entry["key"], draft)
            if other is not draft:
                yield draft.finding(
                    "double_parameter",
                    "error",
                    entry["article"],
                    f"参数 {entry['key']}（{entry['name']}）在 {other.code} 和 {draft.code} 中"
                    "都有规定",
                    "只在一项制度中规定，另一项制度中改为引述",
                    key=entry["key"],
                    policies=[other.code, draft.code],
                )
