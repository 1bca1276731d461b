"""The pages: every clause once, deep links, fragments, papers, and few queries."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from dakehu.accounts.models import User
from dakehu.calendar.services import set_day
from dakehu.kit.settings_store import write
from dakehu.kit.work import work
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.queries.published import book
from dakehu.rulebook.services.versions import publish_version
from dakehu.rulebook.trials import TRIALS
from tests.cast import Cast, build_cast
from tests.rulebook.conftest import AT, STARTER, next_version, parameter

CODES = ["AP", "DE", "EX", "KA", "OF", "SA"]
MOST_QUERIES = 12
QUOTE = "unit_cost=70&quantity=10000&estimated_sales=85.4万&rebate_rate=8&customer_type=enterprise"

Get = Callable[..., HttpResponse]


@pytest.fixture
def cast(published: tuple[PolicyVersion, ...]) -> Cast:
    """The company with its policies, in the demo's mode and on its day."""
    built = build_cast()
    User.objects.update(must_change_password=False)
    with work(by=STARTER, at=AT):
        write("mode", "demo")
        write("business_day", "2026-11-23")
    return built


@pytest.fixture
def get(cast: Cast) -> Get:
    """Ask for a page as one of the cast, who signs in once."""
    signed_in: dict[str, Client] = {}

    def ask(path: str, who: str = "ka_rep", **headers: str) -> HttpResponse:
        if who not in signed_in:
            signed_in[who] = Client()
            signed_in[who].force_login(
                User.objects.get(pk=cast.users[who]),
                backend="dakehu.accounts.backends.NameOrMobile",
            )
        return signed_in[who].get(path, headers=headers)

    return ask


