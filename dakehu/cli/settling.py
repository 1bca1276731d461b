"""`dakehu settle`: a month's pay from two files, without a server and without a database."""

import os
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dakehu.cli.arguments import Arguments
from dakehu.cli.books import book_of
from dakehu.cli.console import CommandFailed, Console
from dakehu.policy.book import Book, NotInForce, Rulebook, UnknownParameter
from dakehu.policy.decimals import ZERO, AmountTooLarge, parse_number
from dakehu.policy.decision_tables import NoRow
from dakehu.policy.periods import Month, NotADate, OutOfCalendar

if TYPE_CHECKING:
    from dakehu.cli.comparing import Compared
    from dakehu.pay.comparing.reading import PaySheet
    from dakehu.pay.settling.gathering import Gathered
    from dakehu.pay.settling.reading import Found
    from dakehu.pay.settling.telling import Hints
    from dakehu.rules.settling import Axes, Settlement

_WRONG: Final = 2
_WARNED: Final = 3
_MOMENT: Final = "SOURCE_DATE_EPOCH"
"""Names the moment that files carry, where they are to come out the same again."""


def run(arguments: Arguments, console: Console) -> int:
    """Settle a month; 2 where the files are wrong and nothing is written, 3 with warnings."""
    month = _month(arguments["MONTH"])
    staff, receipts, out = (_path(arguments, name) for name in ("--staff", "--receipts", "--out"))
    sheet = _path(arguments, "--compare") if arguments.get("--compare") else None
    least = _amount(arguments)
    book = book_of(arguments)
    _prepare()
    from dakehu.kit.errors import UnableTo

    try:
        settling = _Settling(arguments, console, book, month, least)
        return settling.run(staff, receipts, out, sheet)
    except UnableTo as refusal:
        raise CommandFailed(str(refusal)) from refusal
    except AmountTooLarge as error:
        raise CommandFailed(
            "算出的金额超过 15 位，请核对文件中的金额、基本工资和绩效基数"
        ) from error
    except (NoRow, UnknownParameter, NotInForce) as error:
        raise CommandFailed(f"核算所需的制度不全（{error}）") from error
    except OSError as error:
        told = error.filename or out
        raise CommandFailed(f"无法写入 {told}：{error.strerror}") from error


