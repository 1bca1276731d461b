"""What the organization plugs into the engines below it."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import actor_source, role_source, system
from dakehu.kit.keeping import stamp_changes_of
from dakehu.kit.papers import PrintForm, print_forms
from dakehu.kit.registry import MenuEntry, menu, record_kinds
from dakehu.kit.schedules import Daily, daily
from dakehu.kit.wording import Word, Wording, chosen, data_words, setting_words, wordings
from dakehu.organization.access import SEE_CHART
from dakehu.organization.papers import (
    JobDescriptionData,
    job_description_of,
    job_description_paper,
    sample_job_description,
)
from dakehu.organization.queries import records
from dakehu.organization.queries.acting import actor_of, roles_of_user
from dakehu.organization.queries.choices import DELEGATION_SUBJECTS
from dakehu.organization.queries.labels import role_label
from dakehu.organization.services.staff import close_accounts_of_leavers

stamp_changes_of("organization")
actor_source.fill(actor_of)
role_source.fill(roles_of_user)

for _kind in records.KINDS:
    record_kinds.add(_kind)

for _code, _template in (
    ("company_set", _("登记公司信息：{name}")),
    ("legal_entity_added", _("新增签约主体：{name}")),
    ("legal_entity_changed", _("修改签约主体：{name}")),
    ("unit_added", _("新增部门：{unit}（上级：{parent}）")),
    ("unit_renamed", _("部门“{before}”改为“{unit}”")),
    ("unit_moved", _("部门“{unit}”移到“{parent}”之下")),
    ("unit_closed", _("撤销部门“{unit}”，自 {on} 起")),
    ("position_added", _("新增岗位：{position}（{unit}）")),
    ("position_changed", _("修改岗位：{position}（{unit}）")),
    ("job_description_added", _("登记《{title}》，自 {effective_from} 起施行")),
    ("staff_added", _("新增员工{staff}（{number}）")),
    ("staff_changed", _("修改员工{staff}的资料")),
    ("newcomer_removed", _("撤去刚导入的员工{staff}（{number}）")),
    ("appointment_reopened", _("{staff}继续担任{position}")),
    ("staff_left", _("{staff}离职，自 {left_on} 起")),
    ("staff_appointed", _("任命{staff}为{position}（{unit}），自 {starts_on} 起")),
    ("appointment_ended", _("{staff}担任{position}至 {last_on}")),
    ("appointment_taken_back", _("取消{staff}自 {starts_on} 起担任{position}的任职")),
    ("deputy_named", _("{staff}指定{deputy}代理，自 {starts_on} 至 {last_on}")),
    ("deputy_ended", _("{deputy}不再代理{staff}，自 {on} 起")),
    ("authority_given", _("{grantor}授权{grantee}，自 {starts_on} 至 {last_on}")),
    ("authority_revoked", _("{grantor}撤销对{grantee}的授权，自 {on} 起")),
    ("label_renamed", _("名词“{before}”改为“{text}”")),
):
    wordings.add(Wording(f"organization.{_code}", _template))

for _key, _text in (
    ("staff", _("员工")),
    ("number", _("工号")),
    ("position", _("岗位")),
    ("unit", _("部门")),
    ("deputy", _("代理人")),
    ("grantor", _("授权人")),
    ("grantee", _("被授权人")),
    ("limit_amount", _("单笔限额（元）")),
    ("limit_rate", _("让步幅度上限")),
    ("ends_on", _("止（不含当日）")),
    ("left_on", _("离职日期")),
    ("credit_code", _("统一社会信用代码")),
    ("minimum_wage", _("最低工资（元/月）")),
    ("vat_rate", _("增值税税率")),
    ("text", _("改为")),
):
    data_words.add(Word(f"organization.{_key}", _text))
data_words.add(Word("organization.parent", _("上级部门"), empty=_("无")))
data_words.add(Word("organization.seats", _("承担的角色"), role_label))
data_words.add(Word("organization.subject", _("授权事项"), chosen(dict(DELEGATION_SUBJECTS))))
setting_words.add(Word("label", _("名词")))

for _name, _label, _route, _icon in (
    ("chart", _("组织架构"), "chart", "hierarchy"),
    ("staff", _("员工"), "staff_list", "users"),
    ("positions", _("岗位"), "position_list", "briefcase"),
    ("deputies", _("代理"), "deputy_list", "user-check"),
    ("delegations", _("授权登记"), "delegation_list", "signature"),
    ("labels", _("名词与角色名称"), "label_list", "tag"),
    ("company", _("公司与签约主体"), "company", "building"),
):
    menu.add(MenuEntry(f"organization.{_name}", _label, f"organization:{_route}", _icon))


def _close_accounts(now: datetime) -> None:
    """Nobody signs in past their last day."""
    day = timezone.localdate(now)
    close_accounts_of_leavers(by=system("daily"), at=now, on=day)


daily.add(
    Daily("organization.close_accounts", _close_accounts, time(0, 10), _("停用已离职人员的账号"))
)

print_forms.add(
    PrintForm(
        code="organization.job_description",
        name=_("职务说明书"),
        data=JobDescriptionData,
        paper=job_description_paper,
        sample=sample_job_description,
        permission=SEE_CHART,
        record_kind="position",
        of_record=job_description_of,
    )
)
