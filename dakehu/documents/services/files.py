"""Storing files under their own hash, and clearing away what no row names any more."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext as _

from dakehu.documents.content.kinds import KINDS
from dakehu.documents.content.names import clean_name
from dakehu.documents.content.telling import PAGE, PROGRAM, SCRIPT, kind_at
from dakehu.documents.models import StoredFile
from dakehu.documents.queries.files import place_of
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.work import work

LONGEST: Final = 50 * 1024 * 1024
_PIECE: Final = 1 << 20
_UNUSED_FOR: Final = timedelta(days=1)


class UnableToStoreFile(UnableTo):
    """The file cannot be kept; the message says why and what to do."""


@dataclass(frozen=True)
class _Placed:
    name: str
    sha256: str
    size: int
    kind: str


def store_file(
    *,
    by: Actor,
    at: datetime,
    name: str,
    content: bytes | BinaryIO | Path,
    longest: int = LONGEST,
    kinds: Collection[str] | None = None,
) -> StoredFile:
    """Keep a file; its kind is told by its content, its name is cleaned.

    The content is on the disk before the row is written. Raises `UnableToStoreFile` for an empty or
    too large file, programs, scripts, web pages, unknown kinds, and kinds other than `kinds`.
    """
    placed = _place(clean_name(name), content, longest, kinds)
    with work(by=by, at=at) as unit:
        return StoredFile.objects.create(
            name=placed.name,
            sha256=placed.sha256,
            size=placed.size,
            kind=placed.kind,
            stored_at=unit.at,
            user_id=by.user_id,
        )


def _place(
    name: str, content: bytes | BinaryIO | Path, longest: int, kinds: Collection[str] | None
) -> _Placed:
    """Write to a temporary name, look at what it is, and only then give it its place."""
    root = Path(settings.MEDIA_ROOT)
    waiting = root / "waiting"
    waiting.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, made = tempfile.mkstemp(dir=waiting)
    temporary = Path(made)
    try:
        with os.fdopen(number, "wb") as target:
            sha256, size = _copied(content, target, longest)
            target.flush()
            os.fsync(target.fileno())
        kind = _checked(temporary, name, kinds)
        _put(temporary, place_of(sha256))
    finally:
        temporary.unlink(missing_ok=True)
    return _Placed(name, sha256, size, kind)


def _copied(content: bytes | BinaryIO | Path, target: BinaryIO, longest: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(content):
        size += len(piece)
        if size > longest:
            told = _("文件超过 %d MB，请压缩或拆开后再上传。") % (longest // (1024 * 1024))
            raise UnableToStoreFile(told, field="file", code="file_too_large")
        digest.update(piece)
        target.write(piece)
    if not size:
        told = _("文件是空的，请检查后重新选择。")
        raise UnableToStoreFile(told, field="file", code="file_empty")
    return digest.hexdigest(), size


def _pieces(content: bytes | BinaryIO | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with _opened(content) as file:
        while piece := file.read(_PIECE):
            yield piece


@contextmanager
def _opened(content: BinaryIO | Path) -> Iterator[BinaryIO]:
    if not isinstance(content, Path):
        yield content
        return
    with content.open("rb") as file:
        yield file


def _checked(path: Path, name: str, kinds: Collection[str] | None) -> str:
    kind = kind_at(path, name)
    told = {
        PROGRAM: _("程序文件不能上传。"),
        SCRIPT: _("脚本文件不能上传。如果是文字资料，请另存为 PDF 或 Word。"),
        PAGE: _("这个文件的内容是网页，不能上传。表格请用 WPS 打开后另存为 xlsx，其他另存为 PDF。"),
        "": _("认不出这是什么文件，或者文件不完整。请重新导出，或另存为 PDF、图片或 Office 文件。"),
    }.get(kind)
    if told is not None:
        raise UnableToStoreFile(told, field="file", code="file_refused")
    if kinds is not None and kind not in kinds:
        told = _("这里不收%(kind)s（%(name)s）。") % {"kind": KINDS[kind].name, "name": name}
        raise UnableToStoreFile(told, field="file", code="file_refused")
    return kind


def _put(temporary: Path, place: Path) -> None:
    """Give a file its place in one step; what lies there already is the same, or was damaged."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def clear_unused(*, at: datetime) -> int:
    """Remove the contents that no row names and that are older than a day; how many there were.

    What an interrupted upload or a unit of work taken back has left. A content stored anew in the
    meantime has a fresh time and stays: it is moved aside first and looked at again.
    """
    root, gone = Path(settings.MEDIA_ROOT), 0
    before = (at - _UNUSED_FOR).timestamp()
    for place in [*root.glob("waiting/*"), *root.glob("??/??/*")]:
        gone += _cleared(place, root / "waiting", before)
    return gone


def _cleared(place: Path, waiting: Path, before: float) -> bool:
    if not _is_unused(place, before):
        return False
    aside = waiting / f"{place.name}.aside"
    waiting.mkdir(mode=0o700, exist_ok=True)
    place.rename(aside)
    # Stored again a moment ago? Then the fresh one was moved: back with it.
    if place.parent != waiting and not _is_unused(aside, before, place.name):
        aside.rename(place)
        return False
    aside.unlink()
    return True


def _is_unused(path: Path, before: float, sha256: str = "") -> bool:
    try:
        is_old = path.stat().st_mtime < before
    except FileNotFoundError:
        return False
    named = StoredFile.objects.filter(sha256=sha256 or path.name, cleared_at__isnull=True)
    return is_old and not named.exists()
