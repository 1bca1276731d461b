"""A settled month as files: the sheet for filing, everybody's statement, and what is told."""

from collections.abc import Callable
from pathlib import Path

import orjson

from dakehu.documents.printing.engine import set_pdf
from dakehu.pay.data.result_files import SHEET, STATEMENTS, TOLD
from dakehu.pay.settling.department_sheet import MonthBook, write_department_sheet
from dakehu.pay.settling.folder import statement_names
from dakehu.pay.settling.statements import Unapproved, paper_of
from dakehu.pay.settling.telling import told_in_full

Progress = Callable[[int, int], None]
"""How many statements are set, of how many."""


def write_results(folder: Path, month: MonthBook, tell: Progress) -> None:
    """Write everything into `folder`, which is there and empty."""
    write_department_sheet(folder / SHEET, month)
    statements = folder / STATEMENTS
    statements.mkdir()
    names = statement_names([one.person for one in month.settled.statements])
    mark = Unapproved(user="", at=month.at)
    for count, statement in enumerate(month.settled.statements, start=1):
        person = statement.person.id
        paper = paper_of(statement, month.credits.get(person, ()), month.heading)
        (statements / names[person]).write_bytes(set_pdf(paper, mark))
        tell(count, len(names))
    (folder / TOLD).write_bytes(told_bytes(month))


def told_bytes(month: MonthBook) -> bytes:
    """The month with every explanation as JSON."""
    return orjson.dumps(told_in_full(month.settled), option=orjson.OPT_INDENT_2) + b"\n"
