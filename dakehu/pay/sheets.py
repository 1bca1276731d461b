"""The sheet of people with their positions and pay basics."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.masking import FieldClass
from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.pay.data.schemes import schemes_by_word

STAFF: Final = SheetShape(
    code="staff",
    name=_("人员"),
    about=_("每个人的部门、岗位和工资基础。新工号会新建员工并任命岗位，已有的会更新。"),
    tab=_("人员"),
    key=("number",),
    columns=(
        SheetColumn(
            "number",
            _("工号"),
            CellKind.CODE,
            is_required=True,
            longest=20,
            aliases=(_("员工编号"), _("员工号"), _("编号"), _("人员编号")),
        ),
        SheetColumn(
            "name",
            _("姓名"),
            is_required=True,
            longest=60,
            aliases=(_("员工姓名"), _("人员姓名")),
        ),
        SheetColumn("unit", _("部门"), longest=60, aliases=(_("所属部门"), _("部门名称"))),
        SheetColumn(
            "position", _("岗位"), longest=60, aliases=(_("职务"), _("岗位名称"), _("职位"))
        ),
        SheetColumn(
            "scheme",
            _("方案"),
            CellKind.CHOICE,
            choices=schemes_by_word,
            note=_("按哪种方案考核：销售或内勤。"),
            aliases=(_("考核方案"), _("绩效方案"), _("薪酬方案")),
        ),
        SheetColumn(
            "basic_wage",
            _("基本工资"),
            CellKind.AMOUNT,
            lowest=Decimal(0),
            field_class=FieldClass.PAY,
            aliases=(_("底薪"), _("基本薪资"), _("月基本工资")),
        ),
        SheetColumn(
            "performance_base",
            _("绩效基数"),
            CellKind.AMOUNT,
            lowest=Decimal(0),
            field_class=FieldClass.PAY,
            note=_("没有绩效工资的填 0。"),
            aliases=(_("绩效工资基数"), _("绩效工资"), _("月绩效基数")),
        ),
        SheetColumn(
            "on_probation",
            _("试用"),
            CellKind.YES_NO,
            note=_("是或否；不填按否。试用期只评分，不发绩效工资。"),
            aliases=(_("是否试用"), _("试用期")),
        ),
        SheetColumn(
            "hired_on", _("入职日期"), CellKind.DATE, aliases=(_("入职时间"), _("到岗日期"))
        ),
        SheetColumn(
            "left_on",
            _("离职日期"),
            CellKind.DATE,
            note=_("在职的最后一天；在职的留空。"),
            aliases=(_("离职时间"), _("最后工作日")),
        ),
        SheetColumn(
            "mobile",
            _("手机"),
            CellKind.MOBILE,
            field_class=FieldClass.PERSONAL,
            note=_("填了手机号会开通登录账号。"),
            aliases=(_("手机号"), _("手机号码"), _("联系电话"), _("电话")),
        ),
        SheetColumn(
            "since",
            _("执行月份"),
            CellKind.MONTH,
            note=_("岗位和工资从哪个月起。不填的：第一次登记从入职当月起，以后从本月起。"),
            aliases=(_("生效月份"), _("起始月份")),
        ),
    ),
    samples=(
        {
            "number": "YL041",
            "name": _("江一帆"),
            "unit": _("大客户部"),
            "position": _("大客户员"),
            "scheme": _("销售"),
            "basic_wage": "4500.00",
            "performance_base": "3000.00",
            "on_probation": _("否"),
            "hired_on": "2026-11-02",
            "mobile": "13900000031",
        },
        {
            "number": "YL042",
            "name": _("白露"),
            "unit": _("大客户部"),
            "position": _("大客户部内勤"),
            "scheme": _("内勤"),
            "basic_wage": "4000.00",
            "performance_base": "1000.00",
            "on_probation": _("是"),
            "hired_on": "2026-11-09",
        },
    ),
    notes=(
        _("部门和岗位要先在组织架构中建好，名称一致。"),
        _("方案、基本工资、绩效基数要么都填，要么都不填。"),
    ),
)
