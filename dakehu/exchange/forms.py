"""Forms of import and export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.column_forms import ColumnsForm, TableField

__all__ = ["ColumnsForm", "PurposeForm", "UploadForm"]


class UploadForm(forms.Form):
    """The file that shall go in."""

    file = TableField(
        label=_("表格文件"),
        help_text=_("支持 xlsx、xls 和 csv，不超过 50 MB。可以直接把文件拖到框里。"),
        missing=_("请选择要导入的文件。"),
    )


class PurposeForm(forms.Form):
    """What rows with contact data are taken out for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        min_length=4,
        help_text=_("例如：寄送年度对账单。用途和行数记入操作记录，文件带有您的姓名和时间。"),
    )
