"""What is shown of a confidential field."""

import pytest

from dakehu.kit import masking


@pytest.mark.parametrize(
    "mask, value, masked",
    [
        (masking.mobile, "13812345678", "138****5678"),
        (masking.mobile, "138 1234 5678", "138****5678"),
        (masking.mobile, "12345", "****"),
        (masking.id_number, "320102199001011234", "320*************34"),
        (masking.id_number, "12", "****"),
        (masking.bank_account, "6222 0202 0000 1234", "**** **** 1234"),
        (masking.bank_account, "1234", "****"),
        (masking.email, "zhao@example.cn", "z***@example.cn"),
        (masking.email, "zhao", "****"),
        (masking.name, "林晓雯", "林**"),
        (masking.hidden, "8,000.00", "****"),
    ],
)
def test_a_mask_leaves_no_more_than_it_says(mask: object, value: str, masked: str) -> None:
    assert mask(value) == masked  # type: ignore[operator]


def test_open_fields_are_shown_and_nothing_stays_nothing() -> None:
    assert masking.shown("13812345678", masking.mobile, is_open=True) == "13812345678"
    assert masking.shown("13812345678", masking.mobile, is_open=False) == "138****5678"
    assert masking.shown("", masking.mobile, is_open=False) == ""
    assert masking.mobile_told("13812345678") == "138 1234 5678"
    assert masking.mobile_told("12345") == "12345"


def test_each_class_of_field_has_its_name() -> None:
    assert [str(one.label) for one in masking.FieldClass] == ["公开", "个人信息", "薪酬"]
