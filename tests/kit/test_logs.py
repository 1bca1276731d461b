"""The log: one JSON object a line, each with the number that the user is asked to quote."""

import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory

from dakehu.kit.logs import JsonLines, RequestId, current_number, request_number


def _record(**more: object) -> logging.LogRecord:
    record = logging.LogRecord("dakehu", logging.ERROR, "here", 1, "出错：%s", ("甲",), None)
    record.__dict__.update(more)
    RequestId().filter(record)
    return record


def test_a_line_is_json_with_the_number_of_its_request() -> None:
    with request_number("abc12345"):
        line = json.loads(JsonLines().format(_record()))

    assert (line["message"], line["level"], line["request"]) == ("出错：甲", "ERROR", "abc12345")
    assert current_number() == ""


def test_a_line_written_after_the_answer_takes_the_number_from_its_request() -> None:
    request = RequestFactory().get("/")
    request.request_id = "def67890"  # type: ignore[attr-defined]

    assert json.loads(JsonLines().format(_record(request=request)))["request"] == "def67890"


def test_an_exception_is_told_with_its_trace() -> None:
    try:
        raise ZeroDivisionError("zero")
    except ZeroDivisionError:
        record = _record(exc_info=sys.exc_info())

    assert "ZeroDivisionError: zero" in json.loads(JsonLines().format(record))["exception"]


def test_a_refusal_is_one_line_without_a_trace() -> None:
    try:
        raise PermissionError("no")
    except PermissionError:
        record = _record(exc_info=sys.exc_info(), levelno=logging.WARNING)

    assert "exception" not in json.loads(JsonLines().format(record))


def test_every_answer_carries_its_number(db: None, client: Client) -> None:
    first, second = (client.get("/healthz")["X-Request-Id"] for _ in range(2))

    assert first != second
    assert (
        client.get("/healthz", headers={"X-Request-Id": "given-12"})["X-Request-Id"] == "given-12"
    )


@pytest.mark.parametrize("given", ["short", "x" * 41, "new\tline-in", "<script>alert(1)"])
def test_a_number_that_is_none_is_replaced(db: None, client: Client, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": given})["X-Request-Id"] != given
