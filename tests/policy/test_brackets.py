"""Brackets: half-open bands, one table for single amounts and for bulk SQL (A-01)."""

import sqlite3
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.brackets import PPM, Brackets, BracketsError, share_expression, share_of

PROFIT = Brackets.of(
    [
        (Decimal(0), Decimal("0.20")),
        (Decimal(200000), Decimal("0.17")),
        (Decimal(500000), Decimal("0.14")),
        (Decimal(1000000), Decimal("0.10")),
    ]
)
FLAT = Brackets.of([(Decimal(0), Decimal("0.02"))])
FEN = st.integers(-(10**12), 10**12)


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


@st.composite
def brackets(draw: st.DrawFn) -> Brackets:
    """Bands with edges of whole fen and rates of whole millionths."""
    edges = draw(st.sets(st.integers(1, 10**11), max_size=5))
    rates = st.integers(0, PPM).map(lambda ppm: Decimal(ppm).scaleb(-6))
    return Brackets.of([(yuan(edge), draw(rates)) for edge in [0, *sorted(edges)]])


@st.composite
def brackets_and_amounts(draw: st.DrawFn) -> tuple[Brackets, list[int]]:
    """Bands, and amounts in fen among which every edge and its neighbours are."""
    table = draw(brackets())
    edges = [int(edge * 100) for edge in table.edges]
    near = [edge + step for edge in edges for step in (-1, 0, 1)]
    return table, [*draw(st.lists(FEN, max_size=20)), *near, *(-fen for fen in near)]


@pytest.mark.parametrize(
    "rows, row, said",
    [
        ([], 0, "从 0 起"),
        ([("1", "0.1")], 0, "从 0 起"),
        ([("0", "0.1"), ("5", "0.1"), ("5", "0.2")], 2, "逐档增大"),
        ([("0", "0.1"), ("-5", "0.1")], 1, "逐档增大"),
    ],
)
def test_bands_that_do_not_ascend_from_zero_are_refused_with_their_row(
    rows: list[tuple[str, str]], row: int, said: str
) -> None:
    with pytest.raises(BracketsError, match=said) as refusal:
        Brackets.of([(Decimal(edge), Decimal(rate)) for edge, rate in rows])

    assert refusal.value.row == row


def test_an_edge_belongs_to_the_band_above_and_below_reads_it_the_other_way() -> None:
    edge = Decimal(200000)

    assert PROFIT.at(edge).rate == Decimal("0.17")
    assert PROFIT.below(edge).rate == Decimal("0.20")
    assert PROFIT.at(edge - Decimal("0.01")) == PROFIT.below(edge - Decimal("0.01"))
    assert PROFIT.at(edge + Decimal("0.01")) == PROFIT.below(edge + Decimal("0.01"))
    assert PROFIT.has_edge(Decimal("200000.00"))
    assert not PROFIT.has_edge(Decimal("200000.01"))


def test_amounts_below_the_first_edge_lie_in_the_first_band() -> None:
    assert PROFIT.at(Decimal(-1)).index == 0
    assert PROFIT.below(Decimal(0)).index == 0
    assert PROFIT.edges == (0, 200000, 500000, 1000000)


def test_a_band_tells_its_reach_in_words() -> None:
    assert [band.reach for band in PROFIT.bands] == [
        "不满 200,000 元",
        "200,000 元以上、不满 500,000 元",
        "500,000 元以上、不满 1,000,000 元",
        "1,000,000 元以上",
    ]
    assert FLAT.bands[0].reach == "0 元以上"


@given(brackets_and_amounts())
def test_every_amount_from_zero_lies_in_exactly_one_band(case: tuple[Brackets, list[int]]) -> None:
    table, amounts = case
    for fen in amounts:
        holders = [band for band in table.bands if band.holds(yuan(fen))]

        assert holders == ([table.at(yuan(fen))] if fen >= 0 else [])


@given(brackets(), FEN, FEN)
def test_a_larger_amount_never_lies_in_a_lower_band(table: Brackets, one: int, two: int) -> None:
    low, high = sorted((yuan(one), yuan(two)))

    assert table.at(low).index <= table.at(high).index
    assert table.below(low).index <= table.below(high).index
    assert table.at(low).index - table.below(low).index == int(low in table.edges and low > 0)


@given(brackets_and_amounts())
def test_whole_numbers_give_the_same_share_as_exact_decimals(
    case: tuple[Brackets, list[int]],
) -> None:
    table, amounts = case
    for fen in amounts:
        assert yuan(table.integer_share(fen)) == table.share(yuan(fen))


@given(brackets_and_amounts())
def test_the_sql_gives_the_same_share_in_a_real_database(case: tuple[Brackets, list[int]]) -> None:
    table, amounts = case
    rate = table.integer_expression("fen")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE receipt (place INTEGER, fen INTEGER)")
        connection.executemany("INSERT INTO receipt VALUES (?, ?)", enumerate(amounts))
        rows = connection.execute(
            f"SELECT fen, {rate}, {share_expression('fen', rate)} FROM receipt ORDER BY place"
        ).fetchall()
    finally:
        connection.close()

    assert [fen for fen, _, _ in rows] == amounts
    for fen, ppm, share in rows:
        assert Decimal(ppm) == table.at(yuan(fen)).rate * PPM
        assert isinstance(share, int)
        assert yuan(share) == table.share(yuan(fen))


def test_a_single_band_is_a_plain_number_in_sql() -> None:
    assert FLAT.integer_expression("fen") == "20000"
    assert PROFIT.integer_expression("fen") == (
        "CASE WHEN fen >= 100000000 THEN 100000 WHEN fen >= 50000000 THEN 140000"
        " WHEN fen >= 20000000 THEN 170000 ELSE 200000 END"
    )


@pytest.mark.parametrize(
    "rows", [[("0", "0.1"), ("0.001", "0.2")], [("0", "0.0000001")], [("0", "0.1"), ("1", "1E-7")]]
)
def test_edges_and_rates_finer_than_the_integers_are_refused_not_rounded(
    rows: list[tuple[str, str]],
) -> None:
    table = Brackets.of([(Decimal(edge), Decimal(rate)) for edge, rate in rows])

    with pytest.raises(ValueError, match="不能用于整数表达式"):
        table.integer_expression("fen")
    with pytest.raises(ValueError, match="不能用于整数表达式"):
        table.integer_share(100)


@given(FEN, st.integers(0, PPM))
def test_a_refunds_share_is_that_of_the_receipt_with_the_other_sign(fen: int, ppm: int) -> None:
    assert share_of(-fen, ppm) == -share_of(fen, ppm)
    assert abs(share_of(fen, ppm)) <= abs(fen)


def test_half_a_fen_is_rounded_away_from_zero_on_both_sides() -> None:
    assert (share_of(1, PPM // 2), share_of(-1, PPM // 2)) == (1, -1)
    assert (share_of(1, PPM // 2 - 1), share_of(-1, PPM // 2 - 1)) == (0, 0)
