"""What the files of a settled month are called; other programs look for them by these names."""

from typing import Final

SHEET: Final = "部门核算表.xlsx"
STATEMENTS: Final = "工资单"
TOLD: Final = "说明.json"
COMPARED: Final = "对比.xlsx"
"""Written only where a pay sheet was given to compare with."""
FONT: Final = "宋体"
"""The typeface of the sheet for filing."""
