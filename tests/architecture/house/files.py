"""Rules about files as such: their size, their names, and what must never be in them."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.house.tree import Fault, Tree, called_name

MOST_LINES = 400
EMPTY_NAMES = frozenset(
    {"util", "utils", "helper", "helpers", "common", "core", "base", "manager", "managers", "misc"}
)
# Written so that this file does not contain what it looks for.
HOSTS_AND_MACHINES = re.compile(
    r"pypi\.(?:org|python)|pythonhosted\.|npmjs\.(?:org|com)|registry\.[a-z]+\.[a-z]+"
    r"|(?<![\w.])/ro[o]t/|(?<![\w.])/work/(?:main|shared|\.)|/opt/(?:pypi|wheels)|/Us[e]rs/"
)


def modules_are_short(tree: Tree) -> Iterator[Fault]:
    """No Python file is longer than 400 lines, without exception."""
    for module in tree.modules:
        lines = module.text.count("\n")
        if lines > MOST_LINES:
            yield module.fault(
                MOST_LINES + 1,
                f"{lines} lines, {MOST_LINES} are allowed",
                "Make it a package with one module per noun.",
            )


def modules_have_telling_names(tree: Tree) -> Iterator[Fault]:
    """No drawer names: utils, helpers, common, core, base, manager, misc."""
    for module in tree.modules:
        for part in module.parts:
            if part in EMPTY_NAMES:
                yield module.fault(1, f"a module named {part}", "Name it after what it holds.")


def no_eval_or_exec(tree: Tree) -> Iterator[Fault]:
    """Text is never run as code."""
    for module in tree.within("dakehu"):
        for node in module.nodes:
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"eval", "exec"}:
                yield module.fault(
                    node,
                    f"calls {called_name(node)}()",
                    "Say it as a table that code looks up.",
                )


def stored_numbers_are_integers(tree: Tree) -> Iterator[Fault]:
    """No DecimalField and no FloatField in models: SQLite would keep both as floats."""
    for module in tree.within("dakehu"):
        if module.role not in {"models", "migrations"}:
            continue
        for node in module.nodes:
            name = getattr(node, "attr", None) or getattr(node, "id", None)
            if name in {"DecimalField", "FloatField"}:
                yield module.fault(
                    node,
                    f"uses {name}",
                    "Use AmountField, UnitPriceField, QuantityField, RateField or ScoreField.",
                )


def no_hosts_or_machine_paths(tree: Tree) -> Iterator[Fault]:
    """No package registry's host name and no path of somebody's machine in any file."""
    for path in tree.files:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for found in HOSTS_AND_MACHINES.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Fault(
                path.relative_to(tree.root).as_posix(),
                line,
                f"names {found.group()!r}",
                "Leave hosts to the tool's settings; write paths relative to the repository.",
            )


def the_architecture_page_lists_the_stack(tree: Tree) -> Iterator[Fault]:
    """Every area of the import contract has its word in docs/architecture.md."""
    page = "docs/architecture.md"
    text = (tree.root / page).read_text("utf-8")
    listed = set(re.findall(r"`([a-z]+)`", text))
    for area in tree.stack:
        if area not in listed:
            yield Fault(page, 1, f"the area {area} is missing", "Add it to the table of the stack.")
