"""Deputies and authority given in writing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.kit.actors import system
from dakehu.organization.models import Delegation, Deputy
from dakehu.organization.queries.delegations import delegation_for, delegations_visible_to
from dakehu.organization.queries.seats import deputies_on, deputy_of, seat_people
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
