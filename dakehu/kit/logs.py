"""The log: one JSON object a line, each with the number of its request."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_number: ContextVar[str] = ContextVar("request_number", default="")


@contextmanager
def request_number(number: str) -> Iterator[None]:
    """Everything logged inside belongs to the request with this number."""
    token = _number.set(number)
    try:
        yield
    finally:
        _number.reset(token)


def current_number() -> str:
    """The number of the request being answered, empty outside of one."""
    return _number.get()


class RequestId(logging.Filter):
    """Puts the request's number on each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django tells of refused requests when the middleware has already left.
        request = getattr(record, "request", None)
        record.request_id = _number.get() or getattr(request, "request_id", "")
        return True


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", ""),
            "message": record.getMessage(),
        }
        # A refusal is a warning of one line; where it was refused is no trouble of ours.
        if record.exc_info and record.levelno >= logging.ERROR:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
