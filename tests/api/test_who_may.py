"""Who may ask: sessions with their CSRF token, tokens with their scope, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from dakehu.kit.routes import every_route
from tests.api.conftest import AT, TODAY

BODY = '{"amount": "1"}'
CALC = "/api/v1/calc/capitals"
READ = ("/api/v1/policies", "/api/v1/policies/SA", "/api/v1/parameters", "/api/v1/me")


def post(client, **headers):
    return client.post(CALC, BODY, content_type="application/json", headers=headers)


def problem_of(response):
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["request_id"] == response["X-Request-Id"]
    return response.status_code, told["title"]


def test_nobody_gets_no_answer(client, published):
    assert problem_of(post(client)) == (401, "需要登录")
    assert post(client)["WWW-Authenticate"].startswith("Bearer")
    for path in (*READ, "/api/v1/openapi.json"):
        assert problem_of(client.get(path)) == (401, "需要登录")


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Token x", "Bearer \xff\xfe"]
)
def test_a_header_that_holds_no_token_gets_no_answer(client, published, header):
    assert problem_of(post(client, Authorization=header))[0] == 401


def test_a_bad_token_is_not_made_good_by_a_session(client, published, person):
    client.force_login(person, "dakehu.accounts.backends.NameOrMobile")
    assert post(client, Authorization="Bearer x").status_code == 401


def test_a_token_opens_what_its_scope_says(client, published, token):
    calc, read = (f"Bearer {token(scope)}" for scope in ("calc", "read"))
    assert post(client, Authorization=calc).status_code == 200
    assert problem_of(post(client, Authorization=read)) == (403, "没有权限")
    for path in READ:
        assert client.get(path, headers={"Authorization": read}).status_code == 200
        assert client.get(path, headers={"Authorization": calc}).status_code == 403
    for either in (calc, read):
        opened = client.get("/api/v1/openapi.json", headers={"Authorization": either})
        assert opened.status_code == 200


def test_a_token_past_its_last_day_opens_nothing(client, published, token, monkeypatch):
    secret = token("calc", expires_on=TODAY)
    assert post(client, Authorization=f"Bearer {secret}").status_code == 200
    monkeypatch.setattr("dakehu.kit.api.now", lambda: AT + timedelta(days=1))
    assert post(client, Authorization=f"Bearer {secret}").status_code == 401


def test_a_session_needs_the_csrf_token_to_compute(published, person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, "dakehu.accounts.backends.NameOrMobile")
    assert problem_of(post(client)) == (403, "没有权限")
    page = client.get("/api/docs/calc_capitals").content.decode()
    secret = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answered = post(client, **{"X-CSRFToken": secret})
    assert answered.json()["text"] == "人民币壹元整"
    assert client.get("/api/v1/me").json()["username"] == "linxiaowen"


def test_a_token_needs_no_csrf_token(published, token):
    client = Client(enforce_csrf_checks=True)
    assert post(client, Authorization=f"Bearer {token('calc')}").status_code == 200


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options"])
def test_other_methods_are_told_which_one_there_is(client, published, token, method):
    response = getattr(client, method)(CALC)
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    if method != "head":
        assert response.json()["title"] == "请求方法不适用"


def test_an_address_that_is_none_is_a_problem_too(client, db):
    for path in ("/api/v1/", "/api/v1/nothing", "/api/v1/calc", "/api/v1/calc/quote/x"):
        assert problem_of(client.get(path))[0] == 404


def test_every_operation_stands_in_the_matrix_with_its_guard_and_its_area():
    found = [each for each in every_route() if each.pattern.startswith("/api/v1/")]
    scopes = {each.name: each.guard.token_scope for each in found}
    assert {each.area for each in found} <= {"api", "documents", "exchange", "pay"}
    assert scopes == {
        "calc": "calc",
        "policies": "read",
        "policy": "read",
        "parameters": "read",
        "me": "read",
        "sheet_list": "read",
        "sheet_template": "read",
        "sheet_import": "import",
        "import_state": "read",
        "sheet_export": "export",
        "attachment_list": "read",
        "attachment_add": "attach",
        "attachment": "read",
        "attachment_content": "read",
        "papers": "read",
        "print_given": "export",
        "print_record": "export",
        "pay_runs": "read",
        "pay_run": "export",
        "openapi": "",
    }
