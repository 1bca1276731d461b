"""Faults to plant in a copy of the repository, each with the file and line that must be named.

`HEALTHY` is a small area that keeps every rule: it must never be reported.
"""

from tests.architecture.house import boundaries, files, kernel, testing, words
from tests.architecture.house.tree import Rule

HEALTHY = {
    "dakehu/kit/web.py": "def allow(*names): return lambda view: view\n",
    "dakehu/customers/models.py": "from dakehu.organization import models\n",
    "dakehu/customers/queries.py": "from dakehu.customers.models import *\n",
    "dakehu/customers/services.py": "from dakehu.customers import queries\n",
    "dakehu/organization/models.py": "number = 1\n",
    "dakehu/deals/models.py": (
        "from dakehu.customers import models\n"
        'customer = ForeignKey("customers.Customer", on_delete=PROTECT)\n'
        'parent = ForeignKey("self")\n'
        'sibling = OneToOneField(to="deals.Quote")\n'
    ),
    "dakehu/deals/queries.py": "from dakehu.customers import models, queries\n",
    "dakehu/deals/services.py": "from dakehu.customers import queries, services\n",
    "dakehu/deals/views.py": (
        "from dakehu.deals import services\n"
        "from dakehu.kit.web import allow\n"
        '@allow("deals.see")\n'
        "def quote_page(request): return services.page(request)\n"
        "def _part(request): return None\n"
    ),
    "dakehu/deals/urls.py": "from dakehu.deals import views\n",
    "tests/deals/test_quotes.py": (
        "def test_a_quote_is_refused():\n    with pytest.raises(ValueError):\n        quote()\n"
        "def test_a_quote_is_priced():\n    assert_priced(quote())\n"
    ),
}

# rule -> file -> (its text, the lines at fault)
FAULTS: dict[Rule, dict[str, tuple[str, list[int]]]] = {
    words.every_word_of_a_template_is_marked: {
        "dakehu/voice/templates/voice/list.html": (
            '{% translate "反馈" %}\n<p>反馈</p>\n{# 反馈 #}{{ a|default:_("无此项") }}\n',
            [2],
        ),
    },
    words.templates_keep_to_the_security_policy: {
        "dakehu/voice/templates/voice/page.html": (
            '<p style="color: red"></p>\n<script>go()</script>\n<a onclick="go()"></a>\n'
            '<script src="/a.js"></script>\n<img src="https://a.example/b.png">\n',
            [1, 2, 3, 5],
        ),
    },
    words.every_word_of_a_page_is_marked: {
        "dakehu/voice/tables.py": (
            '"""客户反馈的列表。"""\nTITLE = "客户反馈"\nNAME = _("客户反馈")\n',
            [2],
        ),
    },
    boundaries.areas_meet_at_their_doors: {
        "dakehu/visits/services.py": (
            "from dakehu.customers.models import Customer\n"
            "from dakehu.customers import queries, forms\n"
            "from ..customers.access import may_see\n",
            [1, 2, 3],
        ),
        "dakehu/visits/queries.py": ("import dakehu.customers.services\n", [1]),
    },
    boundaries.files_of_an_area_import_their_row: {
        "dakehu/voice/forms.py": ("from dakehu.voice import queries, services\n", [1]),
        "dakehu/voice/views.py": ("from .models import Feedback\n", [1]),
    },
    boundaries.pages_write_nothing: {
        "dakehu/work/views.py": ("def _a(plan):\n    plan.save()\n", [2]),
        "dakehu/work/api.py": ("def _a(plans):\n    plans.objects.bulk_create([])\n", [2]),
    },
    boundaries.foreign_keys_point_down: {
        "dakehu/catalog/models.py": (
            'price = ForeignKey("deals.Quote", on_delete=PROTECT)\n'
            'unknown = models.OneToOneField(to="nowhere.Thing")\n'
            'fine = models.ForeignKey("organization.Unit")\n',
            [1, 2],
        ),
        "dakehu/receipts/models.py": ('sideways = ForeignKey("meetings.Meeting")\n', [1]),
    },
    boundaries.no_business_signals: {
        "dakehu/rewards/wiring.py": (
            "from django.dispatch import receiver\n"
            "from django.db.models.signals import post_save\n",
            [1, 2],
        ),
    },
    boundaries.every_route_names_its_guard: {
        "dakehu/expenses/views.py": (
            "def claim_list(request): ...\n"
            "@allow()\ndef claim_page(request): ...\n"
            "class ClaimView(DetailView): ...\n",
            [1, 3, 4],
        ),
        "dakehu/expenses/api.py": ('@router.post("/claims")\ndef file_claim(payload): ...\n', [2]),
    },
    kernel.no_floats_in_the_kernel: {
        "dakehu/rules/planted_floats.py": (
            '"""Planted."""\n'
            "rate = 0.02\n"
            "amount = float(rate)\n"
            "fen = round(amount, 2)\n"
            "refused = isinstance(rate, (int, float))\n",
            [2, 3, 4],
        ),
    },
    kernel.no_clock_in_the_kernel: {
        "dakehu/policy/planted_clock.py": (
            '"""Planted."""\n'
            "import time\n"
            "from datetime import date, datetime\n"
            "today = date.today()\n"
            "moment = datetime.now()\n",
            [2, 4, 5],
        ),
    },
    kernel.no_files_in_the_kernel: {
        "dakehu/rules/planted_files.py": (
            '"""Planted."""\n'
            "from pathlib import Path\n"
            'first = open("a")\n'
            'second = Path("a").read_text()\n',
            [2, 3, 4],
        ),
    },
    kernel.rules_never_load_files: {
        "dakehu/rules/planted_loading.py": (
            '"""Planted."""\nfrom dakehu.policy.loading import anything\n',
            [2],
        ),
    },
    kernel.public_names_are_explained: {
        "dakehu/rules/planted_silence.py": (
            "def rate(): ...\nclass Amount: ...\ndef _inner(): ...\n",
            [1, 1, 2],
        ),
    },
    files.modules_are_short: {
        "dakehu/pay/services.py": ("number = 1\n" * 401, [401]),
    },
    files.modules_have_telling_names: {
        "dakehu/tasks/utils.py": ("", [1]),
        "dakehu/core/models.py": ("", [1]),
    },
    files.no_eval_or_exec: {
        "dakehu/approvals/services.py": ('eval("1")\nexec("1")\nregex.exec("fine")\n', [1, 2]),
    },
    files.stored_numbers_are_integers: {
        "dakehu/targets/models.py": (
            "goal = models.DecimalField()\nrate = FloatField()\n",
            [1, 2],
        ),
    },
    files.no_hosts_or_machine_paths: {
        "docs/planted.md": ("fine\nhttps://py" + "pi.org/simple\n/wo" + "rk/main/x\n", [2, 3]),
    },
    files.the_architecture_page_lists_the_stack: {
        "docs/architecture.md": ("`policy` and nothing else\n", [1]),
    },
    testing.no_test_is_excused: {
        "tests/planted/test_excuses.py": (
            "@pytest.mark.sk" + "ip\ndef test_a_day_passes():\n    assert True\n"
            "def test_b():\n    assert pytest.xf" + "ail()\n",
            [1, 5],
        ),
    },
    testing.every_test_asserts: {
        "tests/planted/test_silence.py": ("def test_it_runs():\n    run()\n", [1]),
    },
    testing.no_test_reads_the_clock: {
        "tests/planted/test_clock.py": (
            "def test_a():\n    time.sleep(1)\n    assert date.today()\n",
            [2, 3],
        ),
    },
}

