"""Who may touch what: the rules that import contracts cannot see or cannot say."""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from tests.architecture.house.tree import Fault, Module, Tree, called_name

FREE_FOR_ALL = frozenset({"policy", "rules", "kit"})
DOORS = frozenset({"services", "queries"})
READERS = frozenset({"models", "queries", "access"})
ASSEMBLY = {("api", "api"), ("config", "urls"), ("web", "urls")}
DECLARED = frozenset({"data", "sheets"})
PLAIN = {("exchange", "reading"), ("exchange", "writing"), ("documents", "printing")}

OWN_AREA = {
    "apps": {"wiring"},
    "wiring": {"services", "queries", "access", "sheets"},
    "urls": {"views", "api"},
    "views": {"forms", "tables", "sheets", "services", "queries", "access"},
    "api": {"forms", "tables", "sheets", "services", "queries", "access"},
    "forms": {"queries"},
    "tables": {"queries"},
    "sheets": {"queries"},
    "services": {"queries", "access", "models"},
    "queries": {"access", "models"},
    "access": {"models"},
    "models": set(),
}

WRITES = frozenset(
    verb
    for name in (
        *("save", "create", "update", "delete", "bulk_create", "bulk_update"),
        *("get_or_create", "update_or_create"),
    )
    for verb in (name, f"a{name}")
)
RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField"})
Function = ast.FunctionDef | ast.AsyncFunctionDef
ROUTE_VERBS = frozenset({"get", "post", "put", "patch", "delete", "api_operation"})


def _may_use(module: Module, area: str, role: str) -> bool:
    if role == "models":
        return module.role in READERS
    if role == "queries" or role in DECLARED or (area, role) in PLAIN:
        return True
    if area == "pay" and role in {"settling", "comparing"}:  # the month without tables
        return module.area == "cli"
    if role == "services":
        return module.role not in READERS
    return (module.area, role) in ASSEMBLY


def areas_meet_at_their_doors(tree: Tree) -> Iterator[Fault]:
    """Another area is reached through its services and queries; its models only to read.

    What is only declared (`data`, the shapes in `sheets`) and the engines that work on plain values
    are open to those above.
    """
    for module in tree.within("dakehu"):
        for node, target in module.imports():
            if target[0] != "dakehu" or len(target) < 3:
                continue
            area, role = target[1], target[2]
            if area in {module.area, *FREE_FOR_ALL} or _may_use(module, area, role):
                continue
            yield module.fault(
                node,
                f"{'.'.join(module.parts)} reaches into {'.'.join(target[:3])}",
                f"Call dakehu.{area}.services or dakehu.{area}.queries; models of another area are "
                "for models, queries and access, and those call no services.",
            )


def files_of_an_area_import_their_row(tree: Tree) -> Iterator[Fault]:
    """Inside an area each file imports only what the shape table grants it."""
    for module in tree.within("dakehu"):
        granted = OWN_AREA.get(module.role)
        if granted is None or module.area in FREE_FOR_ALL:
            continue
        for node, target in module.imports():
            own = target[:2] == module.parts[:2] and len(target) > 2
            if own and target[2] in OWN_AREA and target[2] not in {module.role, *granted}:
                yield module.fault(
                    node,
                    f"{module.role} imports {target[2]} of its own area",
                    f"{module.role} may import {', '.join(sorted(granted)) or 'none of them'}.",
                )


def pages_write_nothing(tree: Tree) -> Iterator[Fault]:
    """Views, API endpoints, forms and tables never write rows themselves."""
    for module in tree.within("dakehu"):
        if module.role not in {"views", "api", "forms", "tables", "sheets"}:
            continue
        for node in module.nodes:
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in WRITES:
                yield module.fault(
                    node,
                    f"{module.role} calls .{node.func.attr}()",
                    "Write through one service of the area (services.py).",
                )


def foreign_keys_point_down(tree: Tree) -> Iterator[Fault]:
    """A relation written as a string names its own area or one further down the stack."""
    for module in tree.within("dakehu"):
        if module.role not in {"models", "migrations"}:
            continue
        for node in module.nodes:
            if isinstance(node, ast.Call) and called_name(node) in RELATIONS:
                yield from _relation_faults(tree.stack, module, node)


def _relation_faults(stack: dict[str, int], module: Module, call: ast.Call) -> Iterator[Fault]:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "to"]
    for value in (call.args[:1] or named)[:1]:
        if not isinstance(value, ast.Constant) or "." not in str(value.value):
            continue
        area = str(value.value).split(".")[0]
        if area in {module.area, "auth"}:
            continue
        if area not in stack or stack[area] <= stack.get(module.area, -1):
            yield module.fault(
                call,
                f'{module.area} points at "{value.value}", which is not below it',
                "Turn the relation round, or keep a kit.RecordRef and a registry.",
            )


def no_business_signals(tree: Tree) -> Iterator[Fault]:
    """What happens after a write is said in its service, not hung on a signal."""
    for module in tree.within("dakehu"):
        for node, target in module.imports():
            if target[:2] == ("django", "dispatch") or target[:4] == (
                *("django", "db", "models"),
                "signals",
            ):
                yield module.fault(
                    node,
                    "imports Django's signals",
                    "Call it from the service, or fill a registry in wiring.py.",
                )


def every_route_names_its_guard(tree: Tree) -> Iterator[Fault]:
    """Each view function carries @allow(...); there are no view classes."""
    for module in tree.within("dakehu"):
        if module.role not in {"views", "api"}:
            continue
        for node in module.syntax.body:
            if isinstance(node, ast.ClassDef) and any(map(_is_view_class, node.bases)):
                yield module.fault(
                    node, f"{node.name} is a view class", "Write it as a function with @allow(...)."
                )
            elif _is_route(node) and not _names_guard(node):
                yield module.fault(
                    node,
                    f"{node.name} names no guard",
                    "Put @allow(...) on it and add its row to the permission matrix.",
                )


def _is_view_class(base: ast.expr) -> bool:
    return ast.unparse(base).endswith("View")


def _is_route(node: ast.stmt) -> TypeGuard[Function]:
    if not isinstance(node, Function):
        return False
    if any(called_name(one) in ROUTE_VERBS for one in _decorator_calls(node)):
        return True
    first = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)][:1]
    return first == ["request"] and not node.name.startswith("_")


def _names_guard(function: Function) -> bool:
    return any(map(_is_guard, _decorator_calls(function)))


def _is_guard(call: ast.Call) -> bool:
    """`@allow(PERMISSION)`, or one of its ways without a permission: `@allow.signed_in()`."""
    if isinstance(call.func, ast.Attribute):
        return isinstance(call.func.value, ast.Name) and call.func.value.id == "allow"
    return called_name(call) == "allow" and bool(call.args or call.keywords)


def _decorator_calls(function: Function) -> list[ast.Call]:
    return [one for one in function.decorator_list if isinstance(one, ast.Call)]
