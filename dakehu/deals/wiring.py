"""What the area plugs into the engines below it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.deals.access import COMPARE_QUOTES, PRINT_QUOTE, USE_DESK
from dakehu.deals.data.samples import sample_price_sheet, sample_quote
from dakehu.deals.papers.price_sheet import PriceLine, PriceSheetData, price_sheet
from dakehu.deals.papers.quote import QuoteData, quote_paper
from dakehu.deals.queries import drafts
from dakehu.deals.queries.desk import verdict_told
from dakehu.kit.actors import Actor
from dakehu.kit.papers import PrintForm, print_forms
from dakehu.kit.registry import (
    CreateEntry,
    MenuEntry,
    RecordKind,
    create_entries,
    menu,
    record_kinds,
)
from dakehu.kit.wording import Word, Wording, data_words, wordings


def _sheet_of(pk: int, by: Actor, _on: date) -> PriceSheetData | None:
    """A draft of the actor's own as paper; others' drafts are as none."""
    draft = drafts.draft_of(by, pk)
    if draft is None:
        return None
    found = drafts.remeasured(by, draft)
    return PriceSheetData(
        name=draft.name,
        on=draft.policies_on,
        seller=draft.owner.name,
        version=draft.version,
        lines=tuple(
            PriceLine(one.label, one.value, one.how)
            for one in drafts.sheet_lines(found, draft.inputs)
        ),
        verdict=verdict_told(found),
        approvers=tuple(f"{one.seats} {one.people} {one.does}" for one in found.chain),
        notices=tuple(one["message"] for one in found.answer["notices"]),
    )


print_forms.add(
    PrintForm(
        code="deals.quote",
        name=_("报价单"),
        data=QuoteData,
        paper=quote_paper,
        sample=sample_quote,
        permission=PRINT_QUOTE,
        retention="quote",
    )
)
print_forms.add(
    PrintForm(
        code="deals.price_sheet",
        name=_("报价测算表"),
        data=PriceSheetData,
        paper=price_sheet,
        sample=sample_price_sheet,
        permission=USE_DESK,
        record_kind="price_draft",
        of_record=_sheet_of,
        retention="general",
    )
)

record_kinds.add(
    RecordKind(
        *("price_draft", _("报价测算"), drafts.drafts_there, drafts.title_of),
        lambda pk: reverse("deals:draft", args=[pk]),
    )
)

menu.add(MenuEntry("deals.desk", _("报价测算"), "deals:desk", "calculator", USE_DESK))
menu.add(
    MenuEntry(
        *("deals.comparisons", _("对比我们的报价表"), "deals:compare_quotes", "scale"),
        COMPARE_QUOTES,
    )
)
create_entries.add(CreateEntry("deals.desk", _("报价测算"), "deals:desk", "calculator", USE_DESK))

wordings.add(Wording("deals.draft_saved", _("存报价测算草稿“{name}”第 {version} 版")))
wordings.add(Wording("deals.draft_deleted", _("删除报价测算草稿“{name}”")))
wordings.add(Wording("deals.quotes_compared", _("对比报价表“{file}”：{summary}")))
data_words.add(Word("deals.version", _("版本")))
