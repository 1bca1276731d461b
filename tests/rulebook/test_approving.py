"""Who approves what, on any day: the seats of the day, one's own requests, empty seats."""

from datetime import date

import pytest

from dakehu.organization.models import Appointment, Position
from dakehu.organization.services.appointments import end_appointment
from dakehu.organization.services.deputies import name_deputy
from dakehu.organization.services.positions import change_position
from dakehu.policy.book import NotInForce
from dakehu.rulebook.approving import ApprovalLine, approval_groups
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.queries.approvals import approvals_on, who_approves
from tests.cast import AT, ON, Cast, build_cast
from tests.rulebook.conftest import STARTER


@pytest.fixture
def cast(published: tuple[PolicyVersion, ...]) -> Cast:
    return build_cast()


def line(cast: Cast, person: str, code: str, on: date = ON) -> ApprovalLine:
    return next(each for each in approvals_on(on, cast.staff[person]) if each.code == code)


def people(found: ApprovalLine, case: int = 0) -> list[str]:
    return ["、".join(step.people) for step in found.cases[case].steps]


def leave(cast: Cast, person: str, on: date) -> None:
    held = Appointment.objects.get(staff_id=cast.staff[person])
    end_appointment(by=STARTER, at=AT, appointment=held.pk, ends_on=on)


def test_a_special_approval_goes_up_to_the_general_manager(cast: Cast) -> None:
    found = line(cast, "ka_rep", "CH-1")
    assert people(found) == ["林晓雯", "周建国", "孙立", "赵启明"]
    assert found.is_own
    assert found.citation == "《大客户销售政策》第1条(五)"


def test_whoever_applies_never_approves(cast: Cast) -> None:
    steps = who_approves(on=ON, person=cast.staff["ka_head"], chain="CH-8")
    approvers = [step.persons for step in steps[1:]]
    assert all(str(cast.staff["ka_head"]) not in persons for persons in approvers)


def test_every_chain_is_told_with_its_people(cast: Cast) -> None:
    lines = approvals_on(ON, cast.staff["ka_rep"])
    assert [each.code for each in lines] == [f"CH-{number}" for number in range(1, 18)]
    assert not any(case.has_problem for each in lines for case in each.cases)


def test_a_vacant_seat_is_said_with_what_to_do(cast: Cast) -> None:
    leave(cast, "cfo", ON)
    found = line(cast, "ka_head", "CH-4")
    (stuck,) = [step for step in found.cases[0].steps if step.mend]
    assert stuck.people == ()
    assert "财务总监目前无人任职" in stuck.because
    assert "任命" in stuck.mend
    before = line(cast, "ka_head", "CH-4", date(2026, 11, 22))
    assert not before.cases[0].has_problem


def test_the_general_managers_own_request_needs_a_deputy(cast: Cast) -> None:
    found = line(cast, "gm", "CH-8")
    last = next(step for step in found.cases[0].steps if step.mend)
    assert "代理" in last.mend
    name_deputy(
        by=STARTER,
        at=AT,
        staff=cast.staff["gm"],
        deputy=cast.staff["gm_assistant"],
        starts_on=ON,
        ends_on=date(2026, 12, 31),
        reason="出差",
        chains=["CH-8"],
    )
    assert "冯雅" in people(line(cast, "gm", "CH-8"))


def away(cast: Cast, person: str, deputy: str, ends_on: date, *chains: str) -> None:
    name_deputy(
        by=STARTER,
        at=AT,
        staff=cast.staff[person],
        deputy=cast.staff[deputy],
        starts_on=ON,
        ends_on=ends_on,
        chains=chains,
    )


def test_whoever_stands_in_on_the_day_is_told_beside_the_holder(cast: Cast) -> None:
    away(cast, "ka_head", "ka_rep_2", date(2026, 12, 1))
    assert "周建国（代理：孟凡，至 11-30）" in people(line(cast, "ka_rep", "CH-1"))
    before = people(line(cast, "ka_rep", "CH-1", date(2026, 11, 22)))
    after = people(line(cast, "ka_rep", "CH-1", date(2026, 12, 1)))
    assert "周建国" in before
    assert "周建国" in after


def test_the_last_day_of_a_deputy_in_another_year_is_told_with_its_year(cast: Cast) -> None:
    away(cast, "ka_head", "ka_rep_2", date(2027, 1, 4))
    assert "周建国（代理：孟凡，至 2027-01-03）" in people(line(cast, "ka_rep", "CH-1"))


def test_a_deputy_for_other_chains_is_not_told(cast: Cast) -> None:
    away(cast, "ka_head", "ka_rep_2", date(2026, 12, 1), "CH-8")
    assert "周建国" in people(line(cast, "ka_rep", "CH-1"))
    assert any("代理：孟凡" in one for one in people(line(cast, "ka_rep", "CH-8")))


def test_the_applicant_is_told_as_nobodys_deputy(cast: Cast) -> None:
    away(cast, "ka_head", "ka_rep", date(2026, 12, 1))
    assert "周建国" in people(line(cast, "ka_rep", "CH-1"))
    assert "周建国（代理：林晓雯，至 11-30）" in people(line(cast, "ka_rep_2", "CH-1"))


def test_the_direct_superior_is_found_by_the_positions(cast: Cast) -> None:
    assert people(line(cast, "ka_rep", "CH-14"))[0] == "周建国"


def test_a_statement_before_the_request_does_not_make_its_author_the_applicant(cast: Cast) -> None:
    assert people(line(cast, "ka_rep", "CH-3"))[:2] == ["吴敏", "周建国"]


def test_a_head_travels_by_the_variant_for_heads(cast: Cast) -> None:
    (case,) = [case for case in line(cast, "ka_rep", "CH-7").cases]
    assert case.because == "大客户员、业务主管出差"
    assert len(line(cast, "ka_head", "CH-7").cases) == 2


def test_what_one_may_bring_up_stands_first(cast: Cast) -> None:
    own, others = approval_groups(approvals_on(ON, cast.staff["ka_rep"]), "林晓雯")
    assert own.title == "林晓雯可以提出的事项"
    assert "CH-1" in {each.code for each in own.lines}
    assert "CH-4" in {each.code for each in others.lines}


def test_before_the_first_version_no_chain_stands(cast: Cast) -> None:
    with pytest.raises(NotInForce):
        who_approves(on=date(2019, 1, 1), person=cast.staff["ka_rep"], chain="CH-1")


def test_an_earlier_day_is_answered_by_the_structure_of_that_day(cast: Cast) -> None:
    clerk = Position.objects.get(pk=cast.positions["ka_rep"])
    change_position(
        by=STARTER,
        at=AT,
        on=ON,
        position=clerk.pk,
        title=clerk.title,
        unit=clerk.unit_id,
        seats=["ka_rep"],
        superior=cast.positions["market_director"],
        headcount=clerk.headcount,
    )
    assert people(line(cast, "ka_rep", "CH-14"))[0] == "孙立"
    assert people(line(cast, "ka_rep", "CH-14", date(2026, 11, 22)))[0] == "周建国"
