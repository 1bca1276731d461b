"""The tree of units."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.kit.actors import system
from dakehu.organization.models import Unit
from dakehu.organization.queries.structure import units_tree
from dakehu.organization.services.appointments import end_appointment
from dakehu.organization.services.units import (
    UnableToChangeUnit,
    UnableToCloseUnit,
    add_unit,
    close_unit,
    move_unit,
    rename_unit,
)
from tests.cast import AT, ON, Cast

BY = system("tests")


def test_a_path_lists_the_units_from_the_top_down(cast: Cast) -> None:
    ka = Unit.objects.get(pk=cast.units["ka"])
    assert ka.path == f"/{cast.units['company']}/{cast.units['mkt']}/{ka.pk}/"


def test_a_move_changes_the_paths_of_all_below(cast: Cast) -> None:
    team = add_unit(by=BY, at=AT, name="华东组", parent=cast.units["ka"], kind="team")
    move_unit(by=BY, at=AT, unit=cast.units["mkt"], parent=cast.units["gm_office"], on=ON)
    above = Unit.objects.get(pk=cast.units["gm_office"]).path
    team.refresh_from_db()
    assert team.path == f"{above}{cast.units['mkt']}/{cast.units['ka']}/{team.pk}/"


def test_a_move_leaves_units_with_similar_ids_alone(cast: Cast) -> None:
    before = dict(Unit.objects.exclude(pk=cast.units["hr"]).values_list("pk", "path"))
    move_unit(by=BY, at=AT, unit=cast.units["hr"], parent=cast.units["finance"], on=ON)
    after = dict(Unit.objects.exclude(pk=cast.units["hr"]).values_list("pk", "path"))
    assert after == before


@pytest.mark.parametrize("below", ["mkt", "ka"])
def test_a_unit_does_not_move_into_itself_or_below_itself(cast: Cast, below: str) -> None:
    with pytest.raises(UnableToChangeUnit, match="不能移到自己或自己的下级部门"):
        move_unit(by=BY, at=AT, unit=cast.units["mkt"], parent=cast.units[below], on=ON)
    assert Unit.objects.get(pk=cast.units["mkt"]).parent_id == cast.units["company"]


def test_one_parent_has_no_two_units_of_one_name(cast: Cast) -> None:
    with pytest.raises(UnableToChangeUnit, match="同一级里已有“财务部”"):
        add_unit(by=BY, at=AT, name="财务部", parent=cast.units["company"])
    assert add_unit(by=BY, at=AT, name="财务部", parent=cast.units["mkt"]).pk


def test_a_unit_with_people_is_not_closed(cast: Cast) -> None:
    with pytest.raises(UnableToCloseUnit, match="还有人任职"):
        close_unit(by=BY, at=AT, unit=cast.units["finance"], on=ON)
    assert Unit.objects.get(pk=cast.units["finance"]).closed_on is None


def test_a_unit_with_units_below_is_not_closed(cast: Cast) -> None:
    with pytest.raises(UnableToCloseUnit, match="下面还有部门"):
        close_unit(by=BY, at=AT, unit=cast.units["mkt"], on=ON)
    assert Unit.objects.get(pk=cast.units["mkt"]).closed_on is None


def test_a_closed_unit_is_there_on_earlier_days_only(cast: Cast) -> None:
    held = Unit.objects.get(pk=cast.units["rnd"]).positions.get().appointments.get()
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON)
    close_unit(by=BY, at=AT, unit=cast.units["rnd"], on=ON)
    assert "研发技术部" in _names(cast, days=-1)
    assert "研发技术部" not in _names(cast, days=0)


def _names(cast: Cast, *, days: int) -> list[str]:
    (top,) = units_tree(ON + timedelta(days=days))
    return [unit.name for unit in top.children]


def test_a_new_name_is_told_everywhere(cast: Cast) -> None:
    rename_unit(by=BY, at=AT, unit=cast.units["ka"], name="重点客户部")
    (top,) = units_tree(ON)
    (mkt,) = [unit for unit in top.children if unit.name == "市场营销中心"]
    assert [unit.name for unit in mkt.children] == ["重点客户部", "市场部"]


def test_a_rep_does_not_change_units(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        rename_unit(by=cast.actor("ka_rep"), at=AT, unit=cast.units["ka"], name="我的部门")
    assert Unit.objects.get(pk=cast.units["ka"]).name == "大客户部"
