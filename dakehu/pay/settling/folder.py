"""The folder of a settled month: written whole or not at all, replaced only where it is our own."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.pay.data.result_files import COMPARED, SHEET, STATEMENTS, TOLD
from dakehu.rules.month_facts import Person

_OURS: Final = frozenset({SHEET, STATEMENTS, COMPARED, TOLD})
_UNFINISHED: Final = ".settle-"
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x1f\x7f\\/:*?\"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_LONGEST: Final = 60


class UnableToWriteResult(UnableTo):
    """The folder cannot take the result."""


def check_folder(folder: Path, pay_month: str) -> None:
    """Refuse a folder with anything in it that is no earlier result of the same month."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UnableToWriteResult(_("%s 不是文件夹，请另写一个。") % folder)
    there = {one.name for one in folder.iterdir() if not one.name.startswith(_UNFINISHED)}
    if not there:
        return
    settled = _settled_in(folder) if there <= _OURS else None
    if settled is None:
        told = _("文件夹 %s 里有别的文件，没有写入。请换一个新的或空的文件夹。")
        raise UnableToWriteResult(told % folder)
    if settled != pay_month:
        told = _("文件夹 %(folder)s 里是 %(month)s 的结果，没有写入。请换一个文件夹。")
        raise UnableToWriteResult(told % {"folder": folder, "month": settled})


def _settled_in(folder: Path) -> str | None:
    """The pay month of the result in a folder, None where there is anything else."""
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    statements = folder / STATEMENTS
    papers = list(statements.iterdir()) if statements.is_dir() else []
    is_told = isinstance(told, dict) and {"pay_month", "people", "departments"} <= told.keys()
    if not is_told or any(one.suffix != ".pdf" for one in papers):
        return None
    return str(told["pay_month"])


@contextmanager
def writing(folder: Path, pay_month: str) -> Iterator[Path]:
    """A folder to write into, which becomes `folder` when all went well and else vanishes.

    An earlier result is replaced. What tells the month goes first and comes last, so that a folder
    that has it is whole.
    """
    check_folder(folder, pay_month)
    is_new = not folder.exists()
    if is_new:
        folder.parent.mkdir(parents=True, exist_ok=True)
    place = folder.parent if is_new else folder
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=place))
    try:
        yield unfinished
        if is_new:
            os.chmod(unfinished, 0o777 & ~_umask())
            unfinished.rename(folder)
        else:
            _replace(folder, unfinished)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _replace(folder: Path, unfinished: Path) -> None:
    for name in (TOLD, *sorted(_OURS - {TOLD})):
        _remove(folder / name)
    for name in (*sorted(_OURS - {TOLD}), TOLD):
        if (unfinished / name).exists():
            (unfinished / name).rename(folder / name)
    for left in folder.glob(f"{_UNFINISHED}*"):
        _remove(left)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def statement_names(people: list[Person]) -> dict[str, str]:
    """The file name of each person's statement: 1001_林晓雯.pdf, all different."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for person in people:
        plain = f"{_plain(person.id)}_{_plain(person.name)}"[:_LONGEST]
        name, count = plain, 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain}({count})"
        taken.add(name.casefold())
        names[person.id] = f"{name}.pdf"
    return names


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("-", text).strip(" .-") or "-"
