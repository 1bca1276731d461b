"""The pages, as the people of the cast meet them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.kit.actors import system
from dakehu.kit.work import work
from dakehu.organization.models import Appointment, Delegation, Deputy, Staff, Unit
from dakehu.organization.services.appointments import appoint
from dakehu.organization.services.positions import add_job_description
from dakehu.organization.services.staff import add_staff
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn

BY = system("tests")
Queries = Callable[[int], Any]


def _text(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"organization:{route}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_chart_tells_who_holds_what_and_what_is_empty(cast: Cast, signed_in: SignedIn) -> None:
    text = _text(signed_in("ka_rep"), "chart")
    assert "周建国" in text
    assert "空缺 1 人" in text
    assert "实线是上下级" in text


def test_the_chart_of_a_day_before_the_company_is_all_empty(
    cast: Cast, signed_in: SignedIn
) -> None:
    text = _text(signed_in("ka_rep"), "chart", query="?on=2025-12-31")
    assert "周建国" not in text
    assert "回到今天" in text


def test_the_chart_prints(cast: Cast, signed_in: SignedIn) -> None:
    text = _text(signed_in("ka_rep"), "chart_print")
    assert "组织架构图" in text
    assert "2026年11月23日" in text


def test_colleagues_are_listed_with_masked_mobiles(cast: Cast, signed_in: SignedIn) -> None:
    text = _text(signed_in("ka_rep"), "staff_list")
    assert "孟凡" in text
    assert "138****0006" in text
    assert "0000 0006" not in text
    assert "吴敏" not in text


def test_the_page_of_a_colleague_masks_too(cast: Cast, signed_in: SignedIn) -> None:
    text = _text(signed_in("ka_rep"), "staff_detail", cast.staff["ka_rep_2"])
    assert "138****0006" in text
    assert "入职日期" not in text
    assert "用户名" not in text


def test_hr_reads_mobiles_and_hire_dates(cast: Cast, signed_in: SignedIn) -> None:
    text = _text(signed_in("hr_admin"), "staff_detail", cast.staff["ka_rep_2"])
    assert "138 0000 0006" in text
    assert "2026-01-01" in text
    assert "mengfan" in text


def test_somebody_of_another_department_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    address = reverse("organization:staff_detail", args=[cast.staff["cfo"]])
    assert signed_in("ka_rep").get(address).status_code == 404


def test_a_rep_is_refused_the_forms_of_hr(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    for route, args in (
        ("staff_add", []),
        ("unit_add", []),
        ("position_add", []),
        ("staff_appoint", [cast.staff["ka_rep"]]),
        ("delegation_add", []),
    ):
        assert client.get(reverse(f"organization:{route}", args=args)).status_code == 403


def test_people_are_found_by_pinyin_initials_and_unit(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    number = Staff.objects.get(pk=cast.staff["ka_rep"]).number
    for query in ("q=linxiao", "q=lxw", "q=晓雯", f"q={number}"):
        text = _text(client, "staff_list", query=f"?{query}")
        assert "林晓雯" in text
        assert "孟凡" not in text
    text = _text(client, "staff_list", query=f"?unit={cast.units['mkt']}")
    assert "唐宁" in text
    assert "吴敏" not in text


@pytest.mark.parametrize("route", ["staff_list", "position_list"])
def test_a_list_costs_as_many_queries_for_ten_rows_as_for_fifty(
    cast: Cast, signed_in: SignedIn, route: str, django_assert_max_num_queries: Queries
) -> None:
    client = signed_in("hr_admin")
    address = reverse(f"organization:{route}")
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    with work(by=BY, at=AT):
        for number in range(36):
            person = add_staff(by=BY, at=AT, name=f"员工{number}", number=f"N{number:03d}")
            appoint(
                by=BY,
                at=AT,
                staff=person.pk,
                position=cast.positions["ka_rep"],
                starts_on=ON,
            )
    client.get(address)  # the change made what was kept old
    with django_assert_max_num_queries(30) as many:
        client.get(address)
    assert len(few) == len(many)


def test_the_page_of_a_person_asks_for_positions_only_after_a_change(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Queries
) -> None:
    client, person = signed_in("hr_admin"), cast.staff["ka_rep"]
    address = reverse("organization:staff_detail", args=[person])
    assert "内勤" not in client.get(address).content.decode()
    with django_assert_max_num_queries(8) as again:
        client.get(address)
    assert [one for one in again.captured_queries if "organization_appointment" in one["sql"]] == []

    position = cast.positions["ka_clerk"]
    appoint(by=BY, at=AT, staff=person, position=position, starts_on=ON, is_primary=False)
    text = client.get(address).content.decode()
    assert reverse("organization:position_detail", args=[position]) in text
    assert "兼岗" in text


def test_hr_adds_somebody_and_appoints_them(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    answer = client.post(
        reverse("organization:staff_add"),
        {"name": "曾雨", "kind": "employee", "mobile": "139 0000 0001", "hired_on": "2026-11-23"},
    )
    person = Staff.objects.get(name="曾雨")
    assert reverse("organization:staff_detail", args=[person.pk]) in answer.text
    assert person.pinyin == "zengyu"
    client.post(
        reverse("organization:staff_appoint", args=[person.pk]),
        {
            "position": cast.positions["ka_rep"],
            "starts_on": "2026-11-24",
            "ends_on": "2026-12-31",
            "kind": "regular",
        },
    )
    held = Appointment.objects.get(staff=person)
    assert (held.starts_on.isoformat(), str(held.ends_on)) == ("2026-11-24", "2027-01-01")
    assert Entry.objects.filter(action="organization.staff_appointed").exists()


def test_appointing_starts_tomorrow_unless_told_otherwise(cast: Cast, signed_in: SignedIn) -> None:
    text = _text(signed_in("hr_admin"), "staff_appoint", cast.staff["ka_rep"])
    assert 'value="2026-11-24"' in text


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    cast: Cast, signed_in: SignedIn
) -> None:
    answer = signed_in("hr_admin").post(
        reverse("organization:staff_add"),
        {"name": "曾雨", "kind": "employee", "mobile": "12345", "hired_on": "2026-11-23"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "手机号应为 11 位数字" in text
    assert 'value="12345"' in text
    assert 'value="曾雨"' in text


def test_an_end_is_typed_as_the_last_day(cast: Cast, signed_in: SignedIn) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_clerk"])
    signed_in("hr_admin").post(
        reverse("organization:appointment_end", args=[held.pk]), {"ends_on": "2026-11-30"}
    )
    held.refresh_from_db()
    assert str(held.ends_on) == "2026-12-01"


def test_hr_lets_somebody_leave(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(
        reverse("organization:staff_leave", args=[cast.staff["ka_rep_2"]]),
        {"ends_on": "2026-11-22"},
    )
    person = Staff.objects.get(pk=cast.staff["ka_rep_2"])
    assert str(person.left_on) == "2026-11-23"
    assert "离职" in _text(client, "staff_detail", person.pk)


def test_an_account_is_opened_from_the_page(cast: Cast, signed_in: SignedIn) -> None:
    person = add_staff(by=BY, at=AT, name="新人")
    client = signed_in("admin")
    client.post(reverse("organization:staff_account", args=[person.pk]))
    person.refresh_from_db()
    assert person.user is not None
    assert person.user.username == f"xinren{person.pk}"


def test_units_are_added_moved_and_closed_on_pages(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(
        reverse("organization:unit_add"),
        {"name": "华东组", "kind": "team", "parent": cast.units["ka"]},
    )
    team = Unit.objects.get(name="华东组")
    client.post(reverse("organization:unit_move", args=[team.pk]), {"parent": cast.units["market"]})
    team.refresh_from_db()
    assert team.parent_id == cast.units["market"]
    client.post(reverse("organization:unit_close", args=[team.pk]), {"on": "2026-11-23"})
    team.refresh_from_db()
    assert str(team.closed_on) == "2026-11-23"
    assert "华东组" not in _text(client, "unit_list")


def test_closing_a_unit_with_people_is_told_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in("hr_admin").post(
        reverse("organization:unit_close", args=[cast.units["finance"]]), {"on": "2026-11-23"}
    )
    assert answer.status_code == 422
    assert "还有人任职" in answer.content.decode()


def test_a_position_shows_and_prints_the_paper_of_the_day(cast: Cast, signed_in: SignedIn) -> None:
    for year, task in ((2026, "完成目标"), (2027, "完成更大的目标")):
        add_job_description(
            by=BY,
            at=AT,
            code="ka_head",
            title="大客户部经理职务说明书",
            content={
                "articles": ["第19条", "第20条", "第21条"],
                "superior": "市场总监",
                "core_task": task,
                "duties": [{"item": "一", "title": "计划", "text": "做计划。", "rule": "S4-3.A1"}],
                "rights": [],
            },
            effective_from=ON.replace(year=year, month=1, day=1),
        )
    client, pk = signed_in("ka_rep"), cast.positions["ka_head"]
    assert "完成目标" in _text(client, "position_detail", pk)
    assert "第20条(一)" in _text(client, "position_detail", pk)
    assert "完成更大的目标" in _text(client, "position_paper", pk, query="?on=2027-03-01")


def test_a_new_version_keeps_the_clauses_of_what_stays(cast: Cast, signed_in: SignedIn) -> None:
    client, pk = signed_in("hr_admin"), cast.positions["ka_clerk"]
    add_job_description(
        by=BY,
        at=AT,
        code="ka_clerk",
        title="内勤职务说明书",
        content={
            "articles": ["第29条", "第30条", "第31条"],
            "core_task": "协助经理",
            "duties": [{"item": "一", "title": "档案", "text": "管理档案。", "rule": "S4-3.B1"}],
            "rights": [],
        },
        effective_from=ON.replace(month=1, day=1),
    )
    client.post(
        reverse("organization:position_describe", args=[pk]),
        {
            "title": "内勤职务说明书",
            "effective_from": "2026-11-23",
            "core_task": "协助经理",
            "duties": "档案：管理档案。\n打印：打印文件。",
        },
    )
    text = _text(client, "position_detail", pk)
    assert "第30条(一)" in text
    assert "打印文件。" in text
    assert "已废止" in text


def test_positions_are_added_and_changed_on_pages(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(
        reverse("organization:position_add"),
        {
            "title": "业务主管",
            "unit": cast.units["ka"],
            "superior": cast.positions["ka_head"],
            "seats": ["sales_supervisor"],
            "headcount": "1",
        },
    )
    text = _text(client, "position_list", query="?q=业务主管")
    assert "业务主管" in text
    assert "空缺" in text


def test_everyone_names_a_deputy_for_oneself(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    assert "请假或出差前" in _text(client, "deputy_list")
    client.post(
        reverse("organization:deputy_add"),
        {
            "staff": cast.staff["ka_rep"],
            "deputy": cast.staff["ka_rep_2"],
            "starts_on": "2026-11-24",
            "ends_on": "2026-11-30",
        },
    )
    named = Deputy.objects.get()
    assert str(named.ends_on) == "2026-12-01"
    assert "孟凡" in _text(client, "deputy_list")
    client.post(reverse("organization:deputy_end", args=[named.pk]))
    assert "已结束" in _text(client, "deputy_detail", named.pk)


def test_nobody_names_a_deputy_for_another_by_typing_the_address(
    cast: Cast, signed_in: SignedIn
) -> None:
    answer = signed_in("ka_rep").post(
        reverse("organization:deputy_add"),
        {
            "staff": cast.staff["ka_head"],
            "deputy": cast.staff["ka_rep"],
            "starts_on": "2026-11-24",
            "ends_on": "2026-11-30",
        },
    )
    assert answer.status_code == 422
    assert not Deputy.objects.exists()


def test_the_manager_grants_prints_and_takes_back(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("gm")
    client.post(
        reverse("organization:delegation_add"),
        {
            "grantor": cast.staff["gm"],
            "grantee": cast.staff["ka_head"],
            "subject": "sign_contract",
            "limit_amount": "50万",
            "starts_on": "2026-11-23",
            "ends_on": "2026-12-31",
        },
    )
    paper = Delegation.objects.get()
    assert str(paper.limit_amount) == "500000.00"
    printed = _text(client, "delegation_paper", paper.pk)
    assert "单笔不超过 500,000.00 元" in printed
    assert "2026年12月31日" in printed
    client.post(reverse("organization:delegation_revoke", args=[paper.pk]))
    assert "已撤销" in _text(client, "delegation_detail", paper.pk)


def test_an_empty_register_says_what_it_is_for(cast: Cast, signed_in: SignedIn) -> None:
    assert "这里登记书面授权" in _text(signed_in("gm"), "delegation_list")


def test_the_company_and_its_entities_are_set_on_pages(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    assert "签约主体是合同上的我方名称" in _text(client, "company")
    answer = client.post(
        reverse("organization:legal_entity_add"), {"name": "江州恒筑", "credit_code": "123"}
    )
    assert "应为 18 位" in answer.content.decode()
    client.post(
        reverse("organization:company_change"), {"name": "江州恒筑集团", "vat_percent": "9"}
    )
    text = _text(client, "company")
    assert "江州恒筑集团" in text
    assert "9.00%" in text


def test_words_are_changed_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("gm")
    client.post(reverse("organization:label_rename"), {"code": "role.ka_rep", "text": "客户代表"})
    assert "客户代表" in _text(client, "label_list")
    assert "客户代表" in _text(client, "position_list")


def test_nobody_there_means_not_found(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    for route in ("staff_detail", "unit_detail", "position_detail", "deputy_detail"):
        assert client.get(reverse(f"organization:{route}", args=[987654])).status_code == 404
