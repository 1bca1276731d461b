"""启用向导: the steps around, and the company."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dakehu.audit.queries import all_entries
from dakehu.kit.actors import Actor, system
from dakehu.kit.settings_store import read
from dakehu.organization.queries.company import company, legal_entities
from dakehu.organization.queries.structure import flat, units_tree
from dakehu.web.services.setup import UnableToSetUp, skip_step
from tests.web.setting_up import (
    AT,
    CODE,
    COMPANY,
    DAY,
    OTHER_CODE,
    PASTED,
    posts_form,
    signed_in_as,
)

# ---------------------------------------------------------------- around the steps


def test_the_set_up_begins_with_three_steps_and_a_bar(admin: Client) -> None:
    text = admin.get(reverse("setup")).text
    assert "共 3 步，已填好 0 步" in text
    assert "试用中：" in text
    assert "还差 3 步" in text


def test_every_step_can_be_skipped_and_is_not_counted_as_done(admin: Client) -> None:
    for step, then in (
        ("company", "setup_posts"),
        ("posts", "setup_rules"),
        ("rules", "setup_done"),
    ):
        answer = admin.post(reverse("setup_skip", args=[step]))
        assert answer.headers["Location"] == reverse(then)
    assert read("setup") == {"company": "skipped", "posts": "skipped", "rules": "skipped"}
    assert "还差 3 步" in admin.get(reverse("setup_done")).text


def test_there_is_no_fourth_step(admin: Client) -> None:
    assert admin.post(reverse("setup_skip", args=["customers"])).status_code == 404
    with pytest.raises(UnableToSetUp):
        skip_step(by=system("test"), at=AT, step="customers")


def test_a_page_tells_who_else_can_do_it(admin: Client) -> None:
    admin.post(reverse("setup_posts"), posts_form(hr_admin="何蕾"))
    assert "这几步也可以由人事行政部（何蕾）来做。" in admin.get(reverse("setup")).text


def test_a_sales_person_does_not_reach_the_set_up(admin: Client) -> None:
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_rep="王芳"))
    client = signed_in_as("wangfang")
    assert client.get(reverse("setup")).status_code == 403
    assert "试用中：" in client.get("/").text


# ---------------------------------------------------------------- 1 公司


def test_pasted_invoice_details_fill_the_six_fields(admin: Client) -> None:
    answer = admin.post(reverse("setup_company"), {"invoice_text": PASTED, "split": "1"})
    for value in (COMPANY["name"], CODE, COMPANY["phone"], COMPANY["bank_account"]):
        assert f'value="{value}"' in answer.text
    assert company() is None


def test_the_company_is_stored_and_is_the_first_that_signs(admin: Client) -> None:
    answer = admin.post(reverse("setup_company"), COMPANY)
    assert answer.headers["Location"] == reverse("setup_posts")
    found = company()
    assert found is not None
    assert (found.name, found.credit_code) == (COMPANY["name"], CODE)
    assert (found.minimum_wage, found.vat_rate) == (Decimal(2010), Decimal("0.13"))
    assert [(one.name, one.is_default) for one in legal_entities()] == [(COMPANY["name"], True)]
    assert [node.name for _depth, node in flat(units_tree(DAY))] == [COMPANY["name"]]


def test_storing_the_company_twice_changes_nothing(admin: Client) -> None:
    admin.post(reverse("setup_company"), COMPANY)
    admin.post(reverse("setup_company"), COMPANY)
    assert legal_entities().count() == 1
    actions = all_entries().values_list("action", flat=True)
    assert list(actions).count("organization.legal_entity_added") == 1
    assert list(actions).count("organization.unit_renamed") == 1


@pytest.mark.parametrize(
    "code, told",
    [
        (CODE[:-1], "应为 18 位"),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "最后一位对不上"),
        ("91369900MA0CQ000I1", "不会出现的字符"),
    ],
)
def test_a_wrong_credit_code_is_told_at_its_field_and_kept(
    admin: Client, code: str, told: str
) -> None:
    answer = admin.post(reverse("setup_company"), {**COMPANY, "credit_code": code})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{code}"' in answer.text
    assert f'value="{COMPANY["name"]}"' in answer.text
    assert company() is None


def test_a_second_entity_that_signs_is_added_beside_the_company(admin: Client) -> None:
    admin.post(reverse("setup_company"), COMPANY)
    more = {"more-name": "江州澄川工程有限公司", "more-credit_code": OTHER_CODE}
    admin.post(reverse("setup_entity"), more)
    assert [one.name for one in legal_entities()] == [COMPANY["name"], "江州澄川工程有限公司"]
    again = admin.post(reverse("setup_entity"), more)
    assert again.status_code == 422
    assert "已有同名的签约主体" in again.text


def test_a_second_entity_may_be_pasted_too(admin: Client) -> None:
    text = f"江州澄川工程有限公司\n{OTHER_CODE}"
    answer = admin.post(reverse("setup_entity"), {"more-invoice_text": text, "split": "1"})
    assert f'value="{OTHER_CODE}"' in answer.text
    assert legal_entities().count() == 0


def test_somebody_without_the_permission_sets_nothing_up(admin: Client) -> None:
    nobody = Actor(user_id=99, name="王芳", roles=frozenset({"ka_rep"}))
    with pytest.raises(PermissionDenied):
        skip_step(by=nobody, at=AT, step="company")
