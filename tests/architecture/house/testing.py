"""Rules about the tests themselves."""

import ast
from collections.abc import Iterator

from tests.architecture.house.tree import Fault, Module, Tree, called_name

EXCUSES = frozenset({"skip", "skipif", "xfail", "importorskip", "skipUnless", "skipIf", "SkipTest"})
EXPECTATIONS = frozenset({"raises", "warns", "deprecated_call"})
CLOCKS = frozenset({"sleep", "now", "utcnow", "today"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def no_test_is_excused(tree: Tree) -> Iterator[Fault]:
    """A test runs or is deleted: no skip, no xfail."""
    for module in tree.within("tests"):
        for node in module.nodes:
            name = getattr(node, "attr", None) or getattr(node, "id", None)
            if name in EXCUSES:
                yield module.fault(
                    node, f"uses {name}", "Mend the code or the test, or delete the test."
                )


def every_test_asserts(tree: Tree) -> Iterator[Fault]:
    """A test without an assertion proves nothing."""
    for module in tree.within("tests"):
        if not module.parts[-1].startswith("test_"):
            continue
        for test in _tests(module):
            if not any(map(_expects, ast.walk(test))):
                yield module.fault(
                    test, f"{test.name} asserts nothing", "Say with assert what must be true."
                )


def no_test_reads_the_clock(tree: Tree) -> Iterator[Fault]:
    """Tests neither sleep nor ask what day it is."""
    for module in tree.within("tests"):
        for node in module.nodes:
            if isinstance(node, ast.Call) and called_name(node) in CLOCKS:
                yield module.fault(
                    node, f"calls {called_name(node)}()", "Pass a fixed day or moment in."
                )


def _tests(module: Module) -> Iterator[Function]:
    for node in module.nodes:
        if isinstance(node, Function) and node.name.startswith("test_"):
            yield node


def _expects(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = called_name(node)
    return name in EXPECTATIONS or name.startswith(("assert_", "check_")) or _is_of_a_page(node)


def _is_of_a_page(call: ast.Call) -> bool:
    """`expect(part).to_be_visible()`: an assertion that waits for the browser."""
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, about = call.func.attr, call.func.value
    is_check = verb.startswith(("to_", "not_to_"))
    return is_check and isinstance(about, ast.Call) and called_name(about) == "expect"