def text_of(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def later_version() -> None:
    def change(raw: dict[str, Any]) -> None:
        parameter(raw, "commission.rate")["value"] = "0.025"

    publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-12-01", change))


@pytest.mark.parametrize("code", CODES)
def test_a_policy_shows_every_article_once_with_ids_of_its_own(
    get: Get, code: str, django_assert_max_num_queries: Any
) -> None:
    get("/rulebook/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text_of(get(f"/rulebook/{code}/"))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert max(Counter(ids).values()) == 1
    policy = book().versions(code)[-1]
    for clause in policy.clauses:
        assert page.count(f'<section class="article" id="{clause.article}">') == 1
        assert all(f"{clause.article}-{item.number}" in ids for item in clause.items)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert set(targets) <= set(ids) | {"content"}


def test_the_values_in_a_text_are_told_with_name_and_day(get: Get) -> None:
    page = text_of(get("/rulebook/SA/"))
    assert 'data-tip="基本利润率分档，自 2020-01-01 起">200,000</span>' in page
    assert "{profit" not in page


@pytest.mark.parametrize("code", ["CH-1", "profit.bands", "S5-1.1", "A-14"])
def test_codes_are_for_the_administrator(get: Get, code: str) -> None:
    assert code not in text_of(get("/rulebook/SA/"))
    assert code in text_of(get("/rulebook/SA/", "admin"))


def test_a_document_is_not_kept_past_a_new_version(get: Get) -> None:
    before = text_of(get("/rulebook/SA/?on=2026-12-01"))
    later_version()
    after = text_of(get("/rulebook/SA/?on=2026-12-01"))
    assert ("2.5%" in before, "2.5%" in after) == (False, True)
    assert "2026-12-01 起改为现文" in after


def test_the_home_page_lists_the_policies_of_a_day(get: Get) -> None:
    later_version()
    page = text_of(get("/rulebook/"))
    assert [page.count(policy.title) for policy in book().policies[:1]] == [1]
    assert "今天施行 6 项制度" in page
    assert "version=2026-12-01" not in page
    assert "version=2026-12-01" in text_of(get("/rulebook/?on=2026-12-01"))
    assert "待施行" in text_of(get("/rulebook/?on=2019-01-01"))
    assert "今天施行 6 项制度" in text_of(get("/rulebook/?on=nonsense"))


def test_a_clause_is_a_page_and_alone_a_fragment(get: Get) -> None:
    page = text_of(get("/rulebook/SA/第1条/"))
    alone = text_of(get("/rulebook/SA/第1条/", **{"HX-Request": "true"}))
    assert "<html" in page
    assert "<html" not in alone
    for told in (page, alone):
        assert "基本利润保障" in told
        assert "/rulebook/SA/?version=2020-01-01#第1条" in told


def test_an_item_is_marked_where_it_is_linked(get: Get) -> None:
    page = text_of(get("/rulebook/SA/第1条(三)/"))
    assert '<li id="第1条-三" class="is-target">' in page


@pytest.mark.parametrize(
    "path",
    [
        "/rulebook/SA/第99条/",
        "/rulebook/SA/第1条(九)/",
        "/rulebook/XX/",
        "/rulebook/XX/compare/",
        "/rulebook/SA/?version=1999",
        "/rulebook/SA/compare/?from=1999",
        "/rulebook/try/nonsense/",
        "/rulebook/try/travel/",
        f"/rulebook/try/quote/explain/?{QUOTE}&figure=nonsense",
        "/rulebook/try/quote/explain/?figure=total",
    ],
)
def test_what_does_not_exist_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_the_versions_are_listed_and_compared(get: Get) -> None:
    later_version()
    versions = text_of(get("/rulebook/SA/versions/"))
    assert re.findall(r'class="row-name"[^>]*>([^<]+)', versions) == ["2026-12-01", "2020-01-01"]
    assert "待施行" in versions
    compared = text_of(get("/rulebook/SA/compare/"))
    assert "<del>2%</del>" in compared
    assert "<ins>2.5%</ins>" in compared
    assert "两个版本相同" in text_of(get("/rulebook/OF/compare/"))


def test_a_version_to_come_is_withdrawn_with_a_reason(get: Get, cast: Cast) -> None:
    later_version()
    row = PolicyVersion.objects.get(version="2026-12-01")
    address = f"/rulebook/SA/versions/{row.pk}/withdraw/"
    assert address not in text_of(get("/rulebook/SA/versions/"))
    assert get(address).status_code == 403
    assert address in text_of(get("/rulebook/SA/versions/", "gm"))
    assert "撤回的理由" in text_of(get(address, "gm"))
    client = Client()
    user = User.objects.get(pk=cast.users["gm"])
    client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
    assert client.post(address, {"reason": "提成比例写错"}).status_code == 302
    versions = text_of(get("/rulebook/SA/versions/", "gm"))
    assert re.findall(r'class="row-name"[^>]*>([^<]+)', versions) == ["2020-01-01"]
    assert "提成比例写错" in versions
    assert address not in versions


def test_a_changed_version_is_told_on_every_page_that_would_use_it(get: Get, anew: None) -> None:
    row = PolicyVersion.objects.get(code="SA")
    PolicyVersion.objects.filter(pk=row.pk).update(content=f"{row.content} ")
    answer = get("/rulebook/try/quote/?unit_cost=70&quantity=1")
    assert answer.status_code == 500
    assert "《大客户销售政策》2020-01-01" in answer.content.decode()
    assert "与发布时不一致" in answer.content.decode()


def test_a_search_shows_what_it_found(get: Get) -> None:
    page = text_of(get("/rulebook/search/?q=特批"))
    assert "<mark>特批</mark>" in page
    assert "&lt;script&gt;" in text_of(get("/rulebook/search/?q=<script>"))
    assert "没有找到" in text_of(get("/rulebook/search/?q=没有这样的词"))
    assert "填一个词" in text_of(get("/rulebook/search/"))


def test_the_values_in_force_are_listed_by_policy(get: Get) -> None:
    page = text_of(get("/rulebook/parameters/"))
    assert "业务提成比例" in page
    assert "commission.rate" not in page
    assert "commission.rate" in text_of(get("/rulebook/parameters/", "admin"))
    part = text_of(get("/rulebook/parameters/?q=提成", **{"HX-Request": "true"}))
    assert "<html" not in part
    assert "增值税税率" not in part


def test_the_approvers_are_told_for_anybody_and_any_day(
    get: Get, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    get("/rulebook/")
    with django_assert_max_num_queries(20):
        own = text_of(get("/rulebook/approvers/"))
    assert "林晓雯可以提出的事项" in own
    assert "CH-1" not in own
    other = text_of(get(f"/rulebook/approvers/?person={cast.staff['gm']}", "admin"))
    assert "赵启明可以提出的事项" in other
    assert "请本人在“代理”中指定一位代理人" in other
    assert "CH-1" in other
    assert "还没有员工或者施行的制度" in text_of(get("/rulebook/approvers/?on=2019-01-01"))


def test_the_examination_is_for_those_who_mend(get: Get) -> None:
    assert get("/rulebook/lint/").status_code == 403
    page = text_of(get("/rulebook/lint/", "ka_head"))
    assert "没有错误和警告，另有 12 条说明供了解" in page
    assert "价格断崖" in page
    assert "rebate.edge_200k" not in page
    assert "rebate.edge_200k" in text_of(get("/rulebook/lint/", "admin"))


def test_the_paper_has_company_title_and_every_clause(get: Get) -> None:
    page = text_of(get("/rulebook/SA/print/"))
    assert "江州恒筑新材料有限公司" in page
    assert "2019年12月20日总经理批准" in page
    assert all(f"<b>{clause.article}</b>" in page for clause in book().versions("SA")[0].clauses)
    assert "盖章处" in page
    assert 'class="side"' not in page


@pytest.mark.parametrize("kind", TRIALS)
def test_a_trial_answers_its_own_example_and_explains_every_figure(get: Get, kind: str) -> None:
    example = next(
        iter(re.findall(r'href="(\?[^"]*)">用例子试试', text_of(get(f"/rulebook/try/{kind}/"))))
    ).replace("&amp;", "&")
    page = text_of(get(f"/rulebook/try/{kind}/{example}"))
    urls = [url.replace("&amp;", "&") for url in re.findall(r'data-explain-url="([^"]+)"', page)]
    assert urls
    for url in urls:
        drawer = text_of(get(url, **{"HX-Request": "true"}))
        assert "怎么算的" in drawer
        assert "<html" not in drawer


def test_a_trial_knows_the_companys_own_days_off(get: Get) -> None:
    question = "dates/?what=monthly_meeting&month=2026-06"
    assert "2026-06-01" in text_of(get(f"/rulebook/try/{question}"))
    set_day(by=STARTER, at=AT, day=date(2026, 6, 1), is_working=False, name="厂休")
    assert "2026-06-02" in text_of(get(f"/rulebook/try/{question}"))


def test_a_figure_leads_to_its_explanation_and_on_to_its_clause(get: Get) -> None:
    page = text_of(get(f"/rulebook/try/quote/?{QUOTE}"))
    assert "854,000.00" in page
    (url,) = (one for one in re.findall(r'data-explain-url="([^"]+)"', page) if "=total" in one)
    drawer = text_of(get(url.replace("&amp;", "&"), **{"HX-Request": "true"}))
    assert "按 2020-01-01 起施行的版本" in drawer
    clause = re.findall(r'href="(/rulebook/SA/[^"]+)"', drawer)[0]
    assert "margin-note" in text_of(get(clause, **{"HX-Request": "true"}))


@pytest.mark.parametrize(
    "path, told",
    [
        ("quote/?unit_cost=x&quantity=1&customer_type=enterprise", "请填写金额"),
        ("quote/?unit_cost=-1&quantity=1&customer_type=enterprise", "须大于 0"),
        ("quote/?unit_cost=1&quantity=1&rebate_rate=5&customer_type=military", "不得设返点"),
        ("dates/?what=weekly_meeting", "必须填写"),
        ("profit_rate/?estimated_sales=1&on=2019-01-01", "该日期之前没有施行的制度"),
        (
            "commission/?pay_month=2026-13&receipts__0__amount=1&receipts__0__verified_on=2026-10-01",
            "须为 YYYY-MM",
        ),
    ],
)
def test_what_cannot_be_answered_is_said_at_its_field(get: Get, path: str, told: str) -> None:
    page = text_of(get(f"/rulebook/try/{path}"))
    assert told in page
    assert "data-explain-url" not in page


def test_strangers_sign_in_first(cast: Cast) -> None:
    answer = Client().get("/rulebook/SA/")
    assert answer.status_code == 302


def test_with_nothing_published_every_page_still_opens(db: None) -> None:
    build_cast()
    user = User.objects.get(username="qianwei")
    User.objects.update(must_change_password=False)
    with work(by=STARTER, at=AT):
        write("mode", "demo")
    client = Client()
    client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
    for path in ("", "parameters/", "approvers/", "lint/", "search/?q=特批", "try/"):
        assert client.get(f"/rulebook/{path}").status_code == 200, path
    tried = client.get("/rulebook/try/profit_rate/?estimated_sales=1").content.decode()
    assert "还没有发布制度" in tried


def test_a_version_is_told_in_the_trail_and_found_by_reference(cast: Cast) -> None:
    from dakehu.kit.refs import RecordRef, missing
    from dakehu.kit.registry import record_kinds
    from dakehu.kit.wording import told

    row = PolicyVersion.objects.get(code="SA")
    kind = record_kinds["policy_version"]
    assert missing([RecordRef("policy_version", row.pk), RecordRef("policy_version", 0)]) == [
        RecordRef("policy_version", 0)
    ]
    assert kind.title(row.pk) == "《大客户销售政策》2020-01-01"
    assert kind.url(row.pk) == "/rulebook/SA/?version=2020-01-01"
    sentence = told(
        "rulebook.version_published",
        {"title": row.title, "version": row.version, "effective_from": date(2020, 1, 1)},
    )
    assert sentence == "发布《大客户销售政策》2020-01-01，自 2020-01-01 起施行"
