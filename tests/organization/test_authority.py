"""Deputies and authority given in writing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.kit.actors import system
from dakehu.kit.permissions import Scope
from dakehu.organization.access import SEE_STAFF, reaches
from dakehu.organization.models import Delegation, Deputy, Unit
from dakehu.organization.queries.delegations import delegation_for, delegations_visible_to
from dakehu.organization.queries.seats import deputies_on, deputy_of, seat_people
from dakehu.organization.queries.staff_page import delegation_line
from dakehu.organization.services.delegations import (
    UnableToDelegate,
    UnableToRevokeDelegation,
    delegate,
    revoke_delegation,
)
from dakehu.organization.services.deputies import UnableToNameDeputy, end_deputy, name_deputy
from dakehu.organization.services.staff import end_employment
from dakehu.policy.chains import Chain, StepRule, Variant
from dakehu.policy.resolving import resolve
from tests.cast import AT, ON, Cast

BY = system("tests")
DAY = timedelta(days=1)
UNTIL = date(2027, 1, 1)
CHAIN = Chain(
    code="CH-1",
    title="特批",
    variants=(
        Variant(
            when={},
            because="低于规定单价",
            steps=(StepRule(("applicant",), "file"), StepRule(("gm",), "decide")),
        ),
    ),
)


def _deputy(cast: Cast, staff: str, deputy: str, **more: object) -> Deputy:
    found: dict[str, object] = {"starts_on": ON, "ends_on": ON + 7 * DAY, **more}
    return name_deputy(
        by=BY,
        at=AT,
        staff=cast.staff[staff],
        deputy=cast.staff[deputy],
        **found,  # type: ignore[arg-type]
    )


def _paper(cast: Cast, grantor: str, grantee: str, **more: object) -> Delegation:
    found: dict[str, object] = {
        "subject": "sign_contract",
        "starts_on": ON,
        "ends_on": UNTIL,
        "limit_amount": Decimal("500000.00"),
        **more,
    }
    return delegate(
        by=BY,
        at=AT,
        grantor=cast.staff[grantor],
        grantee=cast.staff[grantee],
        **found,  # type: ignore[arg-type]
    )


def test_a_deputy_takes_the_last_step_of_the_own_request(cast: Cast) -> None:
    _deputy(cast, "gm", "market_director")
    steps = resolve(
        CHAIN,
        facts={},
        seats=seat_people(ON),
        applicant=str(cast.staff["gm"]),
        deputies=deputies_on(ON),
    )
    assert steps[-1].persons == (str(cast.staff["market_director"]),)
    assert "代理人" in steps[-1].because


def test_a_deputy_acts_within_the_dates_only(cast: Cast) -> None:
    _deputy(cast, "ka_head", "market_director")
    names = [deputy_of(cast.staff["ka_head"], ON + days * DAY) for days in (-1, 0, 6, 7)]
    assert [one.name if one else None for one in names] == [None, "孙立", "孙立", None]


def test_a_deputy_for_some_chains_acts_in_those_only(cast: Cast) -> None:
    _deputy(cast, "ka_head", "market_director", chains=["CH-7"])
    _deputy(cast, "ka_head", "ka_clerk", chains=["CH-1"])
    assert deputies_on(ON, chain="CH-7")["ka_head"] == str(cast.staff["market_director"])
    assert deputies_on(ON, chain="CH-1")["ka_head"] == str(cast.staff["ka_clerk"])
    assert "ka_head" not in deputies_on(ON, chain="CH-8")


def test_two_deputies_for_the_same_thing_are_refused(cast: Cast) -> None:
    _deputy(cast, "ka_head", "market_director")
    with pytest.raises(UnableToNameDeputy, match="已有代理人孙立"):
        _deputy(cast, "ka_head", "ka_clerk", starts_on=ON + 2 * DAY)


def test_nobody_stands_in_for_themselves(cast: Cast) -> None:
    with pytest.raises(UnableToNameDeputy, match="不能是本人"):
        _deputy(cast, "ka_head", "ka_head")


def test_one_names_deputies_for_oneself_only(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        name_deputy(
            by=cast.actor("ka_rep"),
            at=AT,
            staff=cast.staff["ka_head"],
            deputy=cast.staff["ka_rep"],
            starts_on=ON,
            ends_on=ON + DAY,
        )
    own = name_deputy(
        by=cast.actor("ka_rep"),
        at=AT,
        staff=cast.staff["ka_rep"],
        deputy=cast.staff["ka_rep_2"],
        starts_on=ON,
        ends_on=ON + DAY,
    )
    assert own.pk


def test_an_ended_deputy_acts_no_more(cast: Cast) -> None:
    named = _deputy(cast, "ka_head", "market_director", starts_on=ON - 2 * DAY)
    end_deputy(by=BY, at=AT, deputy=named.pk, on=ON)
    assert deputy_of(cast.staff["ka_head"], ON - DAY) is not None
    assert deputy_of(cast.staff["ka_head"], ON) is None


def test_whoever_leaves_stands_in_for_nobody(cast: Cast) -> None:
    _deputy(cast, "ka_head", "ka_rep_2", starts_on=ON + 2 * DAY)
    end_employment(by=BY, at=AT, staff=cast.staff["ka_rep_2"], left_on=ON)
    assert deputy_of(cast.staff["ka_head"], ON + 3 * DAY) is None


def test_a_contract_within_the_limit_may_be_signed(cast: Cast) -> None:
    paper = _paper(cast, "gm", "ka_head")
    found = delegation_for(cast.staff["ka_head"], "sign_contract", ON, Decimal("500000.00"))
    assert found.allowed
    assert found.delegation_id == paper.pk
    assert found.because == (
        "赵启明书面授权签订合同，单笔不超过 500,000.00 元，2026-11-23 至 2026-12-31 有效。"
    )


def test_a_contract_over_the_limit_is_refused_with_the_reason(cast: Cast) -> None:
    _paper(cast, "gm", "ka_head")
    found = delegation_for(cast.staff["ka_head"], "sign_contract", ON, Decimal("500000.01"))
    assert not found.allowed
    assert found.because == (
        "本次 500,000.01 元，超出签订合同的授权：单笔不超过 500,000.00 元。请报总经理。"
    )


def test_without_a_paper_nothing_is_allowed(cast: Cast) -> None:
    found = delegation_for(cast.staff["ka_rep"], "sign_contract", ON, Decimal(1))
    assert not found.allowed
    assert "没有签订合同的有效授权" in found.because


def test_the_general_manager_needs_no_paper(cast: Cast) -> None:
    found = delegation_for(cast.staff["gm"], "sign_contract", ON, Decimal("9999999.00"))
    assert found.allowed
    assert found.delegation_id is None


@pytest.mark.parametrize("days", [-1, 39])
def test_a_paper_is_good_within_its_dates_only(cast: Cast, days: int) -> None:
    _paper(cast, "gm", "ka_head")
    day = ON + days * DAY
    assert not delegation_for(cast.staff["ka_head"], "sign_contract", day).allowed


def test_a_paper_taken_back_is_good_no_more(cast: Cast) -> None:
    paper = _paper(cast, "gm", "ka_head")
    revoke_delegation(by=cast.actor("gm"), at=AT, delegation=paper.pk, on=ON + DAY)
    assert delegation_for(cast.staff["ka_head"], "sign_contract", ON).allowed
    assert not delegation_for(cast.staff["ka_head"], "sign_contract", ON + DAY).allowed
    with pytest.raises(UnableToRevokeDelegation, match="已经失效"):
        revoke_delegation(by=BY, at=AT, delegation=paper.pk, on=ON + DAY)


def test_nobody_passes_on_more_than_they_were_given(cast: Cast) -> None:
    _paper(cast, "gm", "ka_head")
    with pytest.raises(UnableToDelegate, match="不能转授"):
        _paper(cast, "ka_head", "ka_rep", limit_amount=Decimal("500000.01"))
    with pytest.raises(UnableToDelegate, match="不能转授"):
        _paper(cast, "ka_head", "ka_rep", limit_amount=None)
    assert _paper(cast, "ka_head", "ka_rep", limit_amount=Decimal("100000.00")).pk


def test_nobody_passes_on_for_longer_than_they_were_given(cast: Cast) -> None:
    _paper(cast, "gm", "ka_head")
    with pytest.raises(UnableToDelegate, match="不能转授"):
        _paper(cast, "ka_head", "ka_rep", limit_amount=Decimal(1), ends_on=UNTIL + DAY)


def _passed_on(cast: Cast) -> tuple[Delegation, Delegation, Delegation]:
    """From the general manager to the head, to a representative, to another one."""
    return (
        _paper(cast, "gm", "ka_head"),
        _paper(cast, "ka_head", "ka_rep", limit_amount=Decimal("100000.00")),
        _paper(cast, "ka_rep", "ka_rep_2", limit_amount=Decimal("50000.00")),
    )


def test_authority_passed_on_names_its_source(cast: Cast) -> None:
    first, second, third = _passed_on(cast)
    assert [first.source_id, second.source_id, third.source_id] == [None, first.pk, second.pk]


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_authority_passed_on_ends_with_any_of_its_sources(cast: Cast, taken: int) -> None:
    papers = _passed_on(cast)
    day = ON + 3 * DAY
    revoke_delegation(by=BY, at=AT, delegation=papers[taken].pk, on=day)
    last = cast.staff["ka_rep_2"]
    assert delegation_for(last, "sign_contract", day - DAY, Decimal(1)).allowed
    assert not delegation_for(last, "sign_contract", day, Decimal(1)).allowed


def test_authority_passed_on_ends_when_one_in_between_leaves(cast: Cast) -> None:
    _passed_on(cast)
    end_employment(by=BY, at=AT, staff=cast.staff["ka_head"], left_on=ON + 3 * DAY)
    last = cast.staff["ka_rep_2"]
    assert delegation_for(last, "sign_contract", ON + 2 * DAY, Decimal(1)).allowed
    assert not delegation_for(last, "sign_contract", ON + 3 * DAY, Decimal(1)).allowed


def test_the_register_tells_what_fell_with_its_source(cast: Cast) -> None:
    first, _second, third = _passed_on(cast)
    revoke_delegation(by=BY, at=AT, delegation=first.pk, on=ON + DAY)
    row = delegations_visible_to(cast.actor("gm"), ON).get(pk=third.pk)
    assert str(delegation_line(row, ON).stage.word) == "有效"
    after = delegation_line(row, ON + DAY)
    assert str(after.stage.word) == "随来源授权失效"
    assert after.stage.is_over
    assert after.last_on == ON


def test_nobody_passes_on_what_fell_with_its_source(cast: Cast) -> None:
    first, *_ = _passed_on(cast)
    revoke_delegation(by=BY, at=AT, delegation=first.pk, on=ON + 9 * DAY)
    with pytest.raises(UnableToDelegate, match="不能转授"):
        _paper(cast, "ka_rep", "ka_clerk", limit_amount=Decimal(1))


@pytest.mark.parametrize("subject", ["approve_expense", "represent", "other"])
def test_what_belongs_to_heads_is_given_by_heads(cast: Cast, subject: str) -> None:
    assert _paper(cast, "ka_head", "ka_rep", subject=subject).source_id is None
    with pytest.raises(UnableToDelegate, match="部门负责人或总经理"):
        _paper(cast, "finance", "ka_clerk", subject=subject)
    own = Delegation.objects.get(subject=subject)
    assert _paper(cast, "ka_rep", "ka_rep_2", subject=subject).source_id == own.pk


def test_only_the_grantor_or_the_register_takes_authority_back(cast: Cast) -> None:
    paper = _paper(cast, "gm", "ka_head")
    for key in ("ka_head", "ka_rep"):
        with pytest.raises(PermissionDenied):
            revoke_delegation(by=cast.actor(key), at=AT, delegation=paper.pk, on=ON)
    assert delegation_for(cast.staff["ka_head"], "sign_contract", ON).allowed


def test_only_the_absent_or_the_register_end_a_deputy(cast: Cast) -> None:
    named = _deputy(cast, "ka_head", "market_director")
    with pytest.raises(PermissionDenied):
        end_deputy(by=cast.actor("ka_rep"), at=AT, deputy=named.pk, on=ON)
    assert deputy_of(cast.staff["ka_head"], ON) is not None


def test_a_department_reaches_its_own_rows_and_no_others(cast: Cast) -> None:
    path = {unit.name: unit.path for unit in Unit.objects.all()}
    reader, other = cast.actor("ka_rep"), cast.staff["ka_rep_2"]

    def near(*paths: str) -> bool:
        return reaches(reader, SEE_STAFF, owner=other, paths=paths)

    assert reader.scope(SEE_STAFF) is Scope.DEPARTMENT
    assert near(path["大客户部"])
    assert not near(path["财务部"])
    assert not near(path["大客户部"] + "99/")
    assert not near()


def test_one_grants_in_the_own_name_only(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        delegate(
            by=cast.actor("ka_head"),
            at=AT,
            grantor=cast.staff["gm"],
            grantee=cast.staff["ka_head"],
            subject="sign_contract",
            starts_on=ON,
            ends_on=UNTIL,
        )


def test_papers_are_seen_by_both_sides_and_by_nobody_else_of_the_floor(cast: Cast) -> None:
    paper = _paper(cast, "gm", "ka_head")
    seen = {
        key
        for key in ("gm", "ka_head", "ka_rep", "finance", "product_mgmt")
        if delegations_visible_to(cast.actor(key), ON).filter(pk=paper.pk).exists()
    }
    assert seen == {"gm", "ka_head", "finance"}
