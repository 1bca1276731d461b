"""Which posts earn commission on receipts, by how their titles end (A-38)."""

from typing import Final

LEADING: Final = ("经理", "总监", "总经理", "主任", "内勤", "助理")
"""How posts end whose holders earn commission by an approved share alone."""

EARNING: Final = ("客户经理", "销售经理", "业务经理", "项目经理")
"""Posts that end so and are sellers all the same."""
