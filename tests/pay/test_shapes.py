"""The shapes of the settlement's files: complete, consistent, and readable without a database."""

import subprocess
import sys

import pytest

from dakehu.conduct.sheets import POINTS
from dakehu.kit.sheets import CellKind, SheetShape, sheets
from dakehu.pay.sheets import STAFF
from dakehu.performance.sheets import SCORES
from dakehu.receipts.sheets import RECEIPTS
from dakehu.rewards.sheets import CARRIES, SHARES
from dakehu.targets.sheets import TARGETS

SHAPES = (STAFF, TARGETS, SCORES, POINTS, SHARES, CARRIES, RECEIPTS)

SETTLED_FROM = {
    "人员": "工号 姓名 部门 岗位 方案 基本工资 绩效基数 试用 离职日期",
    "目标": "对象 月份 指标 目标 挑战目标 实际",
    "评分": "工号 月份 能力 态度 工作量 工作态度 工作能力 工作效果",
    "扣分": "工号 日期 分值 事由 证据",
    "分成": "项目 工号 比例",
    "期初": "工号 结转",
    "回款": "流水号 到账日期 核实日期 客户 项目 金额 方式 业务员",
}
"""The sheets and columns of which a month is settled."""

BARE = """
from django.conf import settings
from dakehu.conduct.sheets import POINTS
from dakehu.pay.sheets import STAFF
from dakehu.performance.sheets import SCORES
from dakehu.receipts.sheets import RECEIPTS
from dakehu.rewards.sheets import CARRIES, SHARES
from dakehu.targets.sheets import TARGETS
assert not settings.configured
settings.configure(USE_I18N=False)
for shape in (STAFF, TARGETS, SCORES, POINTS, SHARES, CARRIES, RECEIPTS):
    for column in shape.columns:
        words = column.choices() if column.choices else {}
        print(shape.tab, column.label, *column.aliases, *words)
"""


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_a_sheet_has_the_columns_of_which_a_month_is_settled(shape: SheetShape) -> None:
    wanted = SETTLED_FROM[str(shape.tab)].split()
    assert [
        label for label in wanted if label not in [str(one.label) for one in shape.columns]
    ] == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_no_two_columns_of_a_sheet_go_by_the_same_word(shape: SheetShape) -> None:
    words = [str(word) for one in shape.columns for word in (one.label, *one.aliases)]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_the_samples_use_columns_and_words_that_there_are(shape: SheetShape) -> None:
    assert shape.samples
    for sample in shape.samples:
        for code, text in sample.items():
            column = shape.column(code)
            if column.kind is CellKind.CHOICE:
                assert column.choices is not None
                assert str(text) in column.choices()
        missing = {one.code for one in shape.columns if one.is_required} - set(sample)
        assert missing == set()


def test_every_sheet_is_registered_with_its_page_and_can_be_taken_back() -> None:
    for shape in SHAPES:
        kind = sheets[shape.code]
        assert kind.shape is shape
        assert all((kind.check, kind.write, kind.undo, kind.export, kind.route)), shape.code


def test_the_shapes_are_read_where_there_are_no_settings_and_no_database() -> None:
    ran = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "回款 方式" in ran.stdout
    assert "银行承兑汇票" in ran.stdout
