"""What a cell says, and what is refused because nobody can know what it says."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.exchange.reading.cells import CellFault, read_cell
from dakehu.exchange.reading.lines import Broken
from dakehu.kit.sheets import CellKind, SheetColumn

DAY = date(2026, 11, 3)


def column(kind: CellKind, **more: Any) -> SheetColumn:
    return SheetColumn("x", "列", kind, **more)


def fault(kind: CellKind, raw: Any, **more: Any) -> CellFault:
    with pytest.raises(CellFault) as caught:
        read_cell(column(kind, **more), raw)
    assert caught.value.message
    assert caught.value.remedy
    return caught.value


def read_or_fault(asked: SheetColumn, raw: Any) -> Any:
    try:
        return read_cell(asked, raw)
    except CellFault as error:
        return error


@pytest.mark.parametrize(
    "raw",
    [
        DAY,
        datetime.fromisoformat("2026-11-03 14:05"),
        46329.0,
        46329.6,
        "46329",
        20261103.0,
        "2026-11-03",
        "2026-11-3",
        "2026/11/3",
        "2026.11.3",
        "20261103",
        "2026年11月3日",
        "2026年11月3号",
        " 2026 年 11 月 3 日 ",
        "２０２６年１１月３日",
        "2026-11-03 14:05:33",
        "2026-11-03T14:05:33",
        "2026-11-03 14:05:33.0",
        "20261103140533",
        "2026年11月3日（星期二）",
        "2026-11-03 周二",
        "\ufeff2026－11－03",
    ],
)
def test_a_day_is_read_however_it_is_written(raw: Any) -> None:
    assert read_cell(column(CellKind.DATE), raw) == DAY


@pytest.mark.parametrize(
    "raw, told",
    [
        ("11月3日", "没有年份"),
        ("11-3", "没有年份"),
        ("11.3", "没有年份"),
        ("3/11/2026", "分不清年月日"),
        ("26-11-03", "分不清年月日"),
        ("2026-02-30", "没有这一天"),
        ("2026-13-01", "没有这一天"),
        ("20260230", "没有这一天"),
        ("0026-11-03", "年份 26 不对"),
        ("昨天", "不是日期"),
        ("2026", "不是日期"),
        (2026.0, "不是日期"),
        (3.0, "不是日期"),
        (1e300, "不是日期"),
        (True, "不是日期"),
        (time(12), "不是日期"),
        (date(26, 1, 1), "年份 26 不对"),
    ],
)
def test_a_day_that_cannot_be_told_for_sure_is_refused(raw: Any, told: str) -> None:
    assert told in fault(CellKind.DATE, raw).message


def test_a_day_without_a_year_asks_for_the_year() -> None:
    assert "请写上年份" in fault(CellKind.DATE, "11月3日").remedy


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11",
        "2026/11",
        "2026.11",
        "2026年11月",
        "2026年11月份",
        "202611",
        "2026-11-23",
        202611.0,
        2026.11,
        date(2026, 11, 23),
        datetime.fromisoformat("2026-11-01"),
        46349.0,
    ],
)
def test_a_month_is_read_however_it_is_written(raw: Any) -> None:
    assert read_cell(column(CellKind.MONTH), raw) == "2026-11"


@pytest.mark.parametrize(
    "raw, told",
    [
        ("11月", "没有年份"),
        ("2026-13", "没有这个月"),
        (202613.0, "没有这个月"),
        (2026.1, "分不清是 1 月还是 10 月"),
        ("上个月", "不是月份"),
        (5.0, "不是月份"),
        (True, "不是月份"),
    ],
)
def test_a_month_that_cannot_be_told_for_sure_is_refused(raw: Any, told: str) -> None:
    assert told in fault(CellKind.MONTH, raw).message


@pytest.mark.parametrize(
    "raw, amount",
    [
        (1234.56, "1234.56"),
        (0.1 + 0.2, "0.30"),
        (1000.1 - 1000, "0.10"),
        (85.39999999999999, "85.40"),
        (1234567.8900000001, "1234567.89"),
        (-0.0, "0.00"),
        (12, "12.00"),
        (1e13, "10000000000000.00"),
        ("1,234.56", "1234.56"),
        ("1，234.56", "1234.56"),
        ("￥1,234.56", "1234.56"),
        ("¥ 1,234.56", "1234.56"),
        ("-¥1,234.56", "-1234.56"),
        ("¥-1,234.56", "-1234.56"),
        ("(1,234.56)", "-1234.56"),
        ("（1,234.56）", "-1234.56"),
        ("-1,234.56", "-1234.56"),
        ("−1,234.56", "-1234.56"),
        ("1,234.56-", "-1234.56"),
        ("１２３４．５６", "1234.56"),
        ("85.4万", "854000.00"),
        ("85.4 万元", "854000.00"),
        ("1.2亿", "120000000.00"),
        ("3百万", "3000000.00"),
        ("1234.56元", "1234.56"),
        ("RMB 1,234.56", "1234.56"),
        ("1\xa0234.56", "1234.56"),
        ("\u200b1234.5\u200b", "1234.50"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("1.5E+3", "1500.00"),
        ("00012", "12.00"),
    ],
)
def test_an_amount_is_read_however_it_is_written(raw: Any, amount: str) -> None:
    found = read_cell(column(CellKind.AMOUNT), raw)

    assert (found, str(found)) == (Decimal(amount), amount)


@pytest.mark.parametrize(
    "raw, told",
    [
        (12.345, "小数超过 2 位"),
        ("12.345", "小数超过 2 位"),
        (100 / 3, "小数超过 2 位"),
        ("0.0000012万", "小数超过 2 位"),
        (1e15, "数字过大"),
        (float("inf"), "不是有效的数字"),
        (float("nan"), "不是有效的数字"),
        ("12,34.5", "的逗号位置不对"),
        ("1.234,56", "的逗号位置不对"),
        ("12a", "不是数字"),
        ("一百元", "不是数字"),
        ("1.2.3", "不是数字"),
        ("--5", "不是数字"),
        ("(-5)", "不是数字"),
        ("9" * 400, "数字过大"),
        ("1e999", "数字过大"),
        ("万", "不是数字"),
        (DAY, "是日期或时间"),
        (time(1), "是日期或时间"),
        (True, "不是数字"),
        ("#N/A", "公式出错"),
        ("#DIV/0!", "公式出错"),
        ("########", "没有存下来"),
        (Broken.ERROR, "公式出错"),
        (Broken.NOT_CALCULATED, "公式没有算出结果"),
    ],
)
def test_an_amount_that_cannot_be_told_for_sure_is_refused(raw: Any, told: str) -> None:
    assert told in fault(CellKind.AMOUNT, raw).message


@given(st.integers(-(10**14), 10**14))
def test_every_amount_that_a_spreadsheet_can_keep_comes_back_to_the_fen(fen: int) -> None:
    amount = Decimal(fen).scaleb(-2)

    assert read_cell(column(CellKind.AMOUNT), float(amount)) == amount
    assert read_cell(column(CellKind.AMOUNT), f"{amount:,.2f}") == amount


@given(st.text(max_size=40), st.sampled_from(CellKind))
def test_any_text_is_read_or_refused_with_a_remedy(text: str, kind: CellKind) -> None:
    asked = column(kind, choices=lambda: {"甲": "a"})
    found = read_or_fault(asked, text)

    assert found is None or getattr(found, "remedy", "x")
    assert found is None or getattr(found, "message", "x")


@given(st.floats(), st.sampled_from(CellKind))
def test_any_stored_number_is_read_or_refused_with_a_remedy(number: float, kind: CellKind) -> None:
    found = read_or_fault(column(kind), number)

    assert not isinstance(found, float)
    assert getattr(found, "remedy", "x")


@pytest.mark.parametrize(
    "raw, code",
    [
        ("110101199003071234", "110101199003071234"),
        ("007", "007"),
        (123.0, "123"),
        (123, "123"),
        (20260001.0, "20260001"),
        ("6222 0212 0000 0000 12", "622202120000000012"),
        ("ＨＴ－2026－001", "HT-2026-001"),
        ("'0012", "0012"),
        ("HT\u200b-1", "HT-1"),
        (12.5, "12.5"),
    ],
)
def test_a_code_keeps_every_sign(raw: Any, code: str) -> None:
    assert read_cell(column(CellKind.CODE), raw) == code


@pytest.mark.parametrize("raw", [1.1010119900307123e17, 1e15, "1.10101E+17"])
def test_a_long_code_that_became_a_number_is_refused(raw: Any) -> None:
    found = fault(CellKind.CODE, raw)

    assert found.message == "长号码已被 Excel 改成数字，末几位丢失"
    assert "设为文本" in found.remedy


def test_a_code_that_became_a_day_is_refused() -> None:
    assert "变成了日期" in fault(CellKind.CODE, date(2026, 3, 1)).message


@pytest.mark.parametrize(
    "raw, share",
    [
        (0.5, "0.5"),
        ("50%", "0.5"),
        ("50 ％", "0.5"),
        ("5‰", "0.005"),
        (1.0, "1"),
        ("0.125", "0.125"),
    ],
)
def test_a_share_is_read_with_or_without_the_percent_sign(raw: Any, share: str) -> None:
    assert read_cell(column(CellKind.RATE), raw) == Decimal(share)


@pytest.mark.parametrize("raw", [50.0, "50", 1.5])
def test_a_share_above_one_asks_for_the_percent_sign(raw: Any) -> None:
    assert "%" in fault(CellKind.RATE, raw).remedy


def test_a_share_of_more_than_the_whole_is_refused() -> None:
    assert "大于 1" in fault(CellKind.RATE, "150%").message


@pytest.mark.parametrize(
    "word, truth",
    [
        *(("是", True), ("Y", True), ("√", True), ("1", True), (1.0, True), (True, True)),
        *(("否", False), ("n", False), ("×", False), ("0", False), (0.0, False)),
        ("FALSE", False),
    ],
)
def test_yes_and_no_have_many_spellings(word: Any, truth: bool) -> None:
    assert read_cell(column(CellKind.YES_NO), word) is truth


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert "看不出是或否" in fault(CellKind.YES_NO, "也许").message


@pytest.mark.parametrize(
    "raw", ["138 1234 5678", "138-1234-5678", "+86 13812345678", 13812345678.0, "８６13812345678"]
)
def test_a_mobile_number_is_read_with_gaps_and_country_code(raw: Any) -> None:
    assert read_cell(column(CellKind.MOBILE), raw) == "13812345678"


@pytest.mark.parametrize("raw", ["1381234567", "0551-6543210", "12345678901"])
def test_what_is_no_mobile_number_is_refused(raw: str) -> None:
    assert "不是手机号" in fault(CellKind.MOBILE, raw).message


def _choices() -> dict[str, str]:
    return {"电汇": "wire", "银行承兑汇票": "bill"}


@pytest.mark.parametrize("raw", ["电汇", " 电 汇 ", "wire", "WIRE", "电\u200b汇"])
def test_a_choice_is_read_by_its_word_or_its_code(raw: str) -> None:
    assert read_cell(column(CellKind.CHOICE, choices=_choices), raw) == "wire"


def test_an_unknown_choice_is_told_what_there_is() -> None:
    assert "可以填：电汇、银行承兑汇票。" in fault(CellKind.CHOICE, "支票", choices=_choices).remedy


def test_a_misspelt_choice_is_told_what_was_meant() -> None:
    assert "是不是“银行承兑汇票”" in fault(CellKind.CHOICE, "银行承对汇票", choices=_choices).remedy


@pytest.mark.parametrize("raw, count", [(12.0, 12), ("1,200", 1200), ("-3", -3), ("12.00", 12)])
def test_a_count_is_a_whole_number(raw: Any, count: int) -> None:
    found = read_cell(column(CellKind.COUNT), raw)

    assert (found, type(found)) == (count, int)


def test_half_a_piece_is_no_count() -> None:
    assert fault(CellKind.COUNT, 1.5).message == "“1.5”不是整数"


@pytest.mark.parametrize(
    "bound, raw, told", [("lowest", "-1", "小于 0"), ("highest", "1", "大于 0")]
)
def test_a_number_out_of_bounds_is_refused(bound: str, raw: str, told: str) -> None:
    assert told in fault(CellKind.SCORE, raw, **{bound: Decimal(0)}).message


@pytest.mark.parametrize(
    "raw, text",
    [
        ("  甲\xa0\u3000乙\n丙 ", "甲 乙 丙"),
        ("\u200b\ufeff甲\x00\x07", "甲"),
        (12.0, "12"),
        (0.5, "0.5"),
        (DAY, "2026-11-03"),
        ("=SUM(A1)", "=SUM(A1)"),
        ("𠮷野家（合肥）", "𠮷野家（合肥）"),
    ],
)
def test_words_lose_only_what_cannot_be_seen(raw: Any, text: str) -> None:
    assert read_cell(column(CellKind.TEXT), raw) == text


def test_words_that_are_too_long_are_refused() -> None:
    assert "有 201 个字，超过 200 个" in fault(CellKind.TEXT, "字" * 201).message


@pytest.mark.parametrize("kind", CellKind)
@pytest.mark.parametrize("raw", ["", None, "  ", "\u3000\u200b", "\xa0"])
def test_nothing_is_none_and_missing_where_it_is_required(kind: CellKind, raw: Any) -> None:
    assert read_cell(column(kind), raw) is None
    assert fault(kind, raw, is_required=True).message == "没有填写"


@pytest.mark.parametrize("raw", ["-", "——", " - ", "/"])
def test_a_dash_in_place_of_a_number_is_nothing(raw: str) -> None:
    assert read_cell(column(CellKind.AMOUNT), raw) is None


def test_choices_are_asked_once_for_a_whole_column() -> None:
    from dakehu.exchange.reading.cells import reader_of

    asked: list[int] = []

    def choices() -> dict[str, str]:
        asked.append(1)
        return {"甲": "a"}

    read: Callable[[Any], Any] = reader_of(column(CellKind.CHOICE, choices=choices))

    assert [read("甲"), read("甲"), len(asked)] == ["a", "a", 1]
