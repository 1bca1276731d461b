"""What the area plugs into the engines below it."""

from django.utils.translation import gettext_lazy as _

from dakehu.accounts.queries import sign_in_extras
from dakehu.demo import queries
from dakehu.kit.context import BarSource, bar_sources
from dakehu.kit.registry import HomeCard, home_cards
from dakehu.kit.wording import Word, Wording, chosen, data_words, setting_words, wordings

sign_in_extras.fill(queries.sign_in_extras)
bar_sources.add(BarSource("demo", queries.demo_bar))
home_cards.add(
    HomeCard(
        code="demo.strip",
        title=_("三步看懂"),
        template="demo/_strip.html",
        build=queries.strip_card,
        order=1,
    )
)

for code, template in (
    ("installed", _("系统首次启动，方式：{mode}")),
    ("reset", _("重置演示公司，操作记录从头开始")),
    ("scene_moved", _("演示日期改为 {day}（{scene}）")),
    ("entered", _("以{role}{name}的身份进入演示")),
):
    wordings.add(Wording(f"demo.{code}", template))

MODES = chosen({"demo": _("演示公司"), "empty": _("空的系统")})
setting_words.add(Word("mode", _("运行方式"), MODES))
setting_words.add(Word("business_day", _("业务日期")))
data_words.add(Word("demo.mode", _("运行方式"), MODES))
data_words.add(Word("demo.scene", _("场景")))
data_words.add(Word("demo.role", _("角色")))
data_words.add(Word("demo.name", _("姓名")))
