"""The examination of policies: planted faults are found, sound policies are left alone."""

from copy import deepcopy

import pytest

from dakehu.policy.building import BookError
from dakehu.policy.lint.examination import examine
from dakehu.policy.lint.findings import CODE_NAMES
from dakehu.policy.loading.files import read_raw
from tests.policy.planted_policies import Raw, clause, parameter, planted, seat, setting, shipped

EXPECTED = [
    ("boundary_clash", "第12条(四)"),
    ("price_cliff", "第1条(二)"),
    ("price_cliff", "第1条(三)"),
    ("price_cliff", "第1条(四)"),
    ("no_band_zone", "第1条(三)"),
    ("no_band_zone", "第1条(四)"),
    ("no_band_zone", "第1条(二)"),
    ("no_band_zone", "第1条(三)"),
    ("no_band_zone", "第1条(四)"),
    ("several_bands_zone", "第1条(二)"),
    ("no_band_zone", "第1条(三)"),
    ("no_band_zone", "第1条(四)"),
]


def test_the_shipped_book_has_exactly_the_known_notes_and_nothing_else() -> None:
    found = examine(read_raw())
    assert [(each.code, each.article) for each in found] == EXPECTED
    assert {each.policy for each in found} == {"SA"}
    assert {each.level for each in found} == {"note"}
    assert {each.version for each in found} == {"2020-01-01"}


def test_every_finding_names_a_clause_says_a_mend_and_has_a_name() -> None:
    for each in examine(read_raw()):
        assert each.article
        assert each.message
        assert each.mend
        assert each.code in CODE_NAMES
        assert each.to_json()["data"] == dict(each.data)


def test_a_parameter_set_by_two_policies_in_force_together_is_found() -> None:
    other = deepcopy(shipped("KA"))
    other["parameters"].append(parameter(shipped("SA"), "tax.rate"))
    found = examine([("KA/x.yaml", other), ("SA/x.yaml", shipped("SA"))])
    double = [each for each in found if each.code == "double_parameter"]
    assert [each.data["policies"] for each in double] == [["KA", "SA"]]


def test_a_clause_without_any_ground_is_an_orphan() -> None:
    (found,) = planted("SA", lambda raw: clause(raw, "第2条").update(purpose=" "))
    assert (found.code, found.level, found.article) == ("orphan_clause", "error", "第2条")
    assert "purpose" in found.mend


def test_an_item_that_covers_a_rule_grounds_its_clause() -> None:
    def change(raw: Raw) -> None:
        clause(raw, "第1条").update(covers=[], decides=[], chains=[])

    assert planted("SA", change) == []


def test_a_parameter_that_its_clause_does_not_state_is_an_orphan() -> None:
    (found,) = planted("SA", lambda raw: parameter(raw, "tax.rate").update(article="第2条"))
    assert (found.code, found.article) == ("orphan_parameter", "第2条")
    assert "{tax.rate}" in found.mend


def test_a_parameter_of_a_clause_that_does_not_exist_is_an_orphan() -> None:
    (found,) = planted("SA", lambda raw: parameter(raw, "tax.rate").update(article="第99条"))
    assert (found.code, found.article) == ("orphan_parameter", "第99条")


def test_a_parameter_that_nothing_reads_is_an_orphan() -> None:
    (found,) = planted("SA", lambda raw: parameter(raw, "tax.rate").update(read_by=""))
    assert (found.code, found.article) == ("orphan_parameter", "第3条")
    assert "read_by" in found.mend


def test_a_band_that_the_text_does_not_state_is_found() -> None:
    rows = [
        ["0", "0.2"],
        ["200000", "0.17"],
        ["500000", "0.14"],
        ["1000000", "0.1"],
        ["2e6", "0.1"],
    ]
    (found,) = planted("SA", setting("profit.bands", rows))
    assert (found.code, found.level, found.data["row"]) == ("untold_row", "warning", 4)
    assert "{profit.bands[4]…}" in found.mend


