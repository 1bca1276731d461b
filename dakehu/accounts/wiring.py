"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.accounts import queries, services
from dakehu.kit.permissions import permissions
from dakehu.kit.registry import MenuEntry, RecordKind, menu, record_kinds
from dakehu.kit.wording import Word, Wording, chosen, data_words, wordings

record_kinds.add(
    RecordKind(
        code="user",
        name=_("账号"),
        exists=queries.existing_users,
        title=queries.user_title,
        url=lambda user_id: reverse("user_detail", args=[user_id]),
    )
)

menu.add(
    MenuEntry(
        code="accounts.users",
        label=_("登录账号"),
        route="users",
        icon="users",
        permission=permissions[services.MANAGING],
    )
)

for code, template in (
    ("user_added", _("为{name}开通登录账号")),
    ("user_changed", _("修改{name}的账号资料")),
    ("user_closed", _("停用{name}的账号")),
    ("user_reopened", _("重新启用{name}的账号")),
    ("user_unlocked", _("为{name}解除登录锁定")),
    ("password_changed", _("{name}修改了自己的密码")),
    ("password_set", _("为{name}设置新密码")),
    ("password_not_confirmed", _("{name}再次输入密码时输错")),
    ("signed_in", _("{name}登录：{device}，地址 {address}")),
    ("signed_out", _("{name}退出登录")),
    ("sign_in_refused", _("以{name}登录未成功：{device}，地址 {address}")),
    ("sign_in_locked", _("以{name}登录被暂停：{device}，地址 {address}")),
    ("session_ended", _("结束{name}的一次登录")),
    ("sessions_ended", _("结束{name}的 {count} 次登录")),
    ("token_issued", _("签发接口令牌“{token}”，有效至 {expires_on}")),
    ("token_revoked", _("吊销接口令牌“{token}”")),
    ("totp_switched_on", _("{name}开启动态验证码")),
    ("totp_switched_off", _("{name}关闭动态验证码")),
    ("passkey_added", _("登记通行密钥“{passkey}”")),
    ("passkey_removed", _("{name}移除一个通行密钥")),
    ("recovery_codes_renewed", _("{name}重新生成备用码")),
    ("factors_removed", _("解除{name}的两步验证")),
    ("code_refused", _("{name}的两步验证未通过")),
):
    wordings.add(Wording(f"accounts.{code}", template))

for key, text in (
    ("device", _("设备")),
    ("address", _("地址")),
    ("count", _("次数")),
    ("token", _("接口令牌")),
    ("expires_on", _("有效至")),
    ("passkey", _("通行密钥")),
):
    data_words.add(Word(f"accounts.{key}", text))
data_words.add(Word("accounts.name", _("姓名"), empty=_("未知的用户名")))
data_words.add(Word("accounts.scopes", _("允许的范围"), chosen(queries.TOKEN_SCOPES)))
