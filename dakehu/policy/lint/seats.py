"""Approval chains must name seats that exist and, where the staffing is known, are held."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from dakehu.policy.chains import FALLBACKS, OPTIONAL_SEATS, SEAT_NAMES, SPECIAL_SEATS
from dakehu.policy.lint.drafts import Draft
from dakehu.policy.lint.findings import Finding

Holders = Mapping[str, Collection[str]]
"""Seat → the people who hold it."""


def check_seats(draft: Draft, holders: Holders | None = None) -> Iterator[Finding]:
    """Steps with a seat that is not in the register, or that nobody could take."""
    for chain in draft.chains:
        for variant in chain["variants"]:
            for step, rule in enumerate(variant["steps"]):
                where = f"审批链 {chain['code']}（{chain['title']}）第 {step + 1} 步"
                place = {"chain": chain["code"], "step": step, "seats": list(rule["seat"])}
                if not rule["seat"]:
                    yield draft.finding(
                        "empty_seat",
                        "error",
                        chain["article"],
                        f"{where}没有写明交给哪个岗位，审批到此会停住",
                        "在 seat 中写明岗位",
                        **place,
                    )
                    continue
                unknown = [seat for seat in rule["seat"] if seat not in SEAT_NAMES]
                for seat in unknown:
                    near = get_close_matches(seat, SEAT_NAMES, 1)
                    hint = f"，可能应为 {near[0]}（{SEAT_NAMES[near[0]]}）" if near else ""
                    yield draft.finding(
                        "empty_seat",
                        "error",
                        chain["article"],
                        f"{where}交给 {seat}，没有这个岗位，审批到此会停住",
                        f"改为制度中已有的岗位{hint}",
                        **place,
                    )
                if not unknown and holders is not None and not _is_held(rule["seat"], holders):
                    names = "或".join(SEAT_NAMES[seat] for seat in rule["seat"])
                    yield draft.finding(
                        "empty_seat",
                        "error",
                        chain["article"],
                        f"{where}交给{names}，目前无人任职，审批到此会停住",
                        f"为{names}安排人员，或者指定代理人",
                        **place,
                    )


def _is_held(seats: Collection[str], holders: Holders) -> bool:
    """Whether somebody can take a step: a holder, the person concerned, or whoever fills in."""
    return any(
        seat in SPECIAL_SEATS
        or seat in OPTIONAL_SEATS
        or bool(holders.get(seat))
        or bool(holders.get(FALLBACKS.get(seat, "")))
        for seat in seats
    )
