"""What people type on the pages of the area. The services judge it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dakehu.accounts.factors import Again
from dakehu.accounts.queries import TOKEN_SCOPES
from dakehu.kit.errors import UnableTo


def told_at(form: forms.Form, error: UnableTo, **renamed: str) -> None:
    """Put the refusal of a service at the field it is about, else above the form."""
    name = renamed.get(error.field, error.field)
    field = name if name in form.fields else None
    form.add_error(field, ValidationError(str(error), code=error.code))


def _password(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **more)


class SignInForm(forms.Form):
    """A name and a password."""

    login = forms.CharField(
        label=_("用户名或手机号"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _password(_("密码"), "current-password")
    remember = forms.BooleanField(label=_("记住我，两周内不用再登录"), required=False)

    def __init__(self, *args: Any, focus: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = focus


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )
    trust = forms.BooleanField(label=_("这台设备 30 天内不再询问"), required=False)


class PasskeyAnswerForm(forms.Form):
    """What a device has signed."""

    credential = forms.JSONField(widget=forms.HiddenInput)
    trust = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    """The password once more, and a factor where one is on, before something that concerns safety.

    `credential` comes from a passkey instead of `second`.
    """

    password = _password(_("当前密码"), "current-password")
    second = forms.CharField(
        label=_("现用的验证码"),
        max_length=20,
        required=False,
        help_text=_("验证器上的 6 位数，或一个备用码。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    credential = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks_second: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_second:
            del self.fields["second"]

    @property
    def again(self) -> Again:
        """What the person gave once more."""
        given = self.cleaned_data
        return Again(given["password"], given.get("second", ""), given["credential"])


class ChangePasswordForm(forms.Form):
    """The old password and the new one twice."""

    old = _password(_("原密码"), "current-password")
    new = _password(_("新密码"), "new-password")
    again = _password(_("再输一遍新密码"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = "".join(map(str, password_validators_help_texts()))

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new") not in (None, again):
            raise ValidationError(_("两次输入的新密码不一样。"), code="not_same")
        return again


class TotpForm(ConfirmForm):
    """The first code of a new app, and what is asked once more."""

    code = forms.CharField(
        label=_("验证器上显示的 6 位验证码"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "password", "second")


class PasskeyForm(ConfirmForm):
    """The name of a device, the key that it has made, and what is asked once more."""

    name = forms.CharField(
        label=_("设备名称"), max_length=40, help_text=_("例如“办公室电脑”“我的手机”。")
    )
    credential = forms.JSONField(widget=forms.HiddenInput)
    field_order = ("name", "password", "second")

    @property
    def again(self) -> Again:
        """As before, but what the device sent is the new key: it proves nothing."""
        return Again(self.cleaned_data["password"], self.cleaned_data.get("second", ""))


_LASTS = (("30", _("30 天")), ("90", _("90 天")), ("180", _("半年")), ("365", _("一年")))


class TokenForm(forms.Form):
    """For which program, for what, for how long."""

    name = forms.CharField(
        label=_("用途"), max_length=60, help_text=_("哪个程序用，例如“报表机器人”。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("允许的范围"),
        choices=lambda: list(TOKEN_SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    lasts = forms.ChoiceField(label=_("有效期"), choices=_LASTS, initial="90")
    password = _password(_("当前密码"), "current-password")

    def last_day(self, today: date) -> date:
        """The last day on which the token will be good."""
        return today + timedelta(days=int(self.cleaned_data["lasts"]))


class UserForm(forms.Form):
    """A new account."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        help_text=_("登录用。汉字、字母、数字、点或横线，不分大小写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    mobile = forms.CharField(
        label=_("手机号"),
        max_length=20,
        required=False,
        help_text=_("也可以用来登录。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
