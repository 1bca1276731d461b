"""Reading policies, parameters and oneself; and the two answers for watchdogs."""

import pytest
from django.db import OperationalError

from dakehu.policy.params import TYPES


@pytest.fixture
def read(client, published, token):
    secret = token("read")

    def get(path, **query):
        return client.get(f"/api/v1/{path}", query, headers={"Authorization": f"Bearer {secret}"})

    return get


def test_the_policies_in_force_are_listed(read):
    told = read("policies").json()
    assert told["on"] == "2026-11-23"
    assert {each["code"] for each in told["items"]} == {"KA", "OF", "DE", "AP", "SA", "EX"}


def test_before_the_first_policy_there_is_none(read):
    assert read("policies", on="2019-12-31").json() == {"on": "2019-12-31", "items": []}
    assert read("parameters", on="2019-12-31").json()["items"] == []
    assert read("policies/SA", on="2019-12-31").status_code == 404


def test_a_policy_is_told_with_its_clauses_filled_in(read):
    told = read("policies/SA").json()
    assert told["title"]
    assert told["clauses"][0]["article"] == "第1条"
    assert not any("{" in clause["text"] for clause in told["clauses"])


def test_a_policy_that_is_none_is_not_found(read):
    response = read("policies/XX")
    assert response.status_code == 404
    assert response.json()["detail"]


def test_every_parameter_is_told_with_its_clause(read):
    told = {each["key"]: each for each in read("parameters").json()["items"]}
    assert told.keys() <= TYPES.keys()
    assert told["tax.rate"]["shown"] == "13%"
    assert told["tax.rate"]["article"].startswith("第")


@pytest.mark.parametrize(
    "day", ["", "tomorrow", "2026-2-3", "2026-02-30", "1700000000", "２０２６"]
)
def test_a_day_that_is_none_is_told_as_such(read, day):
    response = read("policies", on=day)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "on"
    assert response.json()["errors"][0]["code"] == "not_a_date"


def test_a_program_is_told_for_whom_it_acts(read):
    told = read("me").json()
    assert (told["username"], told["name"]) == ("linxiaowen", "林晓雯")
    assert told["scopes"] == ["read"]
    assert told["today"] == "2026-11-23"


def test_the_process_is_alive_without_a_database(client):
    assert client.get("/healthz").content == b"ok\n"


def test_ready_means_that_the_database_is_reachable_and_migrated(client, db, monkeypatch):
    assert client.get("/readyz").status_code == 200

    def gone(*_):
        raise OperationalError

    monkeypatch.setattr("dakehu.api.queries.MigrationExecutor", gone)
    assert client.get("/readyz").status_code == 503
