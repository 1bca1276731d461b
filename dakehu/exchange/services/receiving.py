"""A file that goes all the way at once, for callers who look at no page in between."""

from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from dakehu.documents.queries.files import hash_of
from dakehu.exchange.models import Import
from dakehu.exchange.queries.looking import source_of
from dakehu.exchange.services.checking import Tell, check_import, check_soon, silent
from dakehu.exchange.services.running import begin, carry_on, run_import
from dakehu.exchange.services.uploading import on_disk, upload
from dakehu.kit.actors import Actor
from dakehu.kit.once import once
from dakehu.kit.work import work

CHECK_ONLY: Final = "check"


def receive(
    *,
    by: Actor,
    at: datetime,
    on: date,
    sheet: str,
    name: str,
    content: bytes | BinaryIO | Path,
    mode: str,
    tab: str = "",
    key: str = "",
) -> int:
    """Upload, check and, as `mode` says, store a file; the number of the import.

    With a `key` a repetition gets the import of the first time. What is large is checked and stored
    in the background.
    """
    goes_on = "" if mode == CHECK_ONLY else mode
    with on_disk(content, name) as path, work(by=by, at=at):

        def take_in() -> dict[str, int]:
            found = upload(
                by=by,
                at=at,
                sheet=sheet,
                name=name,
                content=path,
                tab=tab,
                asks=False,
                goes_on=goes_on,
            )
            return {"import": found.pk}

        if key:
            payload = {"sheet": sheet, "file": hash_of(path), "tab": tab, "mode": mode}
            number = once(key=f"import:{key}"[:200], by=by, payload=payload, run=take_in)["import"]
        else:
            number = take_in()["import"]
    check_soon(by=by, at=at, on=on, number=number)
    go_on(by=by, at=at, on=on, number=number)
    return int(number)


def go_on(*, by: Actor, at: datetime, on: date, number: int) -> None:
    """Store a checked import of which nobody is to be asked, if there is something to store."""
    found = Import.objects.get(pk=number)
    if _may_go_on(found):
        run_import(by=by, at=at, on=on, number=number, mode=found.goes_on)


def receive_here(
    *,
    by: Actor,
    at: datetime,
    on: date,
    sheet: str,
    path: Path,
    mode: str,
    tab: str = "",
    tell: Tell = silent,
) -> Import:
    """The same in this very process, however large the file is."""
    found = upload(
        by=by,
        at=at,
        sheet=sheet,
        name=path.name,
        content=path,
        tab=tab,
        asks=False,
        goes_on=mode,
    )
    source = source_of(found)
    found = check_import(by=by, at=at, on=on, number=found.pk, tell=tell, source=source)
    if not _may_go_on(found):
        return found
    begin(by=by, at=at, number=found.pk, mode=mode)
    return carry_on(by=by, at=at, on=on, number=found.pk, tell=tell, source=source)


def _may_go_on(found: Import) -> bool:
    is_checked = found.state == Import.State.CHECKED and found.goes_on != ""
    is_good = found.goes_on == Import.Mode.GOOD or not found.faulty_count
    return is_checked and is_good and bool(found.new_count + found.changed_count)
