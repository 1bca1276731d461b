"""Reading: what a clause drives, since when it holds, searching, comparing, explaining."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from dakehu.organization.services.labels import rename_label
from dakehu.policy.book import Policy
from dakehu.policy.figures import nodes_of
from dakehu.policy.loading.files import load_book
from dakehu.rulebook.explaining import part_of, value_read
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.queries.published import rulebook_on, version_of
from dakehu.rulebook.queries.reading import (
    chapters,
    clause,
    compare,
    explanation_context,
    findings_on,
    parameter_groups,
    parameters_on,
    search,
    what_drives,
)
from dakehu.rulebook.services.versions import publish_version
from dakehu.rules import answering
from dakehu.rules.answering import answer_of
from dakehu.rules.asking import Refused
from dakehu.rules.kinds import KINDS
from tests.rulebook.conftest import AT, STARTER, next_version, parameter
from tests.rulebook.test_reads import questions

ON = date(2026, 11, 23)
LATER = date(2026, 12, 1)

pytestmark = pytest.mark.usefixtures("published")


def policy(code: str, on: date = ON) -> Policy:
    found = version_of(code, on=on)
    assert found is not None
    return found


def later_version() -> PolicyVersion:
    def change(raw: dict[str, Any]) -> None:
        parameter(raw, "commission.rate")["value"] = "0.025"

    return publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-12-01", change))


def test_a_clause_tells_what_it_drives() -> None:
    drives = what_drives(policy("SA"), "第1条")
    assert drives is not None
    assert [kind for kind, _title in drives.kinds] == ["profit_rate", "quote"]
    assert [line.key for line in drives.parameters] == ["profit.bands"]
    assert [chain.code for chain in drives.chains] == ["CH-1"]
    assert "S5-1.1" in drives.rules


def test_a_clause_cited_for_a_rule_drives_its_computation_without_a_parameter() -> None:
    article = rulebook_on(ON).law("S5-4.1a").article.partition("(")[0]
    drives = what_drives(policy("SA"), article)
    assert drives is not None
    assert "month_pay" in dict(drives.kinds)


def test_an_article_that_does_not_exist_drives_nothing() -> None:
    assert what_drives(policy("SA"), "第99条") is None
    assert clause(policy("SA"), "第99条") is None


def test_every_kind_that_reads_a_parameter_is_named_by_its_clause() -> None:
    for code in ("KA", "OF", "DE", "AP", "SA", "EX"):
        for chapter in chapters(policy(code)):
            for part in chapter.clauses:
                rules = {line.key for line in part.drives.parameters}
                read = {key for key in rules if policy(code).parameters[key].read_by == "rules"}
                assert not read or part.drives.kinds, f"{code} {part.article}"


def test_a_value_tells_since_when_it_holds() -> None:
    later_version()
    since = {line.key: line.since for line in parameters_on(LATER)}
    assert since["commission.rate"] == LATER
    assert since["tax.rate"] == date(2020, 1, 1)


def test_a_changed_clause_is_marked_and_an_unchanged_one_keeps_its_day() -> None:
    later_version()
    changed, same = (clause(policy("SA", LATER), article) for article in ("第37条", "第1条"))
    assert changed is not None
    assert same is not None
    assert (changed.since, changed.is_new) == (LATER, True)
    assert (same.since, same.is_new) == (date(2020, 1, 1), False)
    first = clause(policy("SA"), "第37条")
    assert first is not None
    assert not first.is_new


@pytest.mark.parametrize(
    "words", ["特批", "20%", "２０％", "200,000 元以上", "特批 总经理", "第37条"]
)
def test_words_and_values_are_found(words: str) -> None:
    hits = search(words, ON)
    assert hits
    assert all(hit.url.startswith("/rulebook/") for hit in hits)


def test_every_occurrence_is_marked() -> None:
    hit = next(hit for hit in search("特批", ON) if str(hit.place) == "第10条")
    marked = [part.text for line in hit.lines for part in line.stretches if part.is_hit]
    assert set(marked) == {"特批"}
    assert [part.text for part in hit.title if part.is_hit] == ["特批"]


def test_the_name_of_a_value_leads_to_its_clause() -> None:
    hits = search("基本利润率分档", ON)
    assert [(hit.policy, str(hit.place), hit.parameters) for hit in hits] == [
        ("SA", "第1条", ("基本利润率分档",))
    ]


@pytest.mark.parametrize("words", ["", "  ", "没有这样的词"])
def test_nothing_is_found_for_no_words_and_for_strange_ones(words: str) -> None:
    assert search(words, ON) == []


def test_before_the_first_version_nothing_is_found() -> None:
    assert search("特批", date(2019, 1, 1)) == []


def test_a_comparison_shows_the_changed_value_and_its_clause() -> None:
    later_version()
    found = compare("SA", "2020-01-01", "2026-12-01", ON)
    assert found is not None
    (changed,) = found.parameters
    assert (changed.name, changed.label) == ("业务提成比例", "修改")
    assert [run.text for run in changed.new if run.mark == "new"] == ["2.5%"]
    assert [change.name for change in found.clauses] == ["第37条"]
    assert found.chains == ()
    same = compare("SA", "2020-01-01", "2020-01-01", ON)
    assert same is not None
    assert same.is_same
    assert compare("SA", "2020-01-01", "1999", ON) is None


def test_values_are_narrowed_by_name_and_value() -> None:
    groups, count = parameter_groups(ON, "返点")
    assert count == sum(len(lines) for _title, lines in groups)
    assert {title for title, _lines in groups} == {"大客户销售政策"}
    assert parameter_groups(ON, "13%")[1] == 1
    assert parameter_groups(date(2019, 1, 1)) == ([], 0)


def test_a_bare_number_is_told_with_its_unit() -> None:
    told = {line.key: line.told for line in parameters_on(ON)}
    assert told["quote.valid_days"] == "30 日"
    assert told["commission.rate"] == "2%"


def test_the_companys_own_words_stand_in_texts_but_titles_stay() -> None:
    rename_label(by=STARTER, at=AT, code="noun.special_approval", text="价格特许")
    rename_label(by=STARTER, at=AT, code="role.ka_head", text="大客户总监")
    hits = search("价格特许", ON)
    assert hits
    assert not search("特批", ON)
    assert any(
        "大客户总监" in part.text
        for hit in search("大客户总监", ON)
        for line in hit.lines
        for part in line.stretches
    )
    assert {hit.policy_title for hit in hits} == {"大客户部管理办法", "大客户销售政策"}


def test_codes_of_policies_and_chains_are_told_by_their_names() -> None:
    found = clause(policy("DE"), "第25条")
    assert found is not None
    text = "".join(piece.text for piece in found.pieces)
    assert "《绩效考核办法》按“考核办法的修改与废止”程序" in text
    assert "CH-" not in text


def test_the_examination_leaves_out_what_is_no_longer_in_force() -> None:
    later_version()
    before, after = findings_on(ON), findings_on(LATER)
    assert {finding.version for finding in before if finding.policy == "SA"} == {
        "2020-01-01",
        "2026-12-01",
    }
    assert {finding.version for finding in after if finding.policy == "SA"} == {"2026-12-01"}
    assert any(finding.code == "empty_seat" for finding in before)


def explanation() -> Any:
    question = {"unit_cost": "70", "quantity": "10000", "estimated_sales": "854000"}
    return answer_of(KINDS["quote"], question, book=load_book(), today=ON)["explanation"]


def test_an_explanation_leads_to_its_clauses_and_says_which_versions() -> None:
    context = explanation_context(explanation())
    assert context["footer"] == "按 2020-01-01 起施行的版本"
    url = context["clause_urls"]["SA 第1条(三)"]
    assert url.endswith("/?version=2020-01-01")
    values = {node["id"]: node["value"] for node in context["explanation"]["nodes"]}
    assert (values["profit_rate"], values["total"]) == ("14%", "854,000.00")


def test_an_explanation_without_clauses_names_no_version() -> None:
    told = answer_of(KINDS["capitals"], {"amount": "1"}, book=load_book(), today=ON)
    context = explanation_context(told["explanation"])
    assert (context["footer"], context["clause_urls"]) == ("", {})


def test_a_part_of_an_explanation_is_one_figure_with_what_it_stands_on() -> None:
    whole = explanation()
    part = part_of(whole, "total")
    assert [node["id"] for node in part["nodes"]][:3] == ["total", "unit_price", "quantity"]
    ids = {node["id"] for node in part["nodes"]}
    assert all(each in ids for node in part["nodes"] for each in node["inputs"])
    assert "rebate_shortfall" not in ids


@pytest.mark.parametrize("kind", KINDS)
def test_shares_and_counts_are_told_as_people_read_them_and_nothing_else_is(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, tuple[str, str, str]] = {}
    plain = answering.explained

    def noting(root: Any, others: Any = ()) -> Any:
        others = list(others)
        for figure in nodes_of((root, *others)):
            seen[f"{figure.label}{figure.unit}"] = (figure.label, figure.written(), figure.read())
        return plain(root, others)

    monkeypatch.setattr(answering, "explained", noting)
    for question in questions(kind):
        try:
            answer_of(KINDS[kind], question, book=load_book(), today=ON)
        except Refused:
            continue
    for label, written, read in seen.values():
        told = value_read(label, written)
        if written and "T" not in written and ("%" in told or read != written):
            assert told == read, label
    assert seen


@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_is_a_whole_sentence(kind: str) -> None:
    notices: list[str] = []
    for question in questions(kind):
        with suppress(Refused):
            answer = answer_of(KINDS[kind], question, book=load_book(), today=ON)
            notices += [each["message"] for each in answer["notices"]]
    assert [each for each in notices if not each.endswith("。")] == []
