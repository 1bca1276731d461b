"""Content that comes from elsewhere than a file is checked in the same way."""

from typing import Any

import pytest

from dakehu.policy.building import BookError
from dakehu.policy.loading.files import checked_content, read_raw


def test_checked_content_stays_as_it_is() -> None:
    for name, raw in read_raw():
        assert isinstance(raw, dict)
        assert checked_content(raw, name) == raw


@pytest.mark.parametrize(
    "raw, told",
    [
        ({}, "SA/1：code：缺少这一项"),
        ({"code": 10**5000}, "SA/1：有不存在的日期或者过大的数字"),
        ([], "SA/1：整个文件：内容不合要求"),
    ],
    ids=["empty", "huge", "list"],
)
def test_a_fault_is_told_in_chinese_with_its_place(raw: Any, told: str) -> None:
    with pytest.raises(BookError) as caught:
        checked_content(raw, "SA/1")
    assert told in str(caught.value)
