"""Clauses and parameters must belong together: text that governs, figures that stand in a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from dakehu.policy.book import PLACEHOLDER
from dakehu.policy.lint.drafts import Draft, row_article, typed_value
from dakehu.policy.lint.findings import Finding
from dakehu.policy.param_rows import BandsType, Coefficients, Grades, Weights
from dakehu.policy.params import TYPES

_GROUNDS: Final = ("covers", "decides", "chains", "guards")


def check_orphan_clauses(draft: Draft) -> Iterator[Finding]:
    """Clauses that no rule, decision, chain or guard stands behind and that state no purpose."""
    for clause in draft.clauses:
        grounded = any(clause[ground] for ground in _GROUNDS)
        if grounded or any(item["covers"] for item in clause["items"]) or clause["purpose"].strip():
            continue
        yield draft.finding(
            "orphan_clause",
            "error",
            clause["article"],
            f"{clause['article']}（{clause['title']}）没有注明所依据的规则、决定、审批链或者法律限制，"
            "也没有说明用意，程序不会执行它",
            "用 covers、decides、chains 或 guards 注明依据；只作说明的条款用 purpose 写明用意",
        )


def check_orphan_parameters(draft: Draft) -> Iterator[Finding]:
    """Parameters that the text of their clause does not state, or that nothing reads."""
    for entry in draft.parameters:
        key = entry["key"]
        text = draft.text_of(entry["article"])
        if text is None:
            yield draft.finding(
                "orphan_parameter",
                "error",
                entry["article"],
                f"参数 {key}（{entry['name']}）所属的{entry['article']}不存在",
                "把 article 改为规定它的条款",
                key=key,
            )
        elif all(match.group(1) != key for match in PLACEHOLDER.finditer(text)):
            yield draft.finding(
                "orphan_parameter",
                "error",
                entry["article"],
                f"{entry['article']}的正文没有写出参数 {key}（{entry['name']}），读者看不到这个数",
                f"在正文或者分项中写入 {{{key}}}，或者把参数改到写有它的条款",
                key=key,
            )
        if not entry["read_by"].strip():
            yield draft.finding(
                "orphan_parameter",
                "error",
                entry["article"],
                f"参数 {key}（{entry['name']}）没有任何部分读取，改动它不会有任何效果",
                "用 read_by 注明读取它的部分，或者删去这个参数",
                key=key,
            )


def check_untold_rows(draft: Draft) -> Iterator[Finding]:
    """Bands and the like whose text tells them row by row, but leaves a row out."""
    for entry in draft.parameters:
        rows = _rows_of(entry)
        text = draft.text_of(entry["article"]) or ""
        told = {
            match.group(2) for match in PLACEHOLDER.finditer(text) if match.group(1) == entry["key"]
        }
        if not told or None in told:
            continue
        for row in range(len(rows)):
            if str(row) not in told:
                yield draft.finding(
                    "untold_row",
                    "warning",
                    row_article(entry, row),
                    f"{entry['name']}共 {len(rows)} 行，"
                    f"{entry['article']}的正文没有写出第 {row + 1} 行",
                    f"在正文中补一项，写入 {{{entry['key']}[{row}]…}}",
                    key=entry["key"],
                    row=row,
                )


def _rows_of(entry: Mapping[str, Any]) -> Sequence[Any]:
    kind = TYPES.get(entry["key"])
    value = typed_value(entry)
    if value is None or not isinstance(kind, BandsType | Coefficients | Grades | Weights):
        return ()
    return kind.parts(value)


def check_register(together: Sequence[Draft], register: Iterable[str]) -> Iterator[Finding]:
    """Rule IDs of a register that no clause in force covers."""
    covered = {rule for draft in together for rule in draft.covers()}
    for rule in register:
        if rule not in covered:
            yield Finding(
                "uncovered_rule",
                "error",
                "",
                "",
                f"规则 {rule} 没有任何条款写明",
                f"在相应条款或者分项的 covers 中注明 {rule}",
                {"rule": rule},
            )
