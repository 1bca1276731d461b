"""The approval chains of the shipped policies: there, with the steps the register names."""

import pytest

from dakehu.policy.book import Rulebook
from dakehu.policy.chains import SEAT_NAMES, SPECIAL_SEATS, Variant
from dakehu.policy.resolving import resolve
from tests.policybook.register import CHAINS, SEATS

LEVELS = {
    "CH-1": ["ka_rep ka_head mkt_center gm"],
    "CH-2": ["ka_rep ka_head mkt_center gm"],
    "CH-3": ["finance ka_head mkt_center gm finance"],
    "CH-4": ["ka_head mkt_center cfo gm"],
    "CH-5": ["ka_head gm"],
    "CH-6": ["ka_rep ka_head mkt_center gm"],
    "CH-7": ["ka_head mkt_center", "ka_rep/sales_supervisor ka_head"],
    "CH-8": ["applicant ka_head mkt_center gm finance"],
    "CH-9": ["ka_rep ka_head", "ka_head mkt_center gm"],
    "CH-10": ["hr_admin gm"],
    "CH-11": ["applicant gm", "applicant organiser"],
    "CH-12": ["ka_head market_director gm"],
    "CH-13": ["ka_head market_director gm"],
    "CH-14": ["superior applicant hr_admin ka_head"],
    "CH-15": ["leaver successor ka_head"],
    "CH-16": ["ka_rep ka_head"],
    "CH-17": ["ka_head decision_level"],
}
HOMES = {
    "SA": "CH-1 CH-2 CH-3 CH-4",
    "AP": "CH-5 CH-14 CH-17",
    "EX": "CH-6 CH-7 CH-8 CH-9 CH-16",
    "OF": "CH-10 CH-11",
    "DE": "CH-12 CH-13 CH-15",
    "KA": "",
}
CAST = {seat: (f"p_{seat}",) for seat in SEATS}
PEOPLE = {seat: f"p_{seat}" for seat in SPECIAL_SEATS - {"applicant"}}


def applicant_of(variant: Variant) -> str:
    """Who typically files: a person of the filing step, or somebody without any seat."""
    seat = next(step.seats[0] for step in variant.steps if step.does == "file")
    if seat == "leaver":
        return PEOPLE["leaver"]
    return CAST[seat][0] if seat in CAST else "p_somebody"


def test_every_chain_stands_in_its_policy_and_nowhere_else(rules: Rulebook) -> None:
    found = {code: sorted(policy.chains) for code, policy in rules.policies.items()}

    assert found == {code: sorted(chains.split()) for code, chains in HOMES.items()}
    assert sorted(chain for chains in found.values() for chain in chains) == sorted(CHAINS)


@pytest.mark.parametrize("code", CHAINS)
def test_a_chain_has_the_levels_of_the_register(code: str, rules: Rulebook) -> None:
    variants = rules.chain(code).variants

    assert [
        " ".join("/".join(step.seats) for step in variant.steps) for variant in variants
    ] == LEVELS[code]
    assert all(variant.when for variant in variants[:-1])
    assert not variants[-1].when


@pytest.mark.parametrize("code", CHAINS)
def test_a_chain_resolves_for_a_typical_applicant_with_every_seat_held(
    code: str, rules: Rulebook
) -> None:
    chain = rules.chain(code)
    for variant in chain.variants:
        applicant = applicant_of(variant)
        steps = resolve(chain, facts={**PEOPLE, **variant.when}, seats=CAST, applicant=applicant)

        assert [step.problem for step in steps] == [None] * len(variant.steps)
        assert all(step.persons for step in steps)
        assert not any(step.skipped for step in steps)
        for step, rule in zip(steps, variant.steps, strict=True):
            assert chain.title in step.because
            assert chain.citation in step.because
            if rule.is_approval and "leaver" not in step.seats:
                assert applicant not in step.persons


@pytest.mark.parametrize("code", CHAINS)
def test_a_chain_names_known_seats_and_is_written_down_in_a_clause_that_cites_it(
    code: str, rules: Rulebook
) -> None:
    chain = rules.chain(code)
    assert chain.source is not None
    policy = rules.policies[chain.source.policy]
    clause = next(
        each for each in policy.clauses if each.article == chain.article.partition("(")[0]
    )

    assert code in clause.chains
    assert {
        seat for variant in chain.variants for step in variant.steps for seat in step.seats
    } <= set(SEATS) | SPECIAL_SEATS
    assert set(SEATS) <= set(SEAT_NAMES)
    assert all(variant.because for variant in chain.variants)


def test_clauses_cite_only_chains_that_exist(rules: Rulebook) -> None:
    cited = {
        chain
        for policy in rules.policies.values()
        for clause in policy.clauses
        for chain in clause.chains
    }

    assert cited == set(CHAINS)


def test_money_out_is_paid_by_finance_and_never_by_who_asks_for_it(rules: Rulebook) -> None:
    for code in CHAINS:
        for variant in rules.chain(code).variants:
            pays = [step.seats for step in variant.steps if step.does == "pay"]
            files = [step.seats for step in variant.steps if step.does == "file"]

            assert pays in ([], [("finance",)])
            assert len(files) == 1
            assert ("finance",) not in files
