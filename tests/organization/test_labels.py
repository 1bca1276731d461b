"""The company's own words."""

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.audit.models import Entry
from dakehu.organization.queries.labels import label, label_table, role_label
from dakehu.organization.services.labels import UnableToRenameLabel, rename_label
from tests.cast import AT, Cast


def test_a_role_is_told_by_the_name_that_the_company_gave_it(cast: Cast) -> None:
    by = cast.actor("gm")
    rename_label(by=by, at=AT, code="role.ka_rep", text="客户代表")
    assert role_label("ka_rep") == "客户代表"
    rename_label(by=by, at=AT, code="role.ka_rep", text=" ")
    assert role_label("ka_rep") == "大客户员"


def test_nouns_and_grades_have_words_too(cast: Cast) -> None:
    rename_label(by=cast.actor("admin"), at=AT, code="noun.rebate", text="奖励金")
    assert label("noun.rebate") == "奖励金"
    assert label("grade.a") == "A类"
    changed = [row.text for _title, rows in label_table() for row in rows if row.is_changed]
    assert changed == ["奖励金"]


def test_seats_that_a_request_fills_keep_their_names(db: None) -> None:
    assert role_label("applicant") == "申请人"


def test_unknown_and_too_long_words_are_refused(cast: Cast) -> None:
    with pytest.raises(UnableToRenameLabel, match="没有这个名词"):
        rename_label(by=cast.actor("gm"), at=AT, code="noun.nothing", text="无")
    with pytest.raises(UnableToRenameLabel, match="最多 20 个字"):
        rename_label(by=cast.actor("gm"), at=AT, code="noun.rebate", text="长" * 21)


def test_a_rep_renames_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        rename_label(by=cast.actor("ka_rep"), at=AT, code="noun.rebate", text="好处")
    assert label("noun.rebate") == "返点"


def test_a_rename_leaves_one_row(cast: Cast) -> None:
    before = Entry.objects.count()
    rename_label(by=cast.actor("admin"), at=AT, code="noun.rebate", text="奖励金")
    rows = Entry.objects.order_by("number")[before:]
    assert [one.action for one in rows] == ["organization.label_renamed"]
