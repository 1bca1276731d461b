"""What the area plugs into the engines below it."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.registry import MenuEntry, RecordKind, menu, record_kinds
from dakehu.kit.wording import Word, Wording, data_words, wordings
from dakehu.rulebook.access import EXAMINE, READ
from dakehu.rulebook.addresses import policy_url
from dakehu.rulebook.queries.published import version_numbers, version_row


def _title(number: int) -> str:
    return str(version_row(number))


def _url(number: int) -> str:
    row = version_row(number)
    return policy_url(row.code, row.version)


record_kinds.add(
    RecordKind("policy_version", _("制度版本"), exists=version_numbers, title=_title, url=_url)
)

menu.add(MenuEntry("rulebook.home", _("现行制度"), "rulebook_home", "book", READ))
menu.add(
    MenuEntry("rulebook.parameters", _("现行参数"), "rulebook_parameters", "adjustments", READ)
)
menu.add(MenuEntry("rulebook.approvers", _("谁批什么"), "rulebook_approvers", "gavel", READ))
menu.add(MenuEntry("rulebook.try", _("试一试"), "rulebook_try", "calculator", READ))
menu.add(MenuEntry("rulebook.lint", _("制度体检"), "rulebook_lint", "clipboard-check", EXAMINE))

wordings.add(
    Wording("rulebook.version_published", _("发布《{title}》{version}，自 {effective_from} 起施行"))
)
wordings.add(
    Wording(
        "rulebook.version_withdrawn",
        _("撤回《{title}》{version}（原定自 {effective_from} 起施行）：{reason}"),
    )
)
for _key, _text in (("code", _("制度代码")), ("version", _("版本")), ("digest", _("校验值"))):
    data_words.add(Word(f"rulebook.{_key}", _text))
