"""Drafts of prices: kept per person in versions, computed again the same, side by side, printed."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.catalog.services import set_cost_visibility
from dakehu.deals.models import PriceDraft
from dakehu.deals.queries.drafts import (
    compared,
    draft_of,
    latest_drafts,
    remeasured,
    sheet_lines,
    versions_of,
)
from dakehu.deals.services.drafts import UnableToSaveDraft, copy_draft, delete_draft, save_draft
from dakehu.documents.queries.printing import forms_for
from dakehu.kit.actors import Actor, system
from dakehu.kit.papers import print_forms
from tests.cast import AT, ON, Cast
from tests.deals.conftest import EXAMPLE
from tests.deals.test_desk import TYPED
from tests.organization.conftest import SignedIn

COST = Decimal("70.00")


def save(by: Actor, version_of: int | None = None, **more: Any) -> PriceDraft:
    inputs = {**EXAMPLE, **more}
    return save_draft(by=by, at=AT, on=ON, inputs=inputs, cost=COST, version_of=version_of)


@pytest.fixture
def rep(company: Cast) -> Actor:
    return company.actor("ka_rep")


def hide_cost() -> None:
    set_cost_visibility(by=system("tests"), at=AT, roles=["ka_head"])


def test_a_draft_keeps_what_was_asked_and_what_it_came_to(rep: Actor) -> None:
    draft = save(rep)
    kept = PriceDraft.objects.get(pk=draft.pk)
    assert kept.inputs == {**EXAMPLE, "unit_cost": "70"}
    assert (kept.unit_price, kept.offered_unit_price) == (Decimal("85.40"), Decimal("84.00"))
    assert (kept.total_amount, kept.missing_amount) == (Decimal(840000), Decimal(14000))
    assert (kept.name, kept.version, kept.policies_on) == (
        f"华岳重工 · {EXAMPLE['product']}",
        1,
        ON,
    )
    assert Entry.objects.filter(action="deals.draft_saved").count() == 1


def test_a_draft_computed_again_comes_to_the_same(rep: Actor) -> None:
    for more in ({}, {"offered_unit_price": "86.10"}, {"estimated_sales": "1200000"}):
        draft = save(rep, **more)
        answer = remeasured(rep, PriceDraft.objects.get(pk=draft.pk)).answer
        told = [Decimal(answer[one]) for one in ("unit_price", "total", "missing_profit")]
        assert told == [draft.unit_price, draft.total_amount, draft.missing_amount]


def test_versions_follow_one_another_and_the_list_shows_the_newest(rep: Actor) -> None:
    first = save(rep)
    second = save(rep, first.pk, offered_unit_price="85.00")
    third = save(rep, first.pk, offered_unit_price="85.40")
    assert [one.version for one in versions_of(second)] == [3, 2, 1]
    assert [one.pk for one in latest_drafts(rep)] == [third.pk]
    assert {one.family for one in versions_of(third)} == {first.pk}
    assert third.name == first.name


def test_nobody_sees_changes_or_deletes_the_drafts_of_others(company: Cast, rep: Actor) -> None:
    draft, other = save(rep), company.actor("ka_head")
    assert draft_of(other, draft.pk) is None
    assert list(latest_drafts(other)) == []
    for act in (copy_draft, delete_draft):
        with pytest.raises(UnableToSaveDraft):
            act(by=other, at=AT, draft=draft.pk)
    with pytest.raises(UnableToSaveDraft):
        save(other, draft.pk)
    with pytest.raises(PermissionDenied):
        save(company.actor("finance"))


@pytest.mark.parametrize("asked", ["", "x", "-1", "9" * 30, None, "1.5", "²"])
def test_an_id_that_is_none_names_no_draft(rep: Actor, asked: Any) -> None:
    assert draft_of(rep, asked) is None


def test_a_copy_stands_alone(rep: Actor) -> None:
    draft = save(rep, save(rep).pk)
    copy = copy_draft(by=rep, at=AT, draft=draft.pk)
    assert (copy.version, copy.first_id, copy.is_latest) == (1, None, True)
    assert copy.name.endswith("（副本）")
    assert copy.inputs == draft.inputs
    assert latest_drafts(rep).count() == 2


def test_deleting_takes_all_versions_and_leaves_a_trace(rep: Actor) -> None:
    second = save(rep, save(rep).pk)
    delete_draft(by=rep, at=AT, draft=second.pk)
    assert not PriceDraft.objects.exists()
    assert Entry.objects.filter(action="deals.draft_deleted").count() == 1


def test_a_draft_that_was_deleted_meanwhile_is_told(rep: Actor) -> None:
    draft = save(rep)
    delete_draft(by=rep, at=AT, draft=draft.pk)
    with pytest.raises(UnableToSaveDraft, match="已经不在了"):
        save(rep, draft.pk)


def test_what_the_rules_refuse_is_not_kept(rep: Actor) -> None:
    with pytest.raises(UnableToSaveDraft) as refused:
        save(rep, customer_type="government")
    assert refused.value.field == "rebate_rate"
    assert not PriceDraft.objects.exists()


def test_the_database_keeps_versions_apart(rep: Actor) -> None:
    first = save(rep)
    save(rep, first.pk)
    row = PriceDraft.objects.get(version=2)
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError):
        row.save()


# ---------------------------------------------------------------- side by side


def test_a_comparison_marks_what_differs(rep: Actor) -> None:
    cheap, dear = save(rep), save(rep, offered_unit_price="86.00")
    found = compared(rep, [cheap, dear])
    differing = {line.label for line in found.lines if line.differs}
    assert {"对客单价（元）", "合计（元）", "缺少的利润（元）", "特批"} <= differing
    assert {"规定单价（元）", "客户", "成本价（元）"}.isdisjoint(differing)
    assert found.differing == len(differing)


def test_a_comparison_without_sight_of_cost_has_no_line_of_it(rep: Actor) -> None:
    drafts = [save(rep), save(rep, offered_unit_price="86.00")]
    hide_cost()
    labels = {line.label for line in compared(rep, drafts).lines}
    assert {"规定单价（元）", "缺少的利润（元）", "合计比规定低（元，负数为高）"} <= labels
    assert not [one for one in labels if "成本" in one or "实际利润" in one or "利润率" in one]


# ---------------------------------------------------------------- on paper


def paper_of(draft: PriceDraft, by: Actor) -> Any:
    form = print_forms["deals.price_sheet"]
    assert form.of_record is not None
    return form.of_record(draft.pk, by, ON)


def test_the_sheet_is_internal_and_tells_each_figure(rep: Actor) -> None:
    data = paper_of(save(rep), rep)
    lines = {one.label: one for one in data.lines}
    assert lines["规定单价（元）"].value == "85.40"
    assert "700,000.00" in lines["规定单价（元）"].how
    paper = print_forms["deals.price_sheet"].paper(data)
    assert paper.secrecy == "内部测算，不对外"
    assert [one.split()[1] for one in data.approvers] == ["周建国", "孙立", "赵启明"]


def test_the_sheet_without_sight_of_cost_gives_none_away(rep: Actor) -> None:
    draft = save(rep)
    hide_cost()
    told = repr(paper_of(draft, rep))
    assert "85.40" in told
    assert not [one for one in ("70.00", "700,000", "84,000", "14%", "12%") if one in told]


def test_a_sheet_of_somebody_else_is_none(company: Cast, rep: Actor) -> None:
    assert paper_of(save(rep), company.actor("ka_head")) is None


def test_the_desk_prints_no_paper_for_customers(company: Cast, rep: Actor) -> None:
    own = [one for one in forms_for(rep) if one.record_kind == "price_draft"]
    assert [one.code for one in own] == ["deals.price_sheet"]


def test_a_sheet_has_the_other_costs_line_by_line(rep: Actor) -> None:
    costs = [
        {"kind": "运费", "amount": "1000", "per": "lump"},
        {"kind": "检测", "amount": "0.5", "per": "unit"},
    ]
    draft = save(rep, other_costs=costs)
    told = {one.label: one.value for one in sheet_lines(remeasured(rep, draft), draft.inputs)}
    assert told["其他费用：运费（元）"] == "1,000.00"
    assert told["其他费用：检测（元）"] == "0.50 每单位"


# ---------------------------------------------------------------- the pages


def test_saving_from_the_page_leads_to_the_draft_and_its_next_version(
    company: Cast, signed_in: SignedIn
) -> None:
    client, save_url = signed_in("ka_rep"), reverse("deals:desk_save")
    first = client.post(save_url, TYPED)
    assert first.status_code == 302
    page = client.get(first["Location"]).content.decode()
    assert "第 1 版" in page
    assert 'value="70.00"' in page or 'value="70"' in page
    pk = PriceDraft.objects.get().pk
    client.post(save_url, {**TYPED, "draft": str(pk), "offered_unit_price": "85"})
    client.post(save_url, {**TYPED, "draft": str(pk), "as": "new"})
    assert sorted(PriceDraft.objects.values_list("version", flat=True)) == [1, 1, 2]


def test_a_page_with_faults_is_not_saved_and_keeps_what_was_typed(
    company: Cast, signed_in: SignedIn
) -> None:
    answer = signed_in("ka_rep").post(reverse("deals:desk_save"), {**TYPED, "quantity": "一万"})
    assert answer.status_code == 422
    assert 'value="一万"' in answer.content.decode()
    assert not PriceDraft.objects.exists()


def test_the_pages_of_drafts_show_compare_copy_and_delete(
    company: Cast, rep: Actor, signed_in: SignedIn
) -> None:
    first = save(rep)
    second = save(rep, first.pk, offered_unit_price="85.00")
    client = signed_in("ka_rep")
    listed = client.get(reverse("deals:drafts")).content.decode()
    assert "840,000.00" not in listed
    assert "850,000.00" in listed
    shown = client.get(reverse("deals:draft", args=[second.pk])).content.decode()
    for told in ("第 2 版", "与上版对比", "内部测算，不对外", "报价测算表", "周建国"):
        assert told in shown
    explained = client.get(reverse("deals:draft_explain", args=[first.pk, "unit_price"]))
    assert "怎么算的" in explained.content.decode()
    missing = client.get(reverse("deals:draft_explain", args=[first.pk, "nothing"]))
    assert missing.status_code == 404
    ticked = client.post(reverse("deals:compare"), {"ids": [first.pk, second.pk]}, follow=True)
    assert "项不同，已标出" in ticked.content.decode()
    one = client.get(reverse("deals:compare"), {"draft": first.pk}, follow=True)
    assert "请选 2 至 4 份草稿" in one.content.decode()
    copied = client.post(reverse("deals:draft_copy", args=[first.pk]), follow=True)
    assert "已复制" in copied.content.decode()
    gone = client.post(reverse("deals:draft_delete", args=[first.pk]), follow=True)
    assert "已删除草稿" in gone.content.decode()
    assert client.get(reverse("deals:draft", args=[second.pk])).status_code == 404


def test_at_most_four_are_compared(company: Cast, rep: Actor, signed_in: SignedIn) -> None:
    ids = [save(rep, offered_unit_price=f"8{n}.00").pk for n in range(5)]
    client = signed_in("ka_rep")
    text = client.get(reverse("deals:compare"), {"draft": ids}).content.decode()
    assert text.count('scope="col"') == 5


def test_a_draft_keeps_its_cost_also_for_who_no_longer_sees_it(
    company: Cast, rep: Actor, signed_in: SignedIn
) -> None:
    inputs = {**EXAMPLE, "offered_unit_price": "84.00"}
    draft = save_draft(by=rep, at=AT, on=ON, inputs=inputs, cost=Decimal("80.00"))
    hide_cost()
    client = signed_in("ka_rep")
    text = client.get(reverse("deals:desk"), {"draft": draft.pk}).content.decode()
    assert "97.60" in text
    assert "存草稿时的成本价" in text
    assert "80.00" not in text.replace("780.00", "")
    other = {**TYPED, "draft": str(draft.pk), "product": "别的产品"}
    changed = client.post(reverse("deals:desk"), other).content.decode()
    assert "97.60" not in changed


def test_the_list_costs_the_same_for_many_rows(
    company: Cast, rep: Actor, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        save(rep, offered_unit_price=f"8{number % 10}.50")
    client = signed_in("ka_rep")
    client.get(reverse("deals:drafts"))
    with django_assert_max_num_queries(12):
        text = client.get(reverse("deals:drafts")).content.decode()
    assert "共 12 条" in text


def test_the_list_narrows_by_text_and_need(company: Cast, rep: Actor, signed_in: SignedIn) -> None:
    save(rep)
    save(rep, customer="江州水务", offered_unit_price="86.00")
    client = signed_in("ka_rep")
    found = client.get(reverse("deals:drafts"), {"q": "水务"}).content.decode()
    assert "江州水务" in found
    assert "华岳重工" not in found
    needing = client.get(reverse("deals:drafts"), {"need": "yes"}).content.decode()
    assert "华岳重工" in needing
    assert "江州水务" not in needing
