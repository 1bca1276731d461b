"""Schemathesis asks what nobody thought of: no fault of ours, and nothing undocumented."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from dakehu.api.api.root import schema_document

load_all_checks()
CHECKS = [
    schemathesis.checks.not_a_server_error,
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
EXAMPLES = 25
"""For each of some 25 operations; the same ones are tried each time."""


@pytest.fixture
def secret(token: Any) -> str:
    found: str = token("calc", "read")
    return found


@pytest.fixture
def open_database(published: None) -> Iterator[None]:
    """As Django's own test client does: the test's connection outlives each request."""
    ends = (request_started, request_finished)
    for each in ends:
        each.disconnect(close_old_connections)
    yield
    for each in ends:
        each.connect(close_old_connections)


schema: Any = schemathesis.openapi.from_dict(schema_document())
schema.app = get_wsgi_application()


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_is_answered_as_documented(case, open_database, secret):
    case.headers["Authorization"] = f"Bearer {secret}"
    case.headers["Accept-Encoding"] = "identity"  # called without a network, nobody unpacks
    response = case.call()
    case.validate_response(response, checks=CHECKS)
    assert response.status_code < 500
