"""Reading a policy book from its folder.

Checked content is kept in the user's cache under the hash of the files, so that a command that
is started a hundred times a day neither parses YAML nor loads the checker again. A cache that
cannot be read or written is simply not used.
"""

import hashlib
import os
from pathlib import Path
from typing import Any, Final

import orjson

from dakehu.policy.book import Book
from dakehu.policy.building import BookError, policy_of

_FORM: Final = b"2"
"""Raised when the checked form changes, so that older caches are not read."""

_NO_SUCH_VALUE: Final = "有不存在的日期或者过大的数字"

_PACKAGE: Final = Path(__file__).resolve().parents[2]


def shipped_book() -> Path:
    """The policy book that came with the program: in the wheel, else beside the package."""
    inside = _PACKAGE / "_shipped" / "policybook"
    return inside if inside.is_dir() else _PACKAGE.parent / "policybook"


def load_book(folder: Path | None = None) -> Book:
    """The book in `folder` (default: the shipped one); BookError names file, place and mend."""
    contents = _contents(folder)
    return Book(tuple(policy_of(raw, where) for where, raw in _checked(contents)))


def read_raw(folder: Path | None = None) -> list[tuple[str, dict[str, Any] | BookError]]:
    """Each file's name with its content checked for form, or with what is wrong with its form.

    For the examination of a book that may have faults; nothing is built from it.
    """
    contents = _contents(folder)
    try:
        return [*_checked(contents)]
    except BookError:
        return [_parsed_or_fault(path, content) for path, content in contents]


def _parsed_or_fault(path: Path, content: bytes) -> tuple[str, dict[str, Any] | BookError]:
    name = _name(path)
    try:
        return name, _parsed(content, name)
    except BookError as error:
        return name, error


def _contents(folder: Path | None) -> list[tuple[Path, bytes]]:
    root = folder or shipped_book()
    files = sorted(root.glob("*/*.yaml"))
    if not files:
        raise BookError(f"{root}：没有找到制度文件（应为 <制度代码>/<施行日期>.yaml）")
    for path in files:
        if not path.is_file():
            raise BookError(f"{_name(path)}：不是可以读取的文件，请改正或者移走")
    return [(path, path.read_bytes()) for path in files]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _checked(contents: list[tuple[Path, bytes]]) -> list[tuple[str, dict[str, Any]]]:
    digest = hashlib.sha256(_FORM)
    for path, content in contents:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(content).digest())
    names = [_name(path) for path, _ in contents]
    kept = _cache_folder() / f"book-{digest.hexdigest()[:32]}.json"
    policies = _from_cache(kept, len(names))
    if policies is None:
        read = zip(names, contents, strict=True)
        policies = [_parsed(content, name) for name, (_, content) in read]
        _to_cache(kept, policies)
    return list(zip(names, policies, strict=True))


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    import yaml

    from dakehu.policy.loading.plainness import NotPlain, check_plain

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        check_plain(yaml.parse(content, Loader=loader))
        raw = yaml.load(content, Loader=loader)
    except NotPlain as error:
        raise BookError(f"{name}：{error}") from error
    except yaml.YAMLError as error:
        raise BookError(f"{name}：不是合法的 YAML：{_yaml_fault(error)}") from error
    except ValueError as error:
        raise BookError(f"{name}：{_NO_SUCH_VALUE}") from error
    return checked_content(raw, name)


def checked_content(raw: Any, name: str) -> dict[str, Any]:
    """A version's content, checked for its form; BookError says in Chinese what is wrong where."""
    from pydantic import ValidationError

    from dakehu.policy.loading.schema import checked

    try:
        return checked(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BookError(f"{name}：{place or '整个文件'}：{_in_chinese(first)}") from error
    except ValueError as error:
        raise BookError(f"{name}：{_NO_SUCH_VALUE}") from error


def _yaml_fault(error: Exception) -> str:
    """Where the YAML goes wrong; the parser's own words are English."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return "有 UTF-8 以外的编码或者不可用的字符，请改用 UTF-8 保存"
    return f"第 {mark.line + 1} 行第 {mark.column + 1} 个字符处有误"


_SHAPES: Final = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请检查拼写",
    "string_type": "须为文字",
    "list_type": "须为列表",
    "dict_type": "须为“名称: 内容”的形式",
    "model_type": "须为“名称: 内容”的形式",
    "bool_type": "须为 true 或 false",
    "bool_parsing": "须为 true 或 false",
    "string_pattern_mismatch": "写法不对，请对照其他条目",
    "string_too_short": "内容太短",
    "too_short": "不能为空",
}
"""What pydantic calls a fault → the same in Chinese."""


def _in_chinese(error: Any) -> str:
    kind = str(error["type"])
    if kind.startswith("date"):
        return "须为 YYYY-MM-DD 形式的日期"
    if kind == "literal_error":
        words = str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        return f"内容不合要求：须为 {words.replace(', ', '、')} 之一"
    told = _SHAPES.get(kind, "请对照随程序提供的制度文件")
    return told if kind in ("missing", "extra_forbidden") else f"内容不合要求：{told}"


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "dakehu"


def _from_cache(path: Path, count: int) -> list[dict[str, Any]] | None:
    try:
        policies = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    whole = isinstance(policies, list) and len(policies) == count
    return policies if whole else None


def _to_cache(path: Path, policies: list[dict[str, Any]]) -> None:
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(orjson.dumps(policies))
        partial.replace(path)
    except (OSError, TypeError):
        return
