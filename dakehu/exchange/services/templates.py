"""Empty files to fill in, and the example rows as a file to try with."""

import io
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from dakehu.exchange.writing.books import write_csv
from dakehu.exchange.writing.names import file_name
from dakehu.exchange.writing.templates import write_template
from dakehu.kit.exporting import Taken
from dakehu.kit.sheets import CellKind, SheetKind


def template_of(kind: SheetKind) -> Taken:
    """The template of a sheet."""
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "template.xlsx"
        write_template(kind.shape, target)
        content = io.BytesIO(target.read_bytes())
    return Taken(_("%s_模板.xlsx") % kind.name, content)


def sample_of(kind: SheetKind, on: date) -> tuple[str, bytes]:
    """The example rows of a sheet as somebody would have them in a file of their own."""
    columns = [replace(one, kind=CellKind.TEXT, choices=None) for one in kind.shape.columns]
    rows = [{code: str(typed) for code, typed in one.items()} for one in kind.shape.samples]
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "sample.csv"
        write_csv(target, columns, rows)
        return file_name(_("%s示例") % kind.name, on, "csv"), target.read_bytes()
