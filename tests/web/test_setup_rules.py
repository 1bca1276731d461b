"""启用向导, third step: the eight rules with the company's own numbers."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.kit.settings_store import forget, read
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.queries.published import rulebook_on
from dakehu.web.queries.rule_rows import ROWS
from dakehu.web.queries.setup import rule_lines
from tests.web.setting_up import COMPANY, DAY, SMALL_FIRM, posts_form, rules_form


def test_the_eight_rules_are_shown_with_their_clauses_and_numbers(admin: Client) -> None:
    text = admin.get(reverse("setup_rules")).text
    assert len(ROWS) == len(rule_lines(DAY)) == 8
    assert "《大客户销售政策》第37条" in text
    assert "业务提成按项目回款的" in text
    values = {line.row.code: dict(line.values) for line in rule_lines(DAY)}
    assert values["commission"] == {"rate": "2", "day": "30"}
    assert values["profit"]["rate1"] == "17"
    assert values["claims"] == {"day": "5"}


def test_rules_left_as_they_are_publish_nothing(admin: Client) -> None:
    answer = admin.post(reverse("setup_rules"), rules_form())
    assert answer.headers["Location"] == reverse("setup_done")
    assert PolicyVersion.objects.count() == 6
    assert read("rules_off") == []


def test_numbers_typed_as_they_are_publish_nothing(admin: Client) -> None:
    data = rules_form(**{row.code: "change" for row in ROWS})
    assert admin.post(reverse("setup_rules"), data).status_code == 302
    assert PolicyVersion.objects.count() == 6


def test_a_changed_commission_rate_counts_from_its_day_and_the_old_one_before(
    admin: Client,
) -> None:
    data = rules_form(commission="change", commission__rate="1.8")
    assert admin.post(reverse("setup_rules"), data).status_code == 302
    assert PolicyVersion.objects.filter(code="SA").count() == 2
    before, after = (rulebook_on(day) for day in (date(2026, 11, 30), date(2026, 12, 1)))
    assert before.parameter("commission.rate").raw == "0.02"
    assert after.parameter("commission.rate").raw == "0.018"
    assert "1.8%" in after.source("commission.rate").text
    assert after.parameter("profit.bands").raw == before.parameter("profit.bands").raw
    assert "已有改动，自 2026-12-01 起施行" in admin.get(reverse("setup_rules")).text


def test_several_changes_to_one_policy_make_one_version(admin: Client) -> None:
    changed = {"profit": "change", "profit__rate0": "21", "rebate": "change"}
    admin.post(reverse("setup_rules"), rules_form(rebate__edge1="250000", **changed))
    after = rulebook_on(date(2026, 12, 1))
    assert after.parameter("profit.bands").raw[0] == ["0", "0.21"]
    assert after.parameter("rebate.bands").raw[1] == ["250000", "0.08"]
    assert PolicyVersion.objects.filter(code="SA").count() == 2


@pytest.mark.parametrize(
    "given, key, value",
    [
        (
            {"weights": "change", "weights__part0": "70", "weights__part1": "10"},
            "score.weights.sales",
            ["70", "10", "20"],
        ),
        (
            {"coefficients": "change", "coefficients__factor0": "1.1"},
            "pay.coefficients",
            [["95", "1.1"], ["90", "1"], ["60", "score"], ["0", "0"]],
        ),
        ({"extra": "change", "extra__rate": "6"}, "extra.rate", "0.06"),
        (
            {"visits": "change", "visits__countA": "3", "visits__periodC": "year"},
            "visit.rhythm",
            {"A": "3/month", "B": "1/month", "C": "1/year"},
        ),
        ({"claims": "change", "claims__day": "8"}, "claim.due_day", "8"),
    ],
)
def test_each_row_changes_its_own_parameter(
    admin: Client, given: dict[str, str], key: str, value: Any
) -> None:
    assert admin.post(reverse("setup_rules"), rules_form(**given)).status_code == 302
    assert rulebook_on(date(2026, 12, 1)).parameter(key).raw == value


@pytest.mark.parametrize(
    "given, told",
    [
        ({"weights": "change", "weights__part0": "70"}, "合计须为 100"),
        ({"commission": "change", "commission__rate": ""}, "请填写数字"),
        ({"commission": "change", "commission__day": "40"}, "这组数用不了"),
        ({"profit": "change", "profit__edge2": "100000"}, "各档下限须逐档增大"),
    ],
)
def test_numbers_that_cannot_be_are_told_and_kept(
    admin: Client, given: dict[str, str], told: str
) -> None:
    answer = admin.post(reverse("setup_rules"), rules_form(**given))
    assert answer.status_code == 422
    assert told in answer.text
    assert PolicyVersion.objects.count() == 6


def test_a_change_that_begins_before_the_version_in_force_is_refused_at_the_day(
    admin: Client,
) -> None:
    data = rules_form("2019-06-01", claims="change", claims__day="8")
    answer = admin.post(reverse("setup_rules"), data)
    assert answer.status_code == 422
    assert 'id="id_effective_from_error"' in answer.text


def test_a_rule_may_be_left_out_for_now_and_taken_up_later(admin: Client) -> None:
    admin.post(reverse("setup_rules"), rules_form(visits="off", extra="off"))
    assert read("rules_off") == ["extra", "visits"]
    assert "先不启用" in admin.get(reverse("setup_done")).text
    admin.post(reverse("setup_rules"), rules_form(visits="off"))
    forget()
    assert read("rules_off") == ["visits"]


def test_the_whole_set_up_ends_with_a_page_that_says_what_is_ready(admin: Client) -> None:
    admin.post(reverse("setup_company"), COMPANY)
    admin.post(reverse("setup_posts"), posts_form(**SMALL_FIRM))
    admin.post(reverse("setup_rules"), rules_form(commission="change", commission__rate="1.8"))
    text = admin.get(reverse("setup_done")).text
    assert "都填好了" in text
    assert "每一级审批都有人" in text
    assert "改动自 2026-12-01 起施行" in text
    for route in ("rulebook_home", "rulebook_approvers"):
        assert reverse(route) in text
    assert "还差" not in text


def test_the_day_of_adoption_is_asked_and_stored(admin: Client) -> None:
    assert f'value="{DAY.isoformat()}"' in admin.get(reverse("setup_rules")).text
    data = rules_form(commission="change", commission__rate="1.8")
    late = admin.post(reverse("setup_rules"), data | {"adopted_on": "2026-12-02"})
    assert late.status_code == 422
    assert "通过日期不能晚于施行日期" in late.text
    admin.post(reverse("setup_rules"), data | {"adopted_on": "2026-11-12"})
    assert PolicyVersion.objects.filter(code="SA").last().adopted_on == date(2026, 11, 12)
