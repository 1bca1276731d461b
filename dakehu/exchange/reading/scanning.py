"""A look through the XML of worksheets before they are loaded.

The reading library allots the whole rectangle that the cells claim, drops errors, and shows a
formula without a saved result as blank. So each worksheet is walked once: how far it really
reaches, and which cells are broken.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from dakehu.exchange.reading.lines import Broken
from dakehu.exchange.reading.refusals import UnreadableFile

_MOST_BROKEN: Final = 100_000
_FURTHEST: Final = 1_048_576
_MOST_HELD: Final = 4 * 1024 * 1024
_ROW_END: Final = b"</row>"
_ROW: Final = rb'<row r="([0-9]{1,7})"[^<>]*>'
_PLACE: Final = rb'<c r="[A-Z]{1,3}\1"(?: s="[0-9]+")?(?: t="(?:s|n|b|str|inlineStr)")?'
_BLANK: Final = _PLACE + rb"/>"
_HELD: Final = _PLACE + (
    rb">(?:<f[^<>]*(?:/>|>[^<]*</f>))?(?:<v>[^<]*</v>|<is><t[^<>]*>[^<]*</t></is>)</c>"
)
_HELD_ROW: Final = re.compile(
    _ROW + rb"(?:" + _BLANK + rb")*" + _HELD + rb"(?:" + _BLANK + rb"|" + _HELD + rb")*</row>"
)
"""A row as most programs write it, whose cells all stand in it and all hold a value or nothing."""
_BLANK_ROW: Final = re.compile(_ROW + rb"(?:" + _BLANK + rb")*</row>")
_SHORT_HELD: Final = rb'<row r="\1" held=""/>'
_SHORT_BLANK: Final = rb'<row r="\1"/>'
_FILLED: Final = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"[^<>/]*>(?=<[vif])')
_LETTERS: Final = {letter: place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}


@dataclass(slots=True)
class Scan:
    """How far a worksheet reaches (counted from 1), and its broken cells: row → index → how."""

    last_row: int = 0
    last_column: int = 0
    broken: dict[int, dict[int, Broken]] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """A cell there holds something."""
        if row > self.last_row:
            self.last_row = row
        if column > self.last_column:
            self.last_column = column

    def break_at(self, row: int, column: int, how: Broken) -> None:
        """A cell there is broken; beyond a hundred thousand they are not told apart."""
        if len(self.broken) < _MOST_BROKEN:
            self.broken.setdefault(row, {})[column - 1] = how


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27; ValueError for anything else."""
    number = 0
    for letter in letters:
        if letter not in _LETTERS or number > _FURTHEST:
            raise ValueError(letters)
        number = number * 26 + _LETTERS[letter]
    return number


def guarded_parser() -> "expat.XMLParserType":
    """A parser that refuses declared entities, so that nothing is fetched or multiplied."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False

    def refuse(*_: Any) -> None:
        raise UnreadableFile.damaged()

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(parser: "expat.XMLParserType", chunks: Iterable[bytes]) -> None:
    """Feed the parser; UnreadableFile for broken XML."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile.damaged() from error


class _Sheet:
    """Follows the cells of one worksheet."""

    def __init__(self) -> None:
        self.scan = Scan()
        self.row = self.column = 0
        self.columns: dict[str, int] = {}
        self.is_formula = self.is_filled = self.is_error = False

    def start(self, tag: str, given: list[str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._cell(given)
        elif name in {"v", "is"}:
            self.is_filled = True
            self.scan.reach(self.row, self.column)
        elif name == "f":
            self.is_formula = True
            self.scan.reach(self.row, self.column)
        elif name == "row":
            self.settle()
            self._row(given)

    def _row(self, given: list[str]) -> None:
        self.row += 1
        self.column = 0
        for place in range(0, len(given), 2):
            if given[place] == "r":
                self.row = int(given[place + 1])
            elif given[place] == "held":
                self.scan.reach(self.row, 1)

    def shortened(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The XML with each ordinary row made short: the parser is slow, and they are many."""
        held = b""
        letters: set[bytes] = set()
        for chunk in chunks:
            held += chunk
            end = held.rfind(_ROW_END) + len(_ROW_END)
            if end < len(_ROW_END):
                if len(held) > _MOST_HELD:
                    yield held
                    held = b""
                continue
            letters.update(_FILLED.findall(held, 0, end))
            short = _HELD_ROW.sub(_SHORT_HELD, held[:end])
            yield _BLANK_ROW.sub(_SHORT_BLANK, short)
            held = held[end:]
        yield held
        for one in letters:
            self.scan.reach(0, column_number(one.decode()))

    def _cell(self, given: list[str]) -> None:
        if self.is_error or self.is_formula:
            self.settle()
        self.is_filled = False
        self.column += 1
        for place in range(0, len(given), 2):
            if given[place] == "r":
                self._place(given[place + 1])
            elif given[place] == "t":
                self.is_error = given[place + 1] == "e"

    def _place(self, where: str) -> None:
        letters = where.rstrip("0123456789")
        column = self.columns.get(letters)
        if column is None:
            column = self.columns[letters] = column_number(letters.upper())
        self.column = column
        self.row = int(where[len(letters) :])

    def settle(self) -> None:
        """The cell before is complete: keep what is wrong with it."""
        if self.is_error:
            self.scan.break_at(self.row, self.column, Broken.ERROR)
            self.scan.reach(self.row, self.column)
        elif self.is_formula and not self.is_filled:
            self.scan.break_at(self.row, self.column, Broken.NOT_CALCULATED)
        self.is_error = self.is_formula = False


def scan_worksheet(chunks: Iterable[bytes]) -> Scan:
    """Walk through the XML of a worksheet."""
    sheet = _Sheet()
    parser = guarded_parser()
    parser.ordered_attributes = True
    parser.StartElementHandler = sheet.start
    parse(parser, sheet.shortened(chunks))
    sheet.settle()
    return sheet.scan


_REPEATED_ROWS: Final = "number-rows-repeated"
_REPEATED_COLUMNS: Final = "number-columns-repeated"


class _Tables:
    """Follows the tables of an OpenDocument spreadsheet, which says "and so on" by repeats."""

    def __init__(self) -> None:
        self.scans: dict[str, Scan] = {}
        self.scan = Scan()
        self.row = self.column = self.rows = self.columns = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name not in {"table", "table-row", "table-cell", "covered-table-cell", "p"}:
            return
        here = {key.rpartition(" ")[2]: value for key, value in given.items()}
        if name == "table":
            self.scan = self.scans.setdefault(here.get("name", ""), Scan())
            self.row = self.rows = 0
        elif name == "table-row":
            self.row += self.rows
            self.rows = int(here.get(_REPEATED_ROWS, "1"))
            self.column = self.columns = 0
        elif name == "p":
            self.scan.reach(self.row + self.rows, self.column + self.columns)
        else:
            self.column += self.columns
            self.columns = int(here.get(_REPEATED_COLUMNS, "1"))
            if "value-type" in here or "formula" in here:
                self.scan.reach(self.row + self.rows, self.column + self.columns)


def scan_open_document(chunks: Iterable[bytes]) -> dict[str, Scan]:
    """Walk through content.xml of an OpenDocument spreadsheet: what each table reaches."""
    tables = _Tables()
    parser = guarded_parser()
    parser.StartElementHandler = tables.start
    parse(parser, chunks)
    return tables.scans
