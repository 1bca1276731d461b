"""What the area plugs into the engines below it."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.context import BarSource, bar_sources, shell_source
from dakehu.kit.job_services import MANAGE_JOBS
from dakehu.kit.registry import HomeCard, MenuEntry, home_cards, menu, packs
from dakehu.kit.wording import Word, Wording, chosen, data_words, setting_words, wordings
from dakehu.web.access import FIRST_STEPS, SEE_MATRIX, SET_UP
from dakehu.web.frame import frame_of
from dakehu.web.queries.cards import deadline_card, policy_card, position_card, staffing_card
from dakehu.web.queries.jobs import code_told, daily_name
from dakehu.web.queries.rule_rows import RULE_NAMES
from dakehu.web.queries.setup import KEY, RULES_OFF, STEP_WORDS, trial_bar
from dakehu.web.queries.switches import pack_name

shell_source.fill(frame_of)
bar_sources.add(BarSource("trial", trial_bar))

menu.add(MenuEntry("web.home", _("工作台"), "home", "home"))
menu.add(MenuEntry("web.me", _("我的"), "me", "user"))
menu.add(MenuEntry("web.setup", _("启用向导"), "setup", "checklist", FIRST_STEPS))
menu.add(
    MenuEntry(
        *("web.packs", _("功能开关"), "packs", "toggle-left", SET_UP),
        is_shown=lambda: any(not pack.is_fixed for pack in packs),
    )
)
menu.add(MenuEntry("web.jobs", _("后台任务"), "jobs", "progress", MANAGE_JOBS))
menu.add(MenuEntry("web.daily", _("定时任务"), "daily", "clock", MANAGE_JOBS))
menu.add(MenuEntry("web.access", _("权限对照表"), "access_matrix", "lock", SEE_MATRIX))

home_cards.add(
    HomeCard("web.deadlines", _("近期日程"), "web/cards/deadlines.html", deadline_card, order=20)
)
home_cards.add(
    HomeCard(
        "web.staffing",
        _("人员与岗位"),
        "web/cards/installation.html",
        staffing_card,
        roles=frozenset({"hr_admin", "admin", "deputy_gm_admin"}),
        order=30,
    )
)
home_cards.add(
    HomeCard(
        *("web.positions", _("我的岗位"), "web/cards/positions.html", position_card),
        order=40,
        place="rail",
    )
)
home_cards.add(
    HomeCard(
        *("web.policies", _("现行制度"), "web/cards/policies.html", policy_card),
        order=50,
        place="rail",
    )
)

setting_words.add(Word("packs", _("功能开关"), pack_name))
setting_words.add(Word(KEY, _("启用向导"), chosen(STEP_WORDS)))
setting_words.add(Word(RULES_OFF, _("暂不执行的规则"), chosen(RULE_NAMES)))

for _code, _template in (
    ("job_retried", _("重试后台任务：{job}（编号 {number}）")),
    ("daily_moved", _("定时任务“{daily}”由每天 {before} 改为 {time}")),
    ("daily_paused", _("暂停定时任务“{daily}”")),
    ("daily_resumed", _("恢复定时任务“{daily}”")),
    ("daily_run", _("执行定时任务“{daily}”")),
):
    wordings.add(Wording(f"kit.{_code}", _template))
data_words.add(Word("kit.job", _("任务"), code_told))
data_words.add(Word("kit.number", _("编号")))
data_words.add(Word("kit.daily", _("定时任务"), daily_name))
data_words.add(Word("kit.time", _("时间")))
