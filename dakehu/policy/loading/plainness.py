"""A policy file is plain YAML: shallow, without anchors, and each name once.

Anchors can make a small file enormous, nesting can exhaust the parser, and of two equal names one
would silently win. All three are seen in the stream of events, before anything is built.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

DEEPEST: Final = 50


class NotPlain(ValueError):
    """The file uses what a policy file may not; the message is Chinese and names the line."""


@dataclass
class _Level:
    """A collection that is being read; `names` is None in a list."""

    names: set[str] | None
    name_due: bool = field(default=True)


def check_plain(events: Iterable[Any]) -> None:
    """Raise `NotPlain` at the first event that a policy file may not have."""
    import yaml

    levels: list[_Level] = []
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                raise NotPlain(f"{_line(event)}：不能使用锚点和引用（& 和 *），请写出完整内容")
            if levels:
                _note_name(levels[-1], event)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(levels) == DEEPEST:
                raise NotPlain(f"{_line(event)}：嵌套超过 {DEEPEST} 层，请检查括号和缩进")
            levels.append(_Level(set() if isinstance(event, yaml.MappingStartEvent) else None))
        elif isinstance(event, yaml.CollectionEndEvent):
            levels.pop()


def _note_name(level: _Level, event: Any) -> None:
    """Names and contents take turns in a mapping."""
    if level.names is None:
        return
    if level.name_due:
        name = getattr(event, "value", None)
        if name in level.names:
            raise NotPlain(f"{_line(event)}：{name} 写了两次，请删去一处")
        if name is not None:
            level.names.add(name)
    level.name_due = not level.name_due


def _line(event: Any) -> str:
    return f"第 {event.start_mark.line + 1} 行"
