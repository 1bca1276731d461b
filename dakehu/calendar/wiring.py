"""What the calendar plugs into the engines below it."""

from django.utils.translation import gettext_lazy as _

from dakehu.calendar import queries, services
from dakehu.calendar.access import MANAGE_CALENDAR, SEE_CALENDAR
from dakehu.calendar.sheets import WORKING_DAYS
from dakehu.kit.addresses import address
from dakehu.kit.keeping import stamp_changes_of
from dakehu.kit.registry import MenuEntry, RecordKind, menu, record_kinds
from dakehu.kit.sheets import SheetKind, sheets
from dakehu.kit.wording import Word, Wording, data_words, wordings

stamp_changes_of("calendar")

for _code, _template in (
    ("calendar.day_set_working", _("{day} 定为上班日（{name}）")),
    ("calendar.day_set_off", _("{day} 定为休息日（{name}）")),
    ("calendar.day_cleared", _("{day} 恢复按国家安排或估算")),
    (
        "calendar.office_hours_set",
        _("自 {starts_on} 起上班时间为 {morning}、{afternoon}"),
    ),
):
    wordings.add(Wording(_code, _template))

data_words.add(Word("calendar.morning", _("上午")))
data_words.add(Word("calendar.afternoon", _("下午")))

menu.add(MenuEntry("calendar.year", _("工作日历"), "calendar:year", "calendar"))

record_kinds.add(
    RecordKind(
        services.DAY,
        _("放假与调休"),
        exists=queries.days_there,
        title=queries.day_title,
        url=lambda _number: address("calendar:year"),
    )
)
sheets.add(
    SheetKind(
        WORKING_DAYS,
        import_permission=MANAGE_CALENDAR,
        export_permission=SEE_CALENDAR,
        check=queries.days_standing,
        write=services.write_rows,
        undo=services.take_back_rows,
        export=queries.days_as_rows,
        route="calendar:year",
    )
)
