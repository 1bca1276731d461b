"""Sentences for the codes in the audit trail: stored as data, told when read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.registry import Registry

Told = Callable[[Any], "str | Promise"]
UNKNOWN: Final = "—"


@dataclass(frozen=True)
class Wording:
    """How a note's code is told: `{name}` stands for an entry of the note's data."""

    code: str
    template: "str | Promise"


@dataclass(frozen=True)
class Word:
    """What a key of stored data is called, and how a value under it is told.

    In `data_words` the code is `area.key`, or the bare key where all areas mean the same by it; in
    `setting_words` it is the setting's key, or its beginning up to the first dot.
    """

    code: str
    text: "str | Promise"
    told: Told = str
    empty: "str | Promise" = UNKNOWN


wordings: Registry[Wording] = Registry("wordings")
data_words: Registry[Word] = Registry("data_words")
setting_words: Registry[Word] = Registry("setting_words")

SETTING_CHANGED: Final = "kit.setting_changed"
SETTING_SET: Final = "kit.setting_set"
"""How a change of a setting that had no value before is told."""

wordings.add(Wording(SETTING_CHANGED, gettext_lazy("设置“{key}”由“{before}”改为“{after}”")))
wordings.add(Wording(SETTING_SET, gettext_lazy("设置“{key}”定为“{after}”")))

for _code, _text in (
    ("kit.key", gettext_lazy("设置")),
    ("before", gettext_lazy("原来")),
    ("after", gettext_lazy("改为")),
    ("name", gettext_lazy("名称")),
    ("title", gettext_lazy("名称")),
    ("reason", gettext_lazy("原因")),
    ("on", gettext_lazy("自哪天起")),
    ("starts_on", gettext_lazy("开始日期")),
    ("last_on", gettext_lazy("最后一天")),
    ("effective_from", gettext_lazy("施行日期")),
    ("day", gettext_lazy("日期")),
    ("month", gettext_lazy("月份")),
):
    data_words.add(Word(_code, _text))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return UNKNOWN


def told(code: str, data: Mapping[str, Any]) -> str:
    """The sentence for a note; its code where nobody registered a wording."""
    is_first = code == SETTING_CHANGED and data.get("before") is None
    wording = wordings.get(SETTING_SET if is_first else code)
    if wording is None:
        return code
    return str(wording.template).format_map(_Blank(_read(code, data)))


def facts(code: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A note's data in words, line by line; keys that nobody registered stay as they are."""
    return [(_label(code, key), value) for key, value in _read(code, data).items()]


def chosen(words: "Mapping[str, str | Promise]") -> Told:
    """Tells a value by a table; one that is not in it stays as it is."""
    return lambda value: words.get(str(value), str(value))


def actor_told(name: str, *, is_system: bool, acts_for: str = "") -> str:
    """Who did something, for a reader: a person by name, the program by what it was at."""
    if is_system:
        return _system_told(name)
    return _("%(name)s（代%(other)s）") % {"name": name, "other": acts_for} if acts_for else name


_SYSTEM: Final[Mapping[str, "str | Promise"]] = {
    "starter": gettext_lazy("系统（初始化）"),
    "sign_in": gettext_lazy("系统（登录）"),
    "daily": gettext_lazy("系统（每日任务）"),
    "schedule": gettext_lazy("系统（定时任务）"),
    "employment": gettext_lazy("系统（离职）"),
    "command": gettext_lazy("系统（命令行）"),
}


def _system_told(name: str) -> str:
    return str(_SYSTEM.get(name, _("系统")))


def system_names(text: str) -> list[str]:
    """The names under which the program notes what it does, of those told with `text` in them."""
    return [name for name in _SYSTEM if text in _system_told(name)]


def _read(code: str, data: Mapping[str, Any]) -> dict[str, str]:
    if code == SETTING_CHANGED:
        return _setting_read(data)
    words = {key: _word(code, key) for key in data}
    return {key: _value_told(value, words[key]) for key, value in data.items()}


def _setting_read(data: Mapping[str, Any]) -> dict[str, str]:
    key = str(data.get("key", ""))
    word = setting_words.get(key) or setting_words.get(key.partition(".")[0])
    before, after = (
        [] if data.get(one) in (None, "") else data[one] for one in ("before", "after")
    )
    return {
        "key": str(word.text) if word else key,
        "before": _value_told(before, word),
        "after": _value_told(after, word),
    }


def _word(code: str, key: str) -> Word | None:
    return data_words.get(f"{code.partition('.')[0]}.{key}") or data_words.get(key)


def _label(code: str, key: str) -> str:
    word = _word(code, key)
    return str(word.text) if word else key


def _value_told(value: Any, word: Word | None) -> str:
    """A stored value in words: lists with 、 between, yes and no, what is empty as it says."""
    if isinstance(value, Mapping | list | tuple):
        return "、".join(_items_told(value, word)) or _("无")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value is None or value == "":
        return str(word.empty if word else UNKNOWN)
    return str(word.told(value) if word else value)


def _items_told(value: Any, word: Word | None) -> list[str]:
    if not isinstance(value, Mapping):
        return [_value_told(one, word) for one in value]
    return [f"{_value_told(key, word)}：{_value_told(one, word)}" for key, one in value.items()]
