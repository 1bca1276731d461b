"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.kit.papers import PrintForm, print_forms
from dakehu.kit.registry import (
    MenuEntry,
    RecordKind,
    SettlementSource,
    menu,
    record_kinds,
    settlement_sources,
)
from dakehu.kit.sheets import SheetKind, sheets
from dakehu.kit.wording import Word, Wording, data_words, wordings
from dakehu.performance import queries, services
from dakehu.performance.access import SCORE, SEE_SCORES
from dakehu.performance.data.samples import sample_clerk, sample_sales
from dakehu.performance.papers import ClerkAppraisalData, SalesAppraisalData, appraisal_paper
from dakehu.performance.sheets import SCORES

sheets.add(
    SheetKind(
        shape=SCORES,
        import_permission=SCORE,
        export_permission=SEE_SCORES,
        check=queries.check_rows,
        write=lambda rows, by, at: services.score_people(by=by, at=at, rows=rows),
        undo=lambda written, by, at: services.undo_scores(by=by, at=at, written=written),
        export=queries.rows_given_out,
        route="performance:scores",
    )
)

record_kinds.add(
    RecordKind(
        *("sub_scores", _("考核评分"), queries.scores_there, queries.title_of),
        lambda _pk: reverse("performance:scores"),
    )
)

settlement_sources.add(SettlementSource("ratings", _("评分"), queries.ratings_between))

menu.add(
    MenuEntry(
        "performance.scores", _("考核评分"), "performance:scores", "clipboard-check", SEE_SCORES
    )
)

for _code, _template in (
    ("scored", _("登记考核评分：新增 {count} 人次，更改 {changed} 人次，月份 {first} 至 {last}")),
    ("import_undone", _("撤销导入的考核评分：删去 {count} 人次，恢复 {changed} 人次")),
):
    wordings.add(Wording(f"performance.{_code}", _template))

for _key, _text in (
    ("count", _("新增人次")),
    ("changed", _("更改人次")),
    ("first", _("最早月份")),
    ("last", _("最晚月份")),
):
    data_words.add(Word(f"performance.{_key}", _text))

for _form in (
    PrintForm(
        code="performance.sales_appraisal",
        name=_("市场部人员月度考核表"),
        data=SalesAppraisalData,
        paper=appraisal_paper,
        sample=sample_sales,
        permission=SCORE,
        retention="appraisal",
    ),
    PrintForm(
        code="performance.clerk_appraisal",
        name=_("内勤月度考核表"),
        data=ClerkAppraisalData,
        paper=appraisal_paper,
        sample=sample_clerk,
        permission=SCORE,
        retention="appraisal",
    ),
):
    print_forms.add(_form)
