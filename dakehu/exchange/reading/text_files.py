"""Tables as text: comma, tab or semicolon between cells, in any encoding that offices meet."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.lines import Line
from dakehu.exchange.reading.refusals import (
    MB,
    MOST_ROWS,
    UnreadableFile,
    check_extent,
)

_SEPARATORS: Final = ",\t;|"
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LONGEST_CELL: Final = MB
_LOOK: Final = 20
_MARKS: Final = frozenset("'= ")
_KEPT_TEXT: Final = re.compile(r'="([^"]*)"')
_DISGUISED: Final = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'＝", "'＋", "'－", "'＠")


@dataclass(frozen=True)
class TextFile:
    """A text file with its encoding and separator found."""

    path: Path
    encoding: str
    separator: str
    height: int

    @classmethod
    def opened(cls, path: Path) -> "TextFile":
        """Find encoding and separator, and count the rows; UnreadableFile where it is no text."""
        encoding = _encoding_of(path)
        separator = _separator_of(path, encoding)
        height = width = 0
        for row in _records(path, encoding, separator):
            height += 1
            width = max(width, len(row))
            if height > MOST_ROWS:
                break
        check_extent(height, width)
        return cls(path, encoding, separator, height)

    def lines(self) -> Iterator[Line]:
        """The lines, without the marks that only hold Excel off: 'text and ="0012"."""
        for number, row in enumerate(_records(self.path, self.encoding, self.separator), 1):
            yield Line(number, [_bare(cell) if cell[:1] in _MARKS else cell for cell in row])


def _bare(cell: str) -> str:
    if cell.startswith(_DISGUISED):
        return cell[1:]
    kept = _KEPT_TEXT.fullmatch(cell.strip())
    return kept[1] if kept else cell


def _records(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as opened:
        first = opened.readline()
        if not first.lower().startswith("sep="):
            opened.seek(0)
        try:
            yield from csv.reader(opened, delimiter=separator)
        except csv.Error as error:
            raise UnreadableFile(
                _("文件里有引号没有成对，或一格内容过长。请用 Excel 打开后另存为 .xlsx 再上传。")
            ) from error


def _separator_of(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as opened:
        first = opened.readline()
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            return first.strip()[4]
        opened.seek(0)
        sample = list(islice(opened, _LOOK))
    best, most = ",", 0
    for separator in _SEPARATORS:
        try:
            counted = Counter(len(row) for row in csv.reader(sample, delimiter=separator))
        except csv.Error:
            continue
        counted.pop(1, None)
        counted.pop(0, None)
        width, often = max(counted.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        if often * 100 + width > most:
            best, most = separator, often * 100 + width
    return best


def _encoding_of(path: Path) -> str:
    content = path.read_bytes()
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _checked(content, encoding)
    zeros = content[:4096].count(0)
    if zeros:
        sample = content[:4096]
        is_wide = zeros * 10 > len(sample)
        if is_wide and sample[1::2].count(0) > sample[::2].count(0) * 4:
            return _checked(content, "utf-16-le")
        if is_wide and sample[::2].count(0) > sample[1::2].count(0) * 4:
            return _checked(content, "utf-16-be")
        raise _no_text()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_damaged_utf8(content)
        return _checked(content, "gb18030")
    return _checked(content, "utf-8")


def _refuse_damaged_utf8(content: bytes) -> None:
    """UTF-8 with a few bad bytes also passes for GB18030, as nonsense: say where it is bad."""
    told = content.decode("utf-8", "replace")
    bad = told.count("\ufffd")
    good = sum(1 for sign in told if sign > "\u07ff" and sign != "\ufffd")
    if good > bad * 3:
        line = told[: told.index("\ufffd")].count("\n") + 1
        raise UnreadableFile(
            _("文件第 %(line)s 行有损坏的文字。请用 Excel 打开，改好后另存为 .xlsx 再上传。")
            % {"line": line}
        )


def _checked(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text() from error
    sample = text[:4096]
    odd = sum(1 for sign in sample if sign < " " and sign not in "\t\r\n\x0c\x1a")
    if odd * 50 > len(sample):
        raise _no_text()
    return encoding


def _no_text() -> UnreadableFile:
    return UnreadableFile(
        _(
            "无法识别这个文件：它不是表格，也不是常用编码的文本。"
            "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"
        )
    )
