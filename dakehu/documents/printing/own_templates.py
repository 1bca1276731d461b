"""A company's own Word template: checked field by field, and filled in a sandbox.

What may stand in it is little: a field, a loop over rows, a condition. Everything else is refused
when the template is uploaded, and once more when it is filled.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError

from dakehu.documents.printing.packages import UnableToUseTemplate, check_package

MOST_TAGS: Final = 3_000
MOST_LOOPS: Final = 40
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
_MARKUP: Final = re.compile(r"<[^>]+>")
_SHOWN: Final = 40

_CONDITION: Final = (nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or)
_PLAIN: Final = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, *_CONDITION)


@dataclass(frozen=True)
class Fault:
    """Something in a template that cannot be filled: where (the paragraph's text) and what."""

    where: str
    told: str


class _Refused(TemplateError):
    """A template holds more than fields, loops and conditions."""


class _Environment(ImmutableSandboxedEnvironment):
    """Reads only what `_misuses` finds nothing wrong with, whoever asks."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        found = super()._parse(source, name, filename)
        for _line, told in _misuses(found):
            raise _Refused(told)
        return found


def _environment() -> _Environment:
    made = _Environment(autoescape=True, undefined=ChainableUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def filled(template: bytes, context: Mapping[str, Any]) -> bytes:
    """The template with the values in place of the fields."""
    check_package(template)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(context), _environment(), autoescape=True)
        target = io.BytesIO()
        document.save(target)
    except _FAULTS as error:
        told = _("模板不能使用：%s。请在“打印模板”中换一份，或恢复默认模板。") % _reason(error)
        raise UnableToUseTemplate(told, field="file", code="template_refused") from error
    return target.getvalue()


_FAULTS: Final = (TemplateError, LxmlError, ParseError, KeyError, ValueError, TypeError, IndexError)


def faults_of(template: bytes, context: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with a template, fields that the paper does not have among it.

    `context` is that of the sample. Raises `UnableToUseTemplate` for a file that is no template.
    """
    check_package(template)
    try:
        parts = list(_parts(template))
    except _FAULTS as error:
        told = _("这不是完整的 docx 文件。请用 Word 或 WPS 打开后另存为 docx，不要加密码。")
        raise UnableToUseTemplate(told, field="file", code="template_refused") from error
    found = [fault for part in parts for fault in _faults_of_part(part, context)]
    if found:
        return found
    try:
        filled(template, context)
    except UnableToUseTemplate as error:
        return [Fault("", str(error))]
    return []


def _parts(template: bytes) -> Iterator[str]:
    """The text of every part that is filled, as it is filled, a paragraph a line."""
    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    sources = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        sources += [document.get_part_xml(part) for _key, part in document.get_headers_footers(uri)]
    for source in sources:
        if source.count("{{") + source.count("{%") > MOST_TAGS:
            told = _("模板里的字段超过 %d 个，请删减。") % MOST_TAGS
            raise UnableToUseTemplate(told, field="file", code="template_refused")
        yield _PARAGRAPH.sub(r"\n<w:p\1", document.patch_xml(source))
    properties = document.docx.core_properties
    yield "\n".join((properties.author, properties.comments, properties.subject, properties.title))


def _faults_of_part(source: str, context: Mapping[str, Any]) -> Iterator[Fault]:
    lines = source.split("\n")
    environment = ImmutableSandboxedEnvironment()
    try:
        found = environment.parse(source)
    except TemplateSyntaxError as error:
        told = _("写法有误：%s") % _reason(error)
        yield Fault(_shown(lines, error.lineno), told)
        return
    for line, told in [*_misuses(found), *_unknown(found, context)]:
        yield Fault(_shown(lines, line), told)


def _shown(lines: list[str], number: int) -> str:
    """The text of a paragraph, with what is around a tag that stands alone."""
    text = _MARKUP.sub("", lines[number - 1]) if 0 < number <= len(lines) else ""
    return text.strip()[:_SHOWN]


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, _Refused) else str(error).split("\n", 1)[0][:120]


def _misuses(template: nodes.Template) -> Iterator[tuple[int, str]]:
    """Whatever is neither a field nor a loop over rows nor a condition."""
    loops = list(template.find_all(nodes.For))
    if len(loops) > MOST_LOOPS:
        yield loops[MOST_LOOPS].lineno, _("循环超过 %d 个") % MOST_LOOPS
    for node in _every(template):
        told = _misuse(node)
        if told:
            yield node.lineno, told


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _every(child)


def _misuse(node: nodes.Node) -> str:
    rule = _RULES.get(type(node))
    if rule is not None:
        return rule(node)
    return "" if isinstance(node, _PLAIN) else _("只能写字段、循环和条件，不能有运算、函数和过滤器")


def _misuse_of_loop(node: Any) -> str:
    if not isinstance(node.target, nodes.Name) or node.recursive or node.test or node.else_:
        return _("循环只能写成 for row in lines")
    if any(isinstance(one, nodes.For) for child in node.body for one in _every(child)):
        return _("循环里不能再有循环")
    return ""


def _misuse_of_name(node: Any) -> str:
    name = getattr(node, "name", "") or getattr(node, "attr", "")
    return _("字段名不能以下划线开头") if name.startswith("_") else ""


def _misuse_of_place(node: Any) -> str:
    is_plain = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int | str)
    is_hidden = is_plain and str(node.arg.value).startswith("_")
    return "" if is_plain and not is_hidden else _("方括号里只能写序号或字段名")


_RULES: Final[Mapping[type[nodes.Node], Callable[[Any], str]]] = {
    nodes.For: _misuse_of_loop,
    nodes.Name: _misuse_of_name,
    nodes.Getattr: _misuse_of_name,
    nodes.Getitem: _misuse_of_place,
    nodes.If: lambda node: "",
}


def _unknown(template: nodes.Template, context: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    yield from _unknown_below(template, dict(context))


def _unknown_below(node: nodes.Node, known: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.For):
        yield from _unknown_below(node.iter, known)
        rows = _shape(node.iter, known)
        if isinstance(rows, str):
            yield node.lineno, _("“%s”不是多行的内容，不能循环") % _told(node.iter)
        row = rows[0] if isinstance(rows, list) and rows else None
        target = getattr(node.target, "name", "")
        inner = {**known, target: row, "loop": None}
        for child in node.body:
            yield from _unknown_below(child, inner)
        return
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        if _shape(node, known) is _NOTHING:
            yield node.lineno, _("没有字段“%s”") % _told(node)
        return
    for child in node.iter_child_nodes():
        yield from _unknown_below(child, known)


_NOTHING: Final = object()


def _shape(node: nodes.Node, known: Mapping[str, Any]) -> Any:
    """What a field holds in the sample; None where anything may stand."""
    if isinstance(node, nodes.Name):
        return known.get(node.name, _NOTHING)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        return _inside(_shape(node.node, known), _key_of(node))
    return None


def _inside(above: Any, key: Any) -> Any:
    if above is _NOTHING or above is None:
        return above
    if isinstance(above, list) and isinstance(key, int):
        return above[0] if above else None
    return above.get(key, _NOTHING) if isinstance(above, dict) else _NOTHING


def _key_of(node: Any) -> Any:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) else None


def _told(node: nodes.Node) -> str:
    """A field as it is written."""
    if isinstance(node, nodes.Getattr):
        return f"{_told(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_told(node.node)}[{_key_of(node)}]"
    return getattr(node, "name", "…")
