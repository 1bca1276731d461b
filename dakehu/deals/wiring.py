"""What the area plugs into the engines below it."""

from django.utils.translation import gettext_lazy as _

from dakehu.deals.access import PRINT_QUOTE
from dakehu.deals.data.samples import sample_quote
from dakehu.deals.papers import QuoteData, quote_paper
from dakehu.kit.papers import PrintForm, print_forms

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
