"""The pages that describe the interface: for whoever is signed in, without inline code."""

import re

import pytest

from dakehu.api.api.root import schema_document

NAMES = sorted(
    told["operationId"]
    for operations in schema_document()["paths"].values()
    for told in operations.values()
)


@pytest.fixture
def signed_in(client, person):
    client.force_login(person, "dakehu.accounts.backends.NameOrMobile")
    return client


def test_strangers_are_sent_to_the_sign_in_page(client, db):
    for path in ("/api/docs", "/api/docs/calc_quote"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={path}")


def test_the_overview_leads_to_every_operation(signed_in):
    page = signed_in.get("/api/docs").content.decode()
    assert set(re.findall(r'href="/api/docs/([a-z_]+)"', page)) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_has_a_page_with_an_example(signed_in, name):
    response = signed_in.get(f"/api/docs/{name}")
    page = response.content.decode()
    assert response.status_code == 200
    assert "curl http://testserver/api/v1/" in page
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", page)


def test_an_operation_that_is_none_is_not_found(signed_in):
    assert signed_in.get("/api/docs/nothing").status_code == 404