# contract -> file -> (its text, what the linter must say)
BROKEN_CONTRACTS: dict[str, dict[str, tuple[str, str]]] = {
    "stack": {
        "dakehu/policy/planted_upward.py": (
            "import dakehu.rules.planted_floats\n",
            "dakehu.policy.planted_upward -> dakehu.rules.planted_floats (l.1)",
        ),
        "dakehu/meetings/services.py": (
            "from dakehu.receipts import models\n",
            "dakehu.meetings.services -> dakehu.receipts.models (l.1)",
        ),
        "dakehu/novelty/models.py": ("", "- dakehu.novelty"),
    },
    "shape": {
        "dakehu/tasks/models.py": (
            "\nfrom dakehu.tasks import services\n",
            "dakehu.tasks.models -> dakehu.tasks.services (l.2)",
        ),
        "dakehu/tasks/services.py": ("", ""),
        "dakehu/documents/views.py": (
            "from dakehu.documents import api\n",
            "dakehu.documents.views -> dakehu.documents.api (l.1)",
        ),
        "dakehu/documents/api.py": ("", ""),
    },
    "purity": {
        "dakehu/rules/planted_django.py": (
            "from django.utils import timezone\n",
            "dakehu.rules.planted_django -> django (l.1)",
        ),
        "dakehu/policy/planted_ninja.py": (
            "import ninja, psycopg\n",
            "dakehu.policy.planted_ninja -> ninja (l.1)",
        ),
    },
    "loading": {
        "dakehu/rules/planted_yaml.py": ("import yaml\n", "dakehu.rules.planted_yaml -> yaml"),
        "dakehu/policy/planted_model.py": (
            "import pydantic\n",
            "dakehu.policy.planted_model -> pydantic",
        ),
    },
    "settings": {
        "dakehu/config/settings.py": ("", ""),
        "dakehu/audit/services.py": (
            "from dakehu.config import settings\n",
            "dakehu.audit.services -> dakehu.config.settings",
        ),
    },
}
