"""One question per line in, one answer per line out, in order and in constant memory."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO, Final, Protocol

from dakehu.policy.book import Book
from dakehu.policy.workdays import OFFICIAL, WorkingCalendar
from dakehu.rules.answering import Kind, answer_of
from dakehu.rules.asking import Refused
from dakehu.rules.json_form import read_json, write_json

_AT_ONCE: Final = 1 << 16


def answer_line(
    kind: Kind, line: bytes, book: Book, today: date, calendar: WorkingCalendar = OFFICIAL
) -> tuple[bytes, bool]:
    """The answer to one line, without line end, and whether there is one (else an error)."""
    try:
        question = read_json(line)
        answer = answer_of(kind, question, book=book, today=today, calendar=calendar)
        return write_json(answer), True
    except Refused as refused:
        return write_json({"error": refused.to_json()}), False


class Arriving(Protocol):
    """A stream of bytes that gives what has arrived instead of waiting for more."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""


def batches(source: Arriving) -> Iterator[list[bytes]]:
    """The lines of `source`, without their ends, as many at a time as have already arrived.

    A line ends at a line feed and nowhere else; what follows the last one is a line too.
    """
    parts: list[bytes] = []
    while chunk := source.read1(_AT_ONCE):
        first, *more = chunk.split(b"\n")
        parts.append(first)
        if more:
            yield [b"".join(parts), *more[:-1]]
            parts = [more[-1]]
    yield [b"".join(parts)]


def answer_all(
    source: Arriving, out: BinaryIO, answer: Callable[[bytes], tuple[bytes, bool]]
) -> bool:
    """Answer every line that is not blank; whether all went well.

    What has arrived is answered before more is awaited, so a caller who sends one line and
    waits gets its answer, and a file is written in large pieces.
    """
    all_well = True
    for lines in batches(source):
        for line in lines:
            if line and not line.isspace():
                told, well = answer(line)
                all_well = all_well and well
                out.write(told + b"\n")
        out.flush()
    return all_well
