"""Rules about what a reader sees: every word is marked for translation, every page keeps to CSP."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house.tree import Fault, Module, Tree, called_name

HAN = re.compile(r"[\u4e00-\u9fff]")
MARKED = (
    re.compile(r"\{#.*?#\}", re.S),
    re.compile(r"\{% comment.*?endcomment %\}", re.S),
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"\{% blocktranslate.*?endblocktranslate %\}", re.S),
    re.compile(r"""\{% translate ("[^"]*"|'[^']*')[^%]*%\}"""),
    re.compile(r"""_\(("[^"]*"|'[^']*')\)"""),
)
INLINE = (
    (re.compile(r"\sstyle\s*=\s*[\"']"), "an inline style", "Put a class into the style sheet."),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']"), "an event attribute", "Listen in a script file."),
    (re.compile(r"\shx-on"), "hx-on", "Listen in a script file."),
    (
        re.compile(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>"),
        "an inline script",
        "Move it into a file; data goes into application/json.",
    ),
    (
        re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//"""),
        "another origin",
        "Vendor the file.",
    ),
)
TRANSLATES = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy"})
PATTERN = "compile"
NOT_PAGES = frozenset({"policy", "rules", "cli", "config", "demo", ""})
DATA = frozenset({"migrations", "data"})


def _templates(tree: Tree) -> Iterator[tuple[Path, str]]:
    for path in tree.files:
        if path.suffix == ".html" and "templates" in path.parts and "dakehu" in path.parts:
            yield path, path.read_text("utf-8")


def _blanked(text: str, patterns: tuple["re.Pattern[str]", ...]) -> str:
    """The text with what matches blanked, its lines kept."""
    for pattern in patterns:
        text = pattern.sub(lambda found: "\n" * found.group().count("\n"), text)
    return text


def every_word_of_a_template_is_marked(tree: Tree) -> Iterator[Fault]:
    """Chinese in a template stands in translate, blocktranslate or _()."""
    for path, text in _templates(tree):
        for number, line in enumerate(_blanked(text, MARKED).splitlines(), 1):
            if HAN.search(line):
                where = path.relative_to(tree.root).as_posix()
                yield Fault(where, number, f"unmarked text {line.strip()[:40]!r}", "Mark it.")


def templates_keep_to_the_security_policy(tree: Tree) -> Iterator[Fault]:
    """No inline style or script, no event attribute, no other origin in a template."""
    for path, text in _templates(tree):
        for number, line in enumerate(_blanked(text, MARKED[:3]).splitlines(), 1):
            for pattern, what, remedy in INLINE:
                if pattern.search(line):
                    yield Fault(path.relative_to(tree.root).as_posix(), number, what, remedy)


def every_word_of_a_page_is_marked(tree: Tree) -> Iterator[Fault]:
    """Chinese in the code of an area stands in a call of gettext.

    Tables of data keep their words in a module of their own below `data/`.
    """
    for module in tree.within("dakehu"):
        if module.area in NOT_PAGES or DATA.intersection(module.parts):
            continue
        yield from _unmarked(module)


def _unmarked(module: Module) -> Iterator[Fault]:
    allowed: set[int] = set()
    for node in module.nodes:
        if isinstance(node, ast.Call) and called_name(node) in {*TRANSLATES, PATTERN}:
            allowed.update(id(each) for each in ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))  # a docstring
    for node in module.nodes:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in allowed and len(HAN.findall(node.value)) > 1:
            yield module.fault(node, f"unmarked text {node.value[:30]!r}", "Wrap it in _().")
