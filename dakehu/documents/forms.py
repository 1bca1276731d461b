"""Forms about files."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from dakehu.documents.content.retention import GENERAL
from dakehu.documents.queries.attachments import USUAL_SECRECY, retention_choices, secrecy_choices
from dakehu.kit.actors import Actor
from dakehu.kit.form_pages import CHOOSE

MOST_FILES = 20


class UploadForm(forms.Form):
    """Files for a record, chosen, dropped or taken with the phone's camera."""

    title = forms.CharField(label=_("名称"), max_length=120, required=False)
    secrecy = forms.ChoiceField(label=_("密级"), initial=USUAL_SECRECY)
    retention = forms.ChoiceField(label=_("资料类别"), initial=GENERAL)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._field("secrecy").choices = secrecy_choices(actor)
        self._field("retention").choices = retention_choices()

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    @property
    def faults(self) -> list[str]:
        """What is wrong with the form, as sentences."""
        return [str(each) for told in self.errors.values() for each in told]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["files"] = self._files()
        if not data["files"]:
            self.add_error(None, _("请选择文件，或把文件拖到这里。"))
        elif len(data["files"]) > MOST_FILES:
            self.add_error(None, _("一次最多上传 %d 个文件，请分几次上传。") % MOST_FILES)
        return data

    def _files(self) -> list[Any]:
        if not isinstance(self.files, MultiValueDict):
            return []
        return [*self.files.getlist("files"), *self.files.getlist("photo")]


class DeletionForm(forms.Form):
    """Why a file goes."""

    reason = forms.CharField(
        label=_("原因"), max_length=200, help_text=_("例如：传错了文件，已由新版本代替。")
    )


class TemplateForm(forms.Form):
    """A company's own Word template of a paper."""

    file = forms.FileField(
        label=_("Word 模板（docx）"),
        widget=forms.FileInput(attrs={"accept": ".docx", "data-drop": CHOOSE}),
        error_messages={"required": _("请选择一个 docx 文件。")},
    )


class CopiesForm(forms.Form):
    """What of a record is to be printed, and how."""

    format = forms.ChoiceField(choices=(("pdf", "PDF"), ("docx", "Word")))
    on = forms.DateField(required=False)
    sure = forms.BooleanField(required=False)
