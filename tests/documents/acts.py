"""What the tests of attachments do again and again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from dakehu.documents.models import Attachment
from dakehu.documents.services.attachments import (
    attach,
)
from dakehu.documents.services.files import UnableToStoreFile
from dakehu.kit.actors import system
from dakehu.kit.refs import RecordRef
from tests.cast import AT, Cast
from tests.documents import makers

BY = system("tests")


def staff_record(cast: Cast, key: str = "ka_rep") -> RecordRef:
    return RecordRef("staff", cast.staff[key])


def attached(
    cast: Cast,
    *,
    key: str = "hr_admin",
    secrecy: str = "internal",
    retention: str = "staff",
    content: bytes = b"",
) -> Attachment:
    return attach(
        by=cast.actor(key),
        at=AT,
        record=staff_record(cast),
        name="劳动合同.pdf",
        content=content or makers.pdf(secrecy + retention),
        secrecy=secrecy,
        retention=retention,
    )


def at_once(count: int, act: Callable[[int], object]) -> list[str]:
    start = Barrier(count)

    def run(turn: int) -> str:
        try:
            start.wait(timeout=20)
            act(turn)
        except (UnableToStoreFile, Attachment.DoesNotExist) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(run, range(count)))
