"""The source tree a house rule looks at, parsed once, and the fault it reports.

A rule is a function from a `Tree` to the faults it finds, so that the same rule runs on the real
repository and on a copy with a fault planted in it.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

NOT_OURS = frozenset({"var", "build", "dist", "__pycache__", "node_modules"})


@dataclass(frozen=True)
class Fault:
    """One breach of a house rule: where it is, what it is and how to mend it."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}. {self.remedy}"


Rule = Callable[["Tree"], Iterator[Fault]]


@dataclass(frozen=True)
class Module:
    """One Python file. `parts` is its dotted name: `("dakehu", "deals", "services")`."""

    path: str
    text: str
    parts: tuple[str, ...]
    is_package: bool

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.syntax))

    @property
    def area(self) -> str:
        """The package below dakehu: `deals`."""
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def role(self) -> str:
        """The file's place in its area, also when it grew into a package: `services`."""
        return self.parts[2] if len(self.parts) > 2 else ""

    def fault(self, node: ast.AST | int, what: str, remedy: str) -> Fault:
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return Fault(self.path, line, what, remedy)

    def imports(self) -> Iterator[tuple[ast.AST, tuple[str, ...]]]:
        """Every import as the dotted path of the thing imported, relative ones resolved."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node, tuple(alias.name.split("."))
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                for alias in node.names:
                    yield node, (*origin, alias.name)

    def _origin(self, node: ast.ImportFrom) -> tuple[str, ...]:
        named = tuple(node.module.split(".")) if node.module else ()
        if not node.level:
            return named
        package = self.parts if self.is_package else self.parts[:-1]
        return package[: len(package) - node.level + 1] + named


class Tree:
    """A repository on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> list[Path]:
        """Every file that belongs to the repository, sorted."""
        return sorted(self._walk(self.root))

    def _walk(self, folder: Path) -> Iterator[Path]:
        for entry in folder.iterdir():
            if entry.is_symlink():
                continue
            if entry.is_dir():
                hidden = entry.name.startswith(".") and entry.name != ".ci"
                if not hidden and entry.name not in NOT_OURS:
                    yield from self._walk(entry)
            elif not entry.name.startswith(".coverage"):
                yield entry

    @cached_property
    def modules(self) -> list[Module]:
        """Every Python file of the repository."""
        return [self._module(path) for path in self.files if path.suffix == ".py"]

    def _module(self, path: Path) -> Module:
        relative = path.relative_to(self.root)
        is_package = path.name == "__init__.py"
        parts = relative.parent.parts if is_package else relative.with_suffix("").parts
        return Module(relative.as_posix(), path.read_text("utf-8"), parts, is_package)

    def within(self, *folders: str) -> Iterator[Module]:
        """The modules in any of the dotted folders: `within("dakehu.policy")`."""
        heads = [tuple(folder.split(".")) for folder in folders]
        for module in self.modules:
            if any(module.parts[: len(head)] == head for head in heads):
                yield module

    @cached_property
    def stack(self) -> dict[str, int]:
        """Each area's row in the import contract `stack`; 0 is the top."""
        with (self.root / "pyproject.toml").open("rb") as file:
            contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
        layers = next(one["layers"] for one in contracts if one["id"] == "stack")
        return {
            name.strip(" ()"): row for row, layer in enumerate(layers) for name in layer.split("|")
        }


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `save` for `quote.save()`, `open` for `open()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
