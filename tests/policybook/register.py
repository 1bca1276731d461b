"""The register of everything the shipped policies must write down.

Taken from the rule register: rule IDs of the five source policies, decisions where they are
silent, approval chains, legal guards, parameter keys. A test compares it with the register itself
where that lies beside the checkout.
"""

_RULES = """
S1-01 S1-02 S1-03 S1-04 S1-05 S1-06 S1-07 S1-08 S1-09 S1-10 S1-11 S2-01 S2-02 S2-03
S2-04 S2-05 S2-06 S2-07 S2-08 S2-09 S2-10 S2-11 S2-12 S3-0.1 S3-0.2 S3-0.3 S3-1.1 S3-1.2
S3-1.3 S3-2.1 S3-2.2 S3-2.3 S3-2.4 S3-3.1a S3-3.1b S3-3.1c S3-3.1d S3-3.1e S3-3.2 S3-3.3
S3-3.4.1 S3-3.4.2 S3-3.5.1 S3-3.5.2 S3-3.5.3 S3-4.1 S3-4.2 S3-4.3 S3-4.4 S3-4.5 S3-4.6
S3-4.7 S3-4.8 S3-5 S4-1.1 S4-1.2 S4-1.3 S4-1.4 S4-1.5 S4-1.6 S4-1.7 S4-1.8 S4-1.9
S4-1.10 S4-1.11 S4-1.12 S4-2 S4-3.A0 S4-3.A1 S4-3.A2 S4-3.A3 S4-3.A4 S4-3.A5 S4-3.A6
S4-3.A7 S4-3.A8 S4-3.A9 S4-3.A10 S4-3.A11 S4-3.A12 S4-3.A13 S4-3.A14 S4-3.A15 S4-3.A16
S4-3.A17 S4-3.Ar1 S4-3.Ar2 S4-3.Ar3 S4-3.Ar4 S4-3.Ar5 S4-3.Ar6 S4-3.Ar7 S4-3.Ar8 S4-3.B0
S4-3.B1 S4-3.B2 S4-3.B3 S4-3.B4 S4-3.B5 S4-3.B6 S4-3.B7 S4-3.B8 S4-3.Bp1 S4-3.Bp2
S4-3.Bp3 S4-3.Bp4 S4-3.C0 S4-3.C1 S4-3.C2 S4-3.C3 S4-3.C4 S4-3.C5 S4-4.1 S4-4.2 S4-4.3
S4-4.4 S4-4.5 S4-4.6 S4-5 S4-5.1 S4-5.2 S4-5.3 S4-6.1 S4-6.2 S4-6.3 S4-6.4 S4-6.5 S4-6.6
S4-6.7 S4-6.8 S4-6.9 S4-6.10 S4-6.10b S4-6.11 S4-6.12 S4-6.13 S4-6.14 S4-6.15 S4-6.16
S4-6.17 S4-6.18 S4-6.19 S4-6.20 S4-6.21 S4-6.22 S4-6.23 S4-6.24 S4-6.25 S4-6.26 S4-6.27
S4-6.28 S4-6.29 S4-7 S5-1.0 S5-1.1 S5-1.2 S5-1.3 S5-1.4 S5-1.5 S5-2.0 S5-2.1 S5-2.4
S5-2.5 S5-2.6 S5-2.7 S5-3.1 S5-3.2 S5-3.3 S5-4.1 S5-4.1a S5-4.1b S5-4.4 S5-4.5 S5-4.6
S5-4.7 S5-4.8 S5-4.9 S5-4.10 S5-4.11 S5-4.12
"""
RULES = tuple(_RULES.split())
"""Rule IDs, in the order of the source policies."""

DECISIONS = tuple(f"A-{number:02d}" for number in range(1, 117))
"""Decisions where the source policies are silent or contradict themselves."""

CHAINS = tuple(f"CH-{number}" for number in range(1, 18))
"""Approval chains."""

GUARDS = tuple(f"G-{number:02d}" for number in range(1, 43))
"""Legal guards."""

_KEYS = """
profit.bands profit.basis rebate.bands rebate.edge_200k quote.rebate_basis band.scope
band.by quote.valid_days quote.list_markup ka_head.discount_range
ka_head.discount_below_floor rebate.month rebate.date rebate.carry rebate.hard_cap
tax.mode tax.rate commission.rate commission.window_end commission.lag commission.base
pay.components pay.appraisal_lag performance.base_source score.weights.sales
score.weights.clerk score.banding score.cap pay.coefficients extra.rate extra.base
deduction.target last_place.mode last_place.months last_place.min_group deduction.late
deduction.absent deduction.left deduction.phone deduction.cleaning deduction.resolution
fine.smoking fine.discipline fine.mode fine.blocked_regions meeting.weekly meeting.water
meeting.monthly meeting.holiday_rule meeting.grace_min meeting.long_leave_min
claim.due_day claim.roll travel.mode travel.limits entertainment.limits
communication.limits class.weights class.grades key_account.receipts_12m
key_account.potential visit.rhythm customer.protection_days feedback.days survey.rhythm
review.rhythm self_check.rhythm late_event.days policy.authority wage.minimum
"""
KEYS = tuple(_KEYS.split())
"""Parameter keys of the rule register."""

_GUARD_KEYS = """
guard.intermediary_rate guard.voucher_days guard.performance_drop guard.objection_days
guard.contact_basis_days guard.full_views_per_day guard.rights_request_days
guard.location_days guard.export_rows guard.export_link_hours guard.gift_per_head
guard.meal_per_head guard.hospitality_per_year
"""
GUARD_KEYS = tuple(_GUARD_KEYS.split())
"""Thresholds of legal guards."""

_SEATS = """
gm decision_level deputy_gm_admin gm_assistant hr_admin finance cfo market_director mkt_center
project_manager ka_head ka_clerk ka_rep sales_supervisor product_mgmt product_rnd dept_head
"""
SEATS = tuple(_SEATS.split())
"""Seats that the source policies name."""