class _Settling:
    """One run, step by step."""

    def __init__(
        self,
        arguments: Arguments,
        console: Console,
        book: Book,
        month: Month,
        least: Decimal | None,
    ) -> None:
        self.arguments, self.console, self.least, self.month = arguments, console, least, month
        self.is_json = arguments.has("--json")
        self.rules, self.axes = _rules_of(book, month)
        self.at = _moment()
        self.sheets: list[PaySheet] = []
        """What the month is compared with."""

    def run(self, staff: Path, receipts: Path, out: Path, sheet: Path | None = None) -> int:
        """The exit status."""
        from dakehu.cli.settled import faults_told
        from dakehu.pay.settling.folder import check_folder

        self._say_axes()
        check_folder(out, str(self.month))
        given = self._read(staff, receipts)
        faults = [*given.faults, *self._read_sheet(sheet)]
        if faults:
            self.console.complain(faults_told(faults))
            return _WRONG
        return self._settle(given, out, sheet.name if sheet else "")

    def _say_axes(self) -> None:
        from dakehu.pay.settling.axes import heading_axes

        say = self.console.complain if self.is_json else self.console.say
        say(heading_axes(self.axes).told)
        self.console.out.flush()

    def _read(self, staff: Path, receipts: Path) -> "Gathered":
        from dakehu.pay.settling.gathering import gathered
        from dakehu.pay.settling.reading import MonthFiles, read_receipts, read_staff

        files = MonthFiles()
        self.console.complain(f"读取 {staff.name} ……")
        read_staff(files, staff)
        self.console.complain(f"读取 {receipts.name} ……")
        read_receipts(files, receipts)
        counts = "，".join(
            f"{files.sources[code].shape.name} {len(rows):,} 行"
            for code, rows in files.rows.items()
        )
        self.console.complain(f"已读：{counts or '没有可用的行'}")
        return gathered(self.rules, self.axes, files)

    def _read_sheet(self, path: Path | None) -> "list[Found]":
        """The pay sheet to compare with; what is wrong with it."""
        if path is None:
            return []
        from dakehu.cli.comparing import read_sheets

        self.console.complain(f"读取 {path.name} ……")
        self.sheets, faults = read_sheets(path)
        return faults

    def _settle(self, given: "Gathered", out: Path, sheet: str) -> int:
        from dakehu.cli.comparing import compared
        from dakehu.pay.settling.telling import hints_of
        from dakehu.rules.settling import settle

        settled = settle(self.rules, self.month, given.facts, minimum_wage=self.least)
        hints = hints_of(settled, given)
        self.console.complain("写出核算表和工资单 ……")
        beside = None
        if self.sheets:
            beside = compared(self.rules, given.facts, settled, sheet, self.sheets)
        self._write(given, settled, hints, out, beside)
        self.console.complain(f"已写入 {out}")
        return _WARNED if hints.open or (beside and beside.differs) else 0

    def _write(
        self,
        given: "Gathered",
        settled: "Settlement",
        hints: "Hints",
        out: Path,
        beside: "Compared | None",
    ) -> None:
        """The files, and then what is said of them."""
        from dakehu.cli.comparing import compared_told, write
        from dakehu.cli.settled import result_told
        from dakehu.pay.settling.axes import heading_axes
        from dakehu.pay.settling.credits import credits_of
        from dakehu.pay.settling.department_sheet import MonthBook
        from dakehu.pay.settling.folder import writing
        from dakehu.pay.settling.results import told_bytes, write_results
        from dakehu.pay.settling.statements import Heading

        on = self.at.date()
        company = self.arguments.get("--company") or ""
        month = MonthBook(
            settled,
            given.facts,
            hints,
            credits_of(given.facts, settled.credited),
            Heading(heading_axes(self.axes), on, company),
            self.rules,
            self.at,
        )
        with writing(out, str(self.month)) as folder:
            write_results(folder, month, self._tell)
            if beside:
                write(beside, folder, month.heading.axes.told, self.at)
        if self.is_json:
            self.console.out.write(told_bytes(month))
            if beside:
                self.console.complain(f"与工资表对比：{beside.summary}")
        else:
            self.console.say(result_told(settled, hints))
            if beside:
                self.console.say("\n" + compared_told(beside))

    def _tell(self, done: int, total: int) -> None:
        """How many statements are set, on one line that is written over."""
        if sys.stderr is not None and sys.stderr.isatty():
            end = "\n" if done >= total else ""
            self.console.err.write(f"\r工资单 {done:,} / {total:,}{end}".encode())
            self.console.err.flush()


def _rules_of(book: Book, month: Month) -> "tuple[Rulebook, Axes]":
    """The policies in force at the end of the appraisal month, and the three time axes."""
    from dakehu.rules.settling import rules_for

    try:
        return rules_for(book, month)
    except NotInForce as error:
        raise CommandFailed(f"核算 {month} 所需的制度没有施行，或者不全（{error}）") from error
    except OutOfCalendar as error:
        raise CommandFailed(f"月份 {month} 超出日历范围") from error


def _prepare() -> None:
    """Just enough of Django for words and times; whatever is set up already stays."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False, USE_TZ=True, TIME_ZONE="Asia/Shanghai")


def _month(given: str) -> Month:
    try:
        return Month.parse(given)
    except NotADate as error:
        raise CommandFailed(f"月份应写成 2026-11，写的是 {given}") from error


def _path(arguments: Arguments, name: str) -> Path:
    given = arguments.get(name)
    if not given:
        raise CommandFailed(f"请用 {name} 写明{_ASKED[name]}，用法见 dakehu settle --help")
    path = Path(given)
    if name != "--out" and not path.is_file():
        raise CommandFailed(f"没有文件 {given}")
    return path


_ASKED: Final = {
    **{"--staff": "人员文件", "--receipts": "回款文件", "--out": "结果文件夹"},
    "--compare": "现在用的工资表",
}


def _amount(arguments: Arguments) -> Decimal | None:
    given = arguments.get("--minimum-wage")
    if given is None:
        return None
    amount = parse_number(given)
    if amount is None or amount < ZERO:
        raise CommandFailed(f"最低工资应为不小于 0 的金额，如 2010，写的是 {given}")
    return amount


def _moment() -> datetime:
    """Now, or the moment that the environment names for files that are to be the same again."""
    given = os.environ.get(_MOMENT, "")
    moment = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    from django.utils import timezone

    return timezone.localtime(moment)
