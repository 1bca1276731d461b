"""Which colour a state's word has: one table, so that the same word looks the same everywhere.

Red is for overdue, refused and 要你处理 alone; orange for soon, green for done, blue for running,
grey for closed.
"""

from typing import Final

COLOURS: Final = ("red", "orange", "green", "blue", "grey")
_WORDS: Final = {
    "red": """已驳回 不同意 未通过 逾期 已逾期 要你处理 有异议 不合格 失败 已锁定""",
    "orange": """待认领 待核实 待确认 待审批 待办 待签 待领取 待施行 即将到期 临期 请注意
        退回修改 未设置""",
    "green": """已通过 同意 现行 已核实 已确认 已完成 已兑付 已入账 已归档 已签 在职 启用 已启用
        正常 成功 有效""",
    "blue": """审批中 进行中 待处理 试算 复核 运行中 试用 试用期 跟进中 制作中 排队中 代理中""",
    "grey": """草稿 起草中 已撤回 已作废 已废止 已冲销 已关闭 离职 已离职 停用 已停用 已取消
        已过期 未启用""",
}
_COLOUR_OF: Final = {word: colour for colour, words in _WORDS.items() for word in words.split()}


def colour_of(word: str) -> str:
    """The colour of a state's word; grey for words that are not listed."""
    return _COLOUR_OF.get(word, "grey")
