"""A believable quote; names are invented."""

from datetime import date
from decimal import Decimal

from dakehu.deals.papers.price_sheet import PriceLine, PriceSheetData
from dakehu.deals.papers.quote import QuoteData, QuoteLine


def sample_quote() -> QuoteData:
    """A quote of three lines at two tax rates."""
    return QuoteData(
        number="BJ-2026-0236",
        on=date(2026, 11, 23),
        customer="华岳重工（江州）有限公司",
        project="二期厂房屋面防水工程",
        contact="王海涛（采购部）",
        contact_phone="0512-0000 1888",
        valid_until=date(2026, 12, 23),
        delivery="合同生效后 15 日内分两批送至江州市高新区二期厂房工地，运费由我方承担",
        payment="预付 30%，货到验收合格后 30 日内付 65%，质量保证金 5% 于验收满一年后 10 日内付清",
        warranty="质保期 5 年",
        offered_by="林晓雯",
        offered_phone="138 0000 0005",
        lines=(
            QuoteLine(
                product="TPO 防水卷材",
                specification="1.5mm × 2m × 20m，增强型",
                quantity=Decimal(10000),
                unit="㎡",
                unit_price=Decimal("85.4"),
            ),
            QuoteLine(
                product="基层处理剂",
                specification="20kg/桶",
                quantity=Decimal(120),
                unit="桶",
                unit_price=Decimal(268),
            ),
            QuoteLine(
                product="现场技术指导",
                specification="两名技术员",
                quantity=Decimal("7.5"),
                unit="天",
                unit_price=Decimal(1200),
                tax_rate=Decimal("0.06"),
                note="含食宿和交通",
            ),
        ),
    )


def sample_price_sheet() -> PriceSheetData:
    """A price below the rule price; names are invented."""
    return PriceSheetData(
        name="华岳重工（江州）有限公司 · 二期厂房屋面",
        on=date(2026, 11, 23),
        seller="林晓雯",
        version=2,
        lines=(
            PriceLine("数量", "10,000"),
            PriceLine("返点比例", "8%", "录入"),
            PriceLine("规定单价（元）", "85.40", "(700,000.00 × (1 + 14% + 8%) + 0.00) ÷ 10,000"),
            PriceLine("对客单价（元）", "84.00", "录入"),
            PriceLine("合计（元）", "840,000.00", "84.00 × 10,000"),
            PriceLine("合计比规定低（元）", "14,000.00", "854,000.00 − 840,000.00"),
        ),
        verdict="对客单价低于规定单价，达不到应有利润，需总经理特批。",
        approvers=(
            "大客户部经理 周建国 签署意见",
            "市场营销中心 孙立 签署意见",
            "总经理 赵启明 决定",
        ),
        notices=("按收款兑付返点后，剩余利润低于应有利润。",),
    )
