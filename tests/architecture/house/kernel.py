"""What the pure kernel (dakehu/policy, dakehu/rules) must not do."""

import ast
from collections.abc import Iterator

from tests.architecture.house.tree import Fault, Module, Tree, called_name

KERNEL = ("dakehu.policy", "dakehu.rules")
LOADING = ("dakehu", "policy", "loading")
CLOCK_CALLS = frozenset({"now", "utcnow", "today", "localtime", "gmtime", "perf_counter"})
CHANCE_AND_CLOCK = frozenset({"time", "random", "secrets", "uuid"})
OUTSIDE_WORLD = frozenset(
    {"os", "io", "pathlib", "shutil", "tempfile", "glob", "socket", "subprocess", "urllib"}
    | {"http", "sqlite3", "logging", "threading", "asyncio"}
)
FILE_CALLS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes", "open", "input"})


def no_floats_in_the_kernel(tree: Tree) -> Iterator[Fault]:
    """Money, rates and scores are Decimal or int; a float may only be recognised and refused."""
    remedy = 'Use Decimal("…") and the roundings of dakehu.policy.decimals.'
    for module in tree.within(*KERNEL):
        recognised = {id(name) for name in _recognised_types(module)}
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                yield module.fault(node, f"the float literal {node.value}", remedy)
            elif isinstance(node, ast.Name) and node.id == "float" and id(node) not in recognised:
                yield module.fault(node, "uses float", remedy)
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "round":
                yield module.fault(node, "round() rounds half to even", remedy)


def _recognised_types(module: Module) -> Iterator[ast.AST]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and called_name(node) == "isinstance":
            for argument in node.args[1:]:
                yield from ast.walk(argument)


def no_clock_in_the_kernel(tree: Tree) -> Iterator[Fault]:
    """The day and the moment come in as values; nothing is drawn by chance."""
    remedy = "Take the day or the moment as a parameter (on=, at=)."
    for module in tree.within(*KERNEL):
        for node, target in module.imports():
            if target[0] in CHANCE_AND_CLOCK:
                yield module.fault(node, f"imports {target[0]}", remedy)
        for node in module.nodes:
            if isinstance(node, ast.Call) and called_name(node) in CLOCK_CALLS:
                yield module.fault(node, f"reads the clock with {called_name(node)}()", remedy)


def no_files_in_the_kernel(tree: Tree) -> Iterator[Fault]:
    """Only dakehu.policy.loading touches files; nothing touches the network or the machine."""
    remedy = "Read files in dakehu.policy.loading and pass the values in."
    for module in tree.within(*KERNEL):
        if module.parts[:3] == LOADING:
            continue
        for node, target in module.imports():
            if target[0] in OUTSIDE_WORLD:
                yield module.fault(node, f"imports {target[0]}", remedy)
        for node in module.nodes:
            if isinstance(node, ast.Call) and called_name(node) in FILE_CALLS:
                yield module.fault(node, f"calls {called_name(node)}()", remedy)


def rules_never_load_files(tree: Tree) -> Iterator[Fault]:
    """A rule is given its rulebook; it never reads one itself."""
    for module in tree.within("dakehu.rules"):
        for node, target in module.imports():
            if target[:3] == LOADING:
                yield module.fault(
                    node,
                    "a rule imports dakehu.policy.loading",
                    "Take the rulebook as a parameter.",
                )


def public_names_are_explained(tree: Tree) -> Iterator[Fault]:
    """Every kernel module, public function and public class says in a docstring what it means."""
    remedy = "Say in one sentence what it means, not how it is done."
    for module in tree.within(*KERNEL):
        if not module.is_package and ast.get_docstring(module.syntax) is None:
            yield module.fault(1, "the module has no docstring", remedy)
        for node in module.syntax.body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_") and ast.get_docstring(node) is None:
                yield module.fault(node, f"{node.name} has no docstring", remedy)
