"""The rows of a tab, read column by column: values, or what is wrong and what to do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.books import Tab
from dakehu.exchange.reading.cells import CellFault, Reader, read_cell, reader_of
from dakehu.exchange.reading.headings import Matching, column_letter
from dakehu.exchange.reading.lines import Line, Raw
from dakehu.exchange.reading.spelling import compact, tidy
from dakehu.kit.sheets import CellKind, Fault, SheetRow, SheetShape

_TOTAL: Final = re.compile(
    r"(?:本页|本月|本年|全年|当月)?(?:合计|小计|总计|累计|共计|总和|汇总|sum|total|subtotal)"
    r"(?:[(:].*|数|金额)?",
    re.I,
)
_SIGNED_OFF: Final = re.compile(
    r"(?:制表|制表人|审核|审核人|复核|复核人|打印时间|打印日期|备注|说明):.*|注:.*"
)
_QUANTITIES: Final = frozenset(
    {CellKind.AMOUNT, CellKind.QUANTITY, CellKind.COUNT, CellKind.SCORE, CellKind.RATE}
)
_BETWEEN_EPOCHS: Final = 1462
_DAYS: Final = frozenset({CellKind.DATE, CellKind.MONTH})


def read_rows(shape: SheetShape, tab: Tab, matching: Matching) -> Iterator[SheetRow | list[Fault]]:
    """Each row with something in it: its values, or its faults.

    A list of notices alone tells of a row that was passed over (a total, an unchanged example).
    Columns that the file lacks are not among the values.
    """
    reader = _Rows(shape, tab, matching)
    first = matching.headings.first_data_row
    for line in tab.cells():
        if line.number < first or line.is_blank():
            continue
        found = reader.read(line)
        if found is not None:
            yield found


class _Rows:
    """Reads lines one after the other and remembers the keys it has seen."""

    def __init__(self, shape: SheetShape, tab: Tab, matching: Matching) -> None:
        self.shape = shape
        self.readers: list[tuple[str, int, Reader, bool]] = []
        for column in shape.columns:
            if column.code in matching.columns:
                read = reader_of(column, matching.scales.get(column.code))
                if tab.is_1904 and column.kind in _DAYS:
                    read = _from_1904(read)
                is_quantity = column.kind in _QUANTITIES
                self.readers.append((column.code, matching.columns[column.code], read, is_quantity))
        parts = {one.index: one.parts for one in matching.headings.columns}
        self.headings = [(index, parts.get(index, ())) for index in matching.columns.values()]
        self.key = [shape.column(code) for code in shape.key]
        self.seen: dict[Any, int] = {}
        self.samples = _samples(shape, matching) if matching.headings.is_template else []

    def read(self, line: Line) -> SheetRow | list[Fault] | None:
        """The row of a line, its faults, or None where there is nothing for this sheet in it."""
        passed = self._passed_over(line) or self._heads_again(line)
        if passed is not None:
            return [Fault(line.number, "", passed, is_notice=True)]
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        cells, filled, width = line.cells, line.filled, len(line.cells)
        for code, index, read, is_quantity in self.readers:
            raw = cells[index] if index < width else ""
            try:
                if filled and index in filled:
                    raw = _lent(raw, filled[index], index, is_quantity)
                values[code] = read(raw)
            except CellFault as error:
                faults.append(Fault(line.number, code, error.message, error.remedy))
        if faults:
            return self._weighed(line, values, faults)
        if values in self.samples:
            return [Fault(line.number, "", _("这是模板里的示例行，已跳过"), is_notice=True)]
        repeated = self._repeated(line.number, values)
        return [repeated] if repeated else SheetRow(line.number, values)

    def _weighed(
        self, line: Line, values: Mapping[str, Any], faults: list[Fault]
    ) -> list[Fault] | None:
        """Faults of a row; none where no column of this sheet holds anything in it."""
        if all(value is None for value in values.values()) and not any(
            self._holds(line, index) for _code, index, _read, _is in self.readers
        ):
            return None
        return faults

    @staticmethod
    def _holds(line: Line, index: int) -> bool:
        if index >= len(line.cells) or line.is_lent(index):
            return False
        cell = line.cells[index]
        return bool(compact(cell)) if isinstance(cell, str) else True

    def _passed_over(self, line: Line) -> str | None:
        """Why a row is no row of data: its first word says total, or it is a line below a table."""
        for cell in line.cells:
            if cell == "":
                continue
            if not isinstance(cell, str):
                return None
            word = compact(cell)
            if not word:
                continue
            if _TOTAL.fullmatch(word):
                return _("“%(word)s”是合计行，已跳过") % {"word": word[:20]}
            if _SIGNED_OFF.fullmatch(word) and self._is_alone(line):
                return _("“%(word)s”是表外的文字，已跳过") % {"word": cell.strip()[:20]}
            return None
        return None

    def _heads_again(self, line: Line) -> str | None:
        """Headings repeated further down, as on each page of a printed list."""
        for index, parts in self.headings:
            cell = line.cells[index] if index < len(line.cells) else ""
            if not isinstance(cell, str) or tidy(cell) not in parts:
                return None
        return _("重复的表头行，已跳过") if len(self.headings) > 1 else None

    def _is_alone(self, line: Line) -> bool:
        """No number or day in the line."""
        return all(isinstance(cell, str) for cell in line.cells)

    def _repeated(self, number: int, values: Mapping[str, Any]) -> Fault | None:
        given = [values.get(one.code) for one in self.key]
        if all(value is None for value in given):
            return None
        key = tuple(
            one.usual if value is None else value
            for one, value in zip(self.key, given, strict=True)
        )
        first = self.seen.setdefault(key, number)
        if first == number:
            return None
        labels = "、".join(str(one.label) for one in self.key)
        return Fault(
            number,
            self.key[0].code,
            _("第 %(row)s 行与第 %(first)s 行重复（%(labels)s相同）")
            % {"row": number, "first": first, "labels": labels},
            _("请只保留一行；如果确实是两条，请改正其中一行的%(labels)s。") % {"labels": labels},
        )


def _lent(raw: Raw, anchor: tuple[int, int], index: int, is_quantity: bool) -> Raw:
    """What a merged cell gives to this one: words go down, never across; numbers not at all."""
    row, left = anchor
    if left != index:
        return ""
    if is_quantity:
        raise CellFault(
            _("这一格与第 %(row)s 行合并在一起（%(letter)s%(row)s），分不清各行是多少")
            % {"row": row, "letter": column_letter(left)},
            _("请取消合并，每行分别填写。"),
        )
    return raw


def _from_1904(read: Reader) -> Reader:
    """Day numbers of a workbook that counts from 1904."""

    def reader(raw: Raw) -> Any:
        if isinstance(raw, float) and 18_000 < raw < 110_000:
            return read(raw + _BETWEEN_EPOCHS)
        return read(raw)

    return reader


def _samples(shape: SheetShape, matching: Matching) -> list[dict[str, Any]]:
    """The example rows of a template as they would be read."""
    found = []
    for sample in shape.samples:
        try:
            found.append(
                {
                    column.code: read_cell(column, str(sample.get(column.code, "")))
                    for column in shape.columns
                    if column.code in matching.columns
                }
            )
        except CellFault:
            continue
    return found