def test_a_seat_that_does_not_exist_is_found_with_the_likely_one() -> None:
    (near,) = planted("SA", seat("CH-1", "gmm"))
    (far,) = planted("SA", seat("CH-1", "wizard_of_oz"))
    assert (near.code, near.level, near.article) == ("empty_seat", "error", "第1条(五)")
    assert near.data["chain"] == "CH-1"
    assert "gm（总经理）" in near.mend
    assert "可能" not in far.mend


def test_a_seat_that_nobody_holds_is_found_where_the_staffing_is_known() -> None:
    staff = {
        "ka_rep": ["甲"],
        "ka_head": ["乙"],
        "market_director": ["丙"],
        "finance": ["丁"],
        "gm": ["戊"],
        "cfo": [],
    }
    found = planted("SA", lambda raw: None, holders=staff)
    assert [(each.code, each.article, each.data["chain"]) for each in found] == [
        ("empty_seat", "第35条", "CH-4")
    ]
    assert "财务总监" in found[0].message
    assert planted("SA", lambda raw: None, holders={**staff, "cfo": ["己"]}) == []


@pytest.mark.parametrize("special", ["applicant", "deputy_gm_admin"])
def test_a_seat_that_a_request_fills_or_that_may_be_empty_is_no_fault(special: str) -> None:
    def change(raw: Raw) -> None:
        raw["chains"] = [raw["chains"][0]]
        for step in raw["chains"][0]["variants"][0]["steps"]:
            step["seat"] = [special]

    assert planted("SA", change, holders={}) == []


def test_rules_of_a_register_that_no_clause_covers_are_found() -> None:
    found = examine([("SA/x.yaml", shipped("SA"))], register=["S5-1.1", "S9-9"])
    uncovered = [each for each in found if each.code == "uncovered_rule"]
    assert [each.data["rule"] for each in uncovered] == ["S9-9"]


def test_an_empty_book_covers_no_rule() -> None:
    assert [each.code for each in examine([], register=["S1-01"])] == ["uncovered_rule"]


def test_a_file_of_a_wrong_form_is_told_and_the_others_are_still_examined() -> None:
    found = examine([("KA/x.yaml", BookError("KA/x.yaml：坏了")), ("SA/x.yaml", shipped("SA"))])
    assert (found[0].code, found[0].policy, found[0].message) == (
        "bad_form",
        "KA",
        "KA/x.yaml：坏了",
    )
    assert len(found) == 1 + len(EXPECTED)


def test_what_only_the_building_of_a_policy_shows_is_told_too() -> None:
    (found,) = planted("SA", lambda raw: clause(raw, "第2条").update(text="见 {no.such} 的规定"))
    assert (found.code, found.level) == ("not_loadable", "error")
    assert "no.such" in found.message


def test_two_versions_from_the_same_day_are_found() -> None:
    found = examine([("SA/a.yaml", shipped("SA")), ("SA/b.yaml", shipped("SA"))])
    errors = [each for each in found if each.level == "error"]
    assert [each.code for each in errors] == ["double_version"]
    assert "SA/a.yaml 和 SA/b.yaml" in errors[0].message


def test_versions_that_follow_each_other_are_each_examined() -> None:
    later = deepcopy(shipped("SA"))
    later.update(version="2027", effective_from="2027-01-01")
    setting("profit.bands", [["0", "0.10"], ["200000", "0.20"]])(later)
    found = examine([("SA/a.yaml", shipped("SA")), ("SA/b.yaml", later)])
    assert [each.code for each in found if each.version == "2020-01-01"] == [c for c, _ in EXPECTED]
    assert {each.version for each in found} == {"2020-01-01", "2027"}


def test_a_step_without_any_seat_is_found() -> None:
    def empty(raw: Raw) -> None:
        raw["chains"][0]["variants"][0]["steps"][1]["seat"] = []

    (found,) = planted("SA", empty)
    assert (found.code, found.level, found.article) == ("empty_seat", "error", "第1条(五)")
    assert "没有写明交给哪个岗位" in found.message
