"""Starter papers: complete, in Chinese, bound to clauses that exist, and free to be edited."""

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dakehu.policy.book import Rulebook
from dakehu.policy.loading.files import shipped_book
from tests.policybook.prose import ARTICLE, PLACEHOLDERS, half_width_marks, strings_of, unended
from tests.policybook.register import RULES

FILES = sorted(shipped_book().glob("*/starter/*.yaml"))
CODES = frozenset({"kind", "code", "key", "policy", "scheme", "how", "source", "chain", "rule"})
each_file = pytest.mark.parametrize(
    "path", FILES, ids=[f"{path.parts[-3]}/{path.stem}" for path in FILES]
)


def read(path: Path | str) -> dict[str, Any]:
    content = yaml.safe_load((shipped_book() / path).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def found_under(content: Any, key: str) -> list[Any]:
    """Every value that stands under `key`, however deep; lists are laid flat."""
    found: list[Any] = []
    if isinstance(content, dict):
        for name, value in content.items():
            if name == key:
                found.extend(value if isinstance(value, list) else [value])
            found.extend(found_under(value, key))
    elif isinstance(content, list):
        for value in content:
            found.extend(found_under(value, key))
    return found


@each_file
def test_a_starter_file_is_titled_editable_and_belongs_to_its_policy(path: Path) -> None:
    content = read(path)

    assert content["kind"]
    assert re.search(r"[一-鿿]{2}", content["title"])
    assert content["editable"] is True
    assert content["policy"] == path.parts[-3]
    assert len(list(strings_of(content, CODES))) >= 20


@each_file
def test_a_starter_file_has_no_placeholder_and_no_half_width_punctuation(path: Path) -> None:
    for text in strings_of(read(path), CODES | {"input", "answer", "answer_field", "articles"}):
        assert PLACEHOLDERS.findall(text) == [], text
        chinese = re.sub(r"[0-9A-Za-z.,:%-]+", "", ARTICLE.sub("", text))
        assert half_width_marks(chinese) == [], text
        assert text.strip(), "an empty text"


@each_file
def test_a_starter_file_cites_articles_rules_and_chains_that_exist(
    path: Path, rules: Rulebook
) -> None:
    content = read(path)
    policy = rules.policies[content["policy"]]
    articles = [*found_under(content, "articles"), *found_under(content, "article")]

    assert set(articles) <= set(policy.texts)
    assert set(found_under(content, "rule")) <= set(RULES)
    chains = set(found_under(content, "chain"))
    assert all(rules.chain(code).code == code for code in chains)


JOBS = {
    "ka_head": ("A", 17, "Ar", 8),
    "ka_clerk": ("B", 8, "Bp", 4),
    "ka_rep": ("C", 5, "", 0),
}


def test_there_are_three_job_descriptions() -> None:
    papers = read("DE/starter/job_descriptions.yaml")["papers"]

    assert [paper["code"] for paper in papers] == list(JOBS)


@pytest.mark.parametrize("code", JOBS)
def test_a_job_description_has_every_duty_and_right_of_the_policy(code: str) -> None:
    letter, duties, right, rights = JOBS[code]
    papers = {paper["code"]: paper for paper in read("DE/starter/job_descriptions.yaml")["papers"]}
    paper = papers[code]

    assert [duty["rule"] for duty in paper["duties"]] == [
        f"S4-3.{letter}{number}" for number in range(1, duties + 1)
    ]
    assert [each["rule"] for each in paper["rights"]] == [
        f"S4-3.{right}{number}" for number in range(1, rights + 1)
    ]
    assert all(len(duty["text"]) >= 20 and duty["title"] for duty in paper["duties"])
    assert all(len(each["text"]) >= 8 for each in paper["rights"])
    for text in (duty["text"] for duty in (*paper["duties"], *paper["rights"])):
        assert not unended(text)


@pytest.mark.parametrize("code", JOBS)
def test_a_job_description_names_superior_subordinates_and_core_task(code: str) -> None:
    papers = {paper["code"]: paper for paper in read("DE/starter/job_descriptions.yaml")["papers"]}
    paper = papers[code]

    assert paper["title"].endswith("职务说明书")
    assert paper["superior"] == ("市场总监" if code == "ka_head" else "大客户部经理")
    assert paper["subordinates"] or paper["subordinates_note"]
    assert len(paper["core_task"]) >= 10
    assert paper["requirements"]["proposal"] is True
    assert len(paper["requirements"]["items"]) >= 4


PARTS = {
    "appraisal_sales": {"performance": 0, "ability": 4, "attitude": 4},
    "appraisal_clerk": {"workload": 1, "attitude": 3, "ability": 3, "effect": 1},
}


@pytest.mark.parametrize("form", PARTS)
def test_an_appraisal_form_has_the_parts_of_its_scheme_at_the_weights_in_force(
    form: str, rules: Rulebook
) -> None:
    content = read(f"AP/starter/{form}.yaml")
    weights = rules[f"score.weights.{content['scheme']}"]

    assert [part["key"] for part in content["parts"]] == list(PARTS[form])
    assert [part["max"] for part in content["parts"]] == [str(weight) for weight in weights]
    for part in content["parts"]:
        assert part["article"] in rules.policies["AP"].texts
        items = part.get("items", [])
        assert len(items) >= PARTS[form][part["key"]]
        assert not items or sum(float(item["max"]) for item in items) == float(part["max"])


@pytest.mark.parametrize("form", PARTS)
def test_each_sub_item_has_three_to_five_graded_descriptions_without_a_gap(form: str) -> None:
    parts = read(f"AP/starter/{form}.yaml")["parts"]
    items = [item for part in parts for item in part.get("items", [])]

    assert items
    for item in items:
        levels = item["levels"]
        assert 3 <= len(levels) <= 5
        assert len({level["name"] for level in levels}) == len(levels)
        assert len({level["behaviour"] for level in levels}) == len(levels)
        assert all(len(level["behaviour"]) >= 20 for level in levels)
        edges = [
            (round(float(level["from"]) * 100), round(float(level["to"]) * 100)) for level in levels
        ]
        assert edges[0][1] == round(float(item["max"]) * 100)
        assert edges[-1][0] == 0
        for (low, high), (_, below) in itertools.pairwise(edges):
            assert high >= low == below + 1
        assert len(item["evidence"]) >= 2
        assert item["watch"]


@pytest.mark.parametrize("form", PARTS)
def test_an_appraisal_form_records_deductions_the_talk_and_signatures(form: str) -> None:
    content = read(f"AP/starter/{form}.yaml")

    assert {"证据", "本人意见"} <= set(content["deductions"]["fields"])
    assert len(content["talk"]["fields"]) >= 6
    assert len(content["statement"]["choices"]) == 2
    roles = [each["role"] for each in content["signatures"]]
    assert roles[0] == "被考核人"
    assert len(roles) >= 4


def test_there_are_scripts_for_the_nine_scenes() -> None:
    scripts = read("DE/starter/scripts.yaml")["scripts"]

    assert [script["code"] for script in scripts] == [
        "first_call",
        "reception",
        "needs",
        "quote_in_authority",
        "rebate_not_approved",
        "bargaining",
        "refuse_kickback",
        "complaint",
        "government_buyer",
    ]
    for script in scripts:
        assert len(script["opening"]) >= 15
        assert len(script["key_sentences"]) >= 3
        assert len(script["not_to_say"]) >= 3
        assert len(script["afterwards"]) >= 15


def test_training_covers_probation_and_service_and_fills_a_year() -> None:
    training = read("DE/starter/training.yaml")
    taught = {course["rule"] for course in training["probation"]["courses"]}
    served = {course["rule"] for course in training["in_service"]["courses"]}
    codes = {course["code"] for course in training["in_service"]["courses"]}
    months = training["calendar"]["months"]

    assert {"S4-4.1", "S4-4.2"} <= taught
    assert {"S4-4.3", "S4-4.4", "S4-4.5", "S4-4.6"} <= served
    assert [month["month"] for month in months] == list(range(1, 13))
    assert {code for month in months for code in month["courses"]} == codes


def test_confidentiality_papers_are_an_undertaking_a_list_and_a_leavers_statement() -> None:
    papers = read("DE/starter/confidentiality.yaml")

    assert len(papers["undertaking"]["clauses"]) >= 8
    assert [level["title"] for level in papers["classes"]["levels"]] == ["秘密", "内部", "公开"]
    assert all(len(level["entries"]) >= 2 for level in papers["classes"]["levels"])
    assert len(papers["leaver"]["checklist"]) >= 8
    amounts = [text for text in strings_of(papers) if re.search(r"[0-9]+ ?元", text)]
    assert amounts == [], "no fixed money penalty"


def test_rebate_letters_and_the_guide_to_special_approval_are_complete() -> None:
    papers = {paper["code"]: paper for paper in read("SA/starter/notices.yaml")["papers"]}

    assert set(papers) >= {"rebate_tax_notice", "rebate_confirmation", "special_approval_guide"}
    notice = "".join(papers["rebate_tax_notice"]["paragraphs"])
    assert "包含相关税费" in notice
    assert "对公账户" in notice
    assert len(papers["rebate_confirmation"]["paragraphs"]) >= 6
    assert sum(len(each["items"]) for each in papers["special_approval_guide"]["sections"]) >= 12


@pytest.mark.parametrize(
    "paper",
    [
        "meeting_notice",
        "leave_request",
        "minutes",
        "resolution_tracking",
        "sign_in_sheet",
        "duty_roster",
        "violation_record",
    ],
)
def test_papers_of_the_office_have_fields_notes_and_signatures(paper: str) -> None:
    content = read(f"OF/starter/{paper}.yaml")

    assert len(content["fields"]) >= 4
    assert all(field["label"] for field in content["fields"])
    assert len(content["notes"]) >= 2
    assert content["signatures"]
    assert len(content["usage"]) >= 15
