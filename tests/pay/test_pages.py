"""The pages of settlement: the month, one statement, one's own income."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.own import income_of
from dakehu.pay.services.runs import compute_run
from dakehu.receipts.services import enter_receipts
from tests.cast import Cast
from tests.organization.conftest import SignedIn
from tests.pay.months import (
    BY,
    OCTOBER_END,
    appraise,
    enter_department,
    frozen,
    number_of,
    receive,
    rows,
)

D = Decimal


@pytest.fixture
def october(cast: Cast) -> Cast:
    enter_department(cast)
    appraise(cast, "2026-10")
    receive("S1", "2026-10-08", "600000")
    receive("S2", "2026-10-30", "300000")
    receive("S5", "2026-10-16", "5000", project="")
    return cast


def computed(cast: Cast) -> SettlementRun:
    return compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")


def waiting(number: str, amount: str) -> None:
    enter_receipts(
        by=BY,
        at=OCTOBER_END,
        rows=rows(
            {
                "number": number,
                "arrived_on": date(2026, 11, 20),
                "verified_on": None,
                "customer": "华岳重工",
                "project": "二期",
                "amount": D(amount),
                "method": "wire",
                "summary": "",
                "staff": "林晓雯",
            }
        ),
    )


def test_before_the_first_run_the_page_says_what_is_needed(
    october: Cast, signed_in: SignedIn
) -> None:
    text = signed_in("finance").get(reverse("pay:settlement")).content.decode()

    assert "还没有核算过" in text
    assert reverse("pay:run_compute") in text


def test_finance_settles_a_month_reviews_it_and_the_director_freezes_it(
    october: Cast, signed_in: SignedIn
) -> None:
    finance = signed_in("finance")
    answer = finance.post(reverse("pay:run_compute"), {"pay_month": "2026-11"}, follow=True)
    text = answer.content.decode()
    assert "2026年11月发放（10月考核 · 10-01 至 10-30 回款）" in text
    assert "未经审批" in text
    assert "没有项目，暂不计提成" in text
    run = SettlementRun.objects.get()

    again = finance.post(reverse("pay:run_compute"), {"pay_month": "2026-11"}, follow=True)
    assert "数据没有变化，核算结果不变" in again.content.decode()
    finance.post(reverse("pay:run_act", args=[run.pk, "review"]))
    own = finance.post(reverse("pay:run_act", args=[run.pk, "freeze"]))
    assert own.status_code == 403
    signed_in("cfo").post(reverse("pay:run_act", args=[run.pk, "freeze"]))

    run.refresh_from_db()
    assert run.state == "frozen"
    after = signed_in("cfo").get(reverse("pay:run", args=[run.pk])).content.decode()
    assert "未经审批" in after
    assert "复核完成" not in after


def test_a_month_that_cannot_be_settled_says_why(october: Cast, signed_in: SignedIn) -> None:
    answer = signed_in("finance").post(
        reverse("pay:run_compute"), {"pay_month": "13月"}, follow=True
    )

    assert "月份应写成 2026-11 这样" in answer.content.decode()


def test_the_ranking_stands_on_the_run_for_those_who_see_it_whole(
    october: Cast, signed_in: SignedIn
) -> None:
    run = computed(october)
    url = reverse("pay:run", args=[run.pk])

    assert run.told["ranking"] == [number_of(october, "ka_rep"), number_of(october, "ka_rep_2")]
    assert "考核排名" in signed_in("hr_admin").get(url).content.decode()
    assert "考核排名" not in signed_in("ka_head").get(url).content.decode()


def test_the_replay_says_that_everything_is_as_it_was(october: Cast, signed_in: SignedIn) -> None:
    run = computed(october)
    client = signed_in("gm")

    good = client.post(reverse("pay:run_verify", args=[run.pk]), follow=True).content.decode()
    assert "4 人的每一个数和每一步依据都一致" in good
    lin = PayStatement.objects.get(name="林晓雯")
    PayStatement.objects.filter(pk=lin.pk).update(explanation=b"")
    bad = client.post(reverse("pay:run_verify", args=[run.pk]), follow=True).content.decode()
    assert lin.number in bad


def test_a_run_is_returned_with_a_reason(october: Cast, signed_in: SignedIn) -> None:
    run = computed(october)
    signed_in("finance").post(reverse("pay:run_act", args=[run.pk, "review"]))
    cfo = signed_in("cfo")
    url = reverse("pay:run_return", args=[run.pk])

    assert "请写明原因" in cfo.post(url, {"reason": ""}).content.decode()
    cfo.post(url, {"reason": "少了一笔"})

    run.refresh_from_db()
    assert run.state == "draft"
    assert "少了一笔" in cfo.get(reverse("pay:run", args=[run.pk])).content.decode()


def test_a_review_is_of_what_was_on_the_screen(october: Cast, signed_in: SignedIn) -> None:
    run = computed(october)
    receive("S8", "2026-10-20", "70000")
    computed(october)

    answer = signed_in("finance").post(
        reverse("pay:run_act", args=[run.pk, "review"]), {"revision": "1"}, follow=True
    )

    assert "刚刚重新核算过" in answer.content.decode()
    run.refresh_from_db()
    assert (run.state, run.revision) == ("draft", 2)


def test_a_reviewed_run_says_whom_it_waits_for(october: Cast, signed_in: SignedIn) -> None:
    run = computed(october)
    cfo = signed_in("cfo")
    cfo.post(reverse("pay:run_act", args=[run.pk, "review"]))
    url = reverse("pay:run", args=[run.pk])

    assert "复核人不能自己冻结" in cfo.get(url).content.decode()
    assert "等财务总监或总经理冻结" in signed_in("finance").get(url).content.decode()
    assert "等财务总监" not in signed_in("gm").get(url).content.decode()


def test_a_frozen_run_says_from_when_the_next_month_can_be_settled(
    october: Cast, signed_in: SignedIn
) -> None:
    run = frozen(october, "2026-11", OCTOBER_END)

    text = signed_in("finance").get(reverse("pay:run", args=[run.pk])).content.decode()

    assert "2026年12月发放从 2026-12-01 起可以核算" in text
    assert "核算下一期" not in text
    assert "《绩效考核办法》" in text


def test_a_statement_leads_from_the_total_to_the_receipt(
    october: Cast, signed_in: SignedIn
) -> None:
    computed(october)
    lin = PayStatement.objects.get(name="林晓雯")
    client = signed_in("ka_rep")

    text = client.get(reverse("pay:statement", args=[lin.pk])).content.decode()
    assert "25,272.00" in text
    assert "S2" in text
    told = client.get(reverse("pay:statement_explain", args=[lin.pk, "amount"])).content.decode()
    assert "2026-10-30 核实回款（流水 S2，华岳重工）" in told
    assert "《大客户销售政策》" in told
    assert client.get(reverse("pay:statement_explain", args=[lin.pk, "x"])).status_code == 404


def test_every_part_of_a_score_opens_its_step(october: Cast, signed_in: SignedIn) -> None:
    computed(october)
    statement = PayStatement.objects.get(name="林晓雯")
    client = signed_in("ka_rep")
    html = client.get(reverse("pay:statement", args=[statement.pk])).text
    sheet = html.split('aria-label="考核得分"')[1].split("</section>")[0]
    addresses = re.findall(r'data-explain-url="([^"]+)"|href="([^"]+/explain/[^"]+)"', sheet)
    found = {one or other for one, other in addresses}
    assert len(found) == sheet.count("<tr") > 3
    assert all(client.get(one).status_code == 200 for one in found)


def test_nobody_reads_a_colleague_s_statement(october: Cast, signed_in: SignedIn) -> None:
    computed(october)
    other = PayStatement.objects.get(name="孟凡")
    client = signed_in("ka_rep")

    assert client.get(reverse("pay:statement", args=[other.pk])).status_code == 404
    explain = reverse("pay:statement_explain", args=[other.pk, "amount"])
    assert client.get(explain).status_code == 404
    assert "孟凡" not in client.get(reverse("pay:statements")).content.decode()
    assert client.get(reverse("pay:settlement")).status_code == 403


def test_the_person_sees_who_has_read_the_statement(october: Cast, signed_in: SignedIn) -> None:
    computed(october)
    lin = PayStatement.objects.get(name="林晓雯")
    url = reverse("pay:statement", args=[lin.pk])
    own, gm = signed_in("ka_rep"), signed_in("gm")
    assert "查看 林晓雯 2026-11 发放的工资单" not in own.get(url).content.decode()

    gm.get(url)
    gm.get(url)

    text = own.get(url).content.decode()
    assert text.count("查看 林晓雯 2026-11 发放的工资单") == 1
    assert "赵启明" in text
    assert "核算 2026-11 发放" in text


def test_what_everybody_gets_together_is_told_to_those_alone_who_see_it(
    october: Cast, signed_in: SignedIn
) -> None:
    """Who knows one sum and all but one of its parts knows the last one (G-25)."""
    run = computed(october)
    history = reverse("pay:runs")
    own = reverse("pay:statement", args=[PayStatement.objects.get(name="林晓雯").pk])

    assert f"{run.total:,.2f}" in signed_in("finance").get(history).content.decode()
    for who, url in (("ka_head", history), ("ka_head", own), ("ka_rep", own)):
        text = signed_in(who).get(url).content.decode().replace(",", "")
        assert "2026年11月发放" in text
        assert str(run.total) not in text


def test_a_head_sees_the_own_people_and_their_sum(october: Cast, signed_in: SignedIn) -> None:
    run = computed(october)

    text = signed_in("ka_head").get(reverse("pay:run", args=[run.pk])).content.decode()

    assert "本部门应发合计" in text
    assert "林晓雯" in text
    assert "复核完成" not in text


def test_the_own_page_tells_the_open_window_and_what_is_awaited(
    october: Cast, signed_in: SignedIn
) -> None:
    computed(october)
    receive("N1", "2026-11-05", "640000")
    waiting("N2", "150000")
    waiting("N3", "60000")

    text = signed_in("ka_rep").get(reverse("pay:own")).content.decode()

    assert "10-31 至 11-30" in text
    assert "12,800.00" in text
    assert "4,200.00" in text
    assert "25,272.00" in text
    told = signed_in("ka_rep").get(reverse("pay:own_explain")).content.decode()
    assert "640,000.00" in told


def test_the_open_window_gives_what_the_run_gives_once_it_is_over(october: Cast) -> None:
    """One rule: the preview of a window and its settlement are the same to the fen."""
    income = income_of(october.actor("ka_rep"), date(2026, 10, 30))
    run = computed(october)

    assert income is not None
    lin = PayStatement.objects.get(run=run, name="林晓雯")
    assert (income.earned.value, income.carried.value) == (lin.commission, lin.carry_out)


def test_what_was_carried_on_counts_in_the_open_window(october: Cast) -> None:
    receive("S9", "2026-10-12", "-1000000")
    frozen(october, "2026-11", OCTOBER_END)
    receive("N1", "2026-11-05", "640000")

    income = income_of(october.actor("ka_rep"), date(2026, 11, 23))

    assert income is not None
    assert income.earned.value == D("10800.00")


def test_somebody_without_pay_terms_is_told_what_the_page_is_for(
    october: Cast, signed_in: SignedIn
) -> None:
    text = signed_in("product_rnd").get(reverse("pay:own")).content.decode()

    assert "还没有登记工资基础" in text


def test_the_home_page_of_a_rep_begins_with_the_own_income(
    october: Cast, signed_in: SignedIn
) -> None:
    receive("N1", "2026-11-05", "640000")

    assert "12,800.00" in signed_in("ka_rep").get("/").content.decode()


def test_a_run_costs_the_same_for_many_people(
    october: Cast, signed_in: SignedIn, django_assert_max_num_queries: object
) -> None:
    run = computed(october)
    client = signed_in("finance")
    url = reverse("pay:run", args=[run.pk])
    client.get(url)

    with django_assert_max_num_queries(28):  # type: ignore[operator]
        assert client.get(url).status_code == 200


def test_the_number_of_somebody_may_change_between_two_runs(cast: Cast) -> None:
    """What was carried on belongs to the person, not to the number."""
    from dakehu.organization.models import Staff

    enter_department(cast)
    appraise(cast, "2026-10")
    receive("S1", "2026-10-08", "-50000")
    frozen(cast, "2026-11", OCTOBER_END)
    old = number_of(cast, "ka_rep")
    Staff.objects.filter(number=old).update(number="NEW-1")
    receive("N1", "2026-11-05", "640000")

    income = income_of(cast.actor("ka_rep"), date(2026, 11, 23))

    assert income is not None
    assert income.earned.value == D("11800.00")
