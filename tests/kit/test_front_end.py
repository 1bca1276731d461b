"""What the browser gets: vendored files as fetched, scripts within the policy, whole pages."""

import gzip
import hashlib
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from dakehu.kit.explaining import lines_of
from dakehu.kit.icons import ICONS
from dakehu.kit.rendering import AmountFormField, amount_typed
from dakehu.kit.states import colour_of
from dakehu.kit.templatetags import kit
from dakehu.policy.figures import AMOUNT, Figure, Source, entered, explanation

PACKAGE = Path(__file__).resolve().parents[2] / "dakehu"
STATIC = PACKAGE / "kit" / "static"
VENDOR = STATIC / "vendor"
LISTED = json.loads((VENDOR / "vendor.json").read_text("utf-8"))["packages"]
FILES = [(each["file"], each["sha256"]) for package in LISTED for each in package["files"]]
OWN_SCRIPTS = sorted(one for one in PACKAGE.glob("*/static/*/*.js") if one.parent.name != "vendor")
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
DAY = date(2026, 11, 23)


def rendered(text: str, **context: object) -> str:
    return engines["django"].from_string(CottonCompiler().process(text)).render(context).strip()


# ---------------------------------------------------------------- vendored files


@pytest.mark.parametrize("name, sha256", FILES)
def test_a_vendored_file_is_the_one_that_was_fetched(name: str, sha256: str) -> None:
    content = (VENDOR / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == sha256
    assert b"sourceMappingURL" not in content
    assert brotli.decompress((VENDOR / f"{name}.br").read_bytes()) == content
    assert gzip.decompress((VENDOR / f"{name}.gz").read_bytes()) == content


def test_every_vendored_file_is_listed_with_a_licence_that_is_there() -> None:
    known = {name for name, _sum in FILES} | {"vendor.json"}
    for package in LISTED:
        assert package["licence_files"], package["name"]
        known |= set(package["licence_files"])
        assert package["version"]
        assert package["licence"]
    present = {path.name.removesuffix(".br").removesuffix(".gz") for path in VENDOR.iterdir()}
    assert present == known
    for package in LISTED:
        for name in package["licence_files"]:
            assert len((VENDOR / name).read_text("utf-8")) > 100


def test_the_icon_file_holds_exactly_the_icons_of_the_list() -> None:
    sprite = (VENDOR / "icons.svg").read_text("utf-8")
    assert set(re.findall(r'<symbol id="tabler-([a-z0-9-]+)"', sprite)) == ICONS


def test_templates_name_only_icons_that_are_there() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text("utf-8"))
    }
    assert named
    assert named <= ICONS


# ---------------------------------------------------------------- own files under the policy


def test_templates_keep_the_content_security_policy() -> None:
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        assert not re.search(r'\sstyle=["\']', text), path
        assert not re.search(r"\son[a-z]+=[\"']", text), path
        assert "hx-on" not in text, path
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, path
        assert "<style" not in text, path


def test_own_scripts_are_short_and_evaluate_nothing() -> None:
    texts = [path.read_text("utf-8") for path in OWN_SCRIPTS]
    assert sum(text.count("\n") for text in texts) < 1500
    for text in texts:
        assert not re.search(r"\beval\(|new Function|\.cssText|setAttribute\(.style", text)


def test_the_base_page_loads_little_before_it_is_seen() -> None:
    text = (PACKAGE / "kit/templates/kit/base.html").read_text("utf-8")
    named = re.findall(r"{% static '([^']+)' %}", text)
    sizes = 0
    for name in named:
        packed = STATIC / f"{name}.br"
        content = packed.read_bytes() if packed.exists() else (STATIC / name).read_bytes()
        sizes += len(content) if packed.exists() else len(brotli.compress(content))
    assert len(named) <= 8
    assert sizes <= 150_000
    assert '"allowEval":false' in text
    assert '"includeIndicatorStyles":false' in text
    assert '"selfRequestsOnly":true' in text


def channels(colour: str) -> list[float]:
    digits = colour.lstrip("#")
    wide = "".join(2 * each for each in digits) if len(digits) == 3 else digits
    shares = [int(wide[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]


def contrast(first: str, second: str) -> float:
    lights = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (channels(first), channels(second))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_is_readable_in_both_modes(mode: str) -> None:
    css = (STATIC / "kit" / "dakehu.css").read_text("utf-8")
    block = css[css.index(f'[data-bs-theme="{mode}"] {{') :]
    found = re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", block[: block.index("}")])
    tokens = {"on-brand": "#fff", **dict(found)}
    for ground in ("page", "card", "sunk", "hover"):
        for text in ("ink", "ink-2", "brand", "red"):
            assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)
    for colour in ("red", "orange", "green", "blue", "grey", "brand"):
        assert contrast(tokens[colour], tokens[f"{colour}-soft"]) >= 4.5, colour
        assert contrast(tokens["ink"], tokens[f"{colour}-soft"]) >= 4.5, colour
    assert contrast(tokens["on-brand"], tokens["brand-fill"]) >= 4.5
    assert contrast(tokens["line-strong"], tokens["card"]) >= 3


# ---------------------------------------------------------------- tags


@pytest.mark.parametrize(
    "tag, told",
    [
        ("{{ x|amount }}", "854,000.00"),
        ("{{ x|wan }}", "85.40"),
        ("{{ rate|percent }}", "17.6%"),
        ("{{ rate|percent:2 }}", "17.55%"),
        ("{{ half|number }}", "10,000.5"),
        ("{{ less|amount }}", "-1,400.00"),
        ("{{ none|amount }}", "–"),
        ("{{ none|percent }}", "–"),
        ("{% amount x %}", "854,000.00"),
        ("{{ x|score }}", "854000.00"),
    ],
)
def test_numbers_are_written_for_readers(tag: str, told: str) -> None:
    values = {"x": Decimal(854000), "rate": Decimal("0.1755"), "half": Decimal("10000.50")}
    assert rendered(tag, **values, less=Decimal(-1400), none=None) == told


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        kit.amount(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "day, told",
    [
        (date(2026, 11, 23), "今天"),
        (date(2026, 11, 22), "昨天"),
        (date(2026, 11, 25), "11-25（周三）"),
        (date(2027, 1, 5), "2027-01-05"),
        (datetime(2026, 11, 22, 16, 30, tzinfo=UTC), "今天"),
        (None, "–"),
    ],
)
def test_days_are_told_from_the_business_day(day: date | None, told: str) -> None:
    assert kit.day(day, DAY) == told


def test_a_moment_and_the_days_of_tables_and_papers() -> None:
    at = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)
    assert kit.moment(at, DAY) == "今天 08:12"
    assert kit.moment(at, date(2026, 11, 26)) == "11-23（周一）08:12"
    assert kit.moment(at, date(2027, 1, 4)) == "2026-11-23 08:12"
    assert kit.iso_day(at) == "2026-11-23"
    assert kit.paper_day(date(2026, 11, 5)) == "2026年11月5日"


def test_a_figure_with_a_source_opens_it_and_one_without_is_plain() -> None:
    linked = kit.figure(Decimal(1400), "amount", "/e/1/", 'a "b"', "元")
    assert 'data-explain-url="/e/1/"' in linked
    assert 'title="a &quot;b&quot;"' in linked
    assert "1,400.00" in linked
    assert '<span class="unit">元</span>' in linked
    assert kit.figure(None) == '<span class="num">–</span>'
    assert "<b>" not in kit.figure("<b>", "text", "/e/")


def test_an_unknown_icon_is_refused() -> None:
    assert "icons.svg#tabler-users" in kit.icon("users")
    with pytest.raises(LookupError, match=r"icons\.py"):
        kit.icon("unheard-of")


def test_a_state_has_the_colour_of_its_word() -> None:
    assert kit.state("审批中") == '<span class="state is-blue">审批中</span>'
    assert "is-red" in kit.state("40 天", "逾期")
    assert "is-orange" in kit.state("40 天", "orange")
    assert colour_of("没有列出") == "grey"


# ---------------------------------------------------------------- explanations


def pay() -> Figure:
    clause = Source(policy="AP", version="2026-01-01", article="第4条", title="绩效考核办法")
    base = entered("base", "基数", Decimal(3000))
    part = Figure("part", "绩效工资", Decimal(2640), AMOUNT, "{0} × 88%", clause, (base,))
    extra = Figure("extra", "加发", Decimal(132), AMOUNT, "{0} × 5%", None, (part,))
    return Figure("total", "合计", Decimal(2772), AMOUNT, "{0} + {1}", None, (part, extra))


def test_a_step_met_again_is_only_named() -> None:
    lines = lines_of(explanation(pay()), {"AP 第4条": "/policy/"})
    assert [(line.depth, line.label, line.is_again) for line in lines] == [
        (0, "合计", False),
        (1, "绩效工资", False),
        (2, "基数", False),
        (1, "加发", False),
        (2, "绩效工资", True),
    ]
    assert lines[1].value == "2,640.00"
    assert lines[1].how == "3,000.00 × 88%"
    assert lines[1].citation == "《绩效考核办法》第4条"
    assert lines[1].clause_url == "/policy/"
    assert not lines[4].how
    assert not lines[4].citation


def test_the_drawer_tells_steps_clauses_and_offers_doubt_only_where_one_can_be_raised() -> None:
    template = engines["django"].get_template("kit/_explanation.html")
    html = template.render({"explanation": explanation(pay()), "dispute_url": "/doubt/"})
    assert "怎么算的：合计 2,772.00" in html
    assert "（见上）" in html
    assert "我有疑问" in html
    assert "我有疑问" not in template.render({"explanation": explanation(pay())})


# ---------------------------------------------------------------- forms


class Sample(forms.Form):
    parts = (("人", ("name", "kind")), ("钱", ("price", "is_sent")))
    name = forms.CharField(label="姓名", help_text="写全名。")
    kind = forms.ChoiceField(label="类型", choices=[("1", "甲")], widget=forms.RadioSelect)
    price = AmountFormField(label="金额")
    is_sent = forms.BooleanField(label="抄送", required=False)


def test_a_field_has_label_help_and_error_tied_to_its_input() -> None:
    html = str(Sample({"name": "", "kind": "1", "price": "85.4万"}))
    assert '<label class="form-label" for="id_name">姓名' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "form-control is-invalid" in html
    assert '<a href="#id_name">姓名</a>' in html
    assert "必填" in html


def test_a_form_stands_in_its_named_parts() -> None:
    html = str(Sample())
    assert html.index("<h2>人</h2>") < html.index('name="kind"') < html.index("<h2>钱</h2>")
    assert "<legend" in html
    assert "有 1 处" not in html


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("85.4万", "854000"),
        ("854,000.00", "854000"),
        ("１．２亿", "120000000"),
        ("-0.5万元", "-5000"),
        ("¥ 12.30", "12.30"),
        (".5", "0.5"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert Decimal(str(amount_typed(typed))) == Decimal(meant)


@pytest.mark.parametrize("typed", ["八十五万", "1.2.3", "85万万", "1e5", "."])
def test_what_is_no_amount_is_told_so(typed: str) -> None:
    assert amount_typed(typed) is None
    form = Sample({"name": "林", "kind": "1", "price": typed})
    assert form.errors["price"] == ["请填写金额，例如 854,000.00 或 85.4万。"]


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "429", "500"])
def test_an_error_page_says_what_is_safe_what_to_do_and_a_number(name: str) -> None:
    template = engines["django"].get_template(f"kit/{name}.html")
    html = template.render({"number": "3fa9c2d1e7"}, RequestFactory().get("/"))
    assert "3fa9c2d1e7" in html
    assert "不受影响" in html
    assert "怎么办" in html
    assert html.count("<h1>") == 1


def test_components_render_what_they_are_given() -> None:
    html = rendered(
        '<c-page-head title="客户" state="共 3 家"><c-slot name="more">导出</c-slot></c-page-head>'
        '<c-card title="人员" flush="yes">内容</c-card><c-stat label="达成率">64.0%</c-stat>'
        '<c-empty text="没有" create="/new/" /><c-tabs :items="tabs" />'
        '<c-alert colour="red" title="先看">逾期</c-alert><c-timeline :items="events" />'
        '<c-chart :data="chart" caption="一句话" />',
        tabs=[{"label": "动态", "url": "#", "current": True}],
        events=[{"text": "提交", "who": "林晓雯", "when": "今天"}],
        chart={"kind": "bar", "labels": ["</script>"], "series": []},
    )
    for told in ("<h1>客户</h1>", "共 3 家", "导出", "is-flush", "新建一个", "is-red", "林晓雯"):
        assert told in html
    assert 'aria-current="page"' in html
    assert html.count("</script>") == 1


def cell(text: str, **more: object) -> SimpleNamespace:
    about = {"align": "start", "explain_url": "", "badge": "", "url": "", "is_figure": False}
    return SimpleNamespace(text=text, **{**about, **more})


def test_a_list_puts_name_figure_and_state_on_the_phone_card() -> None:
    plain = {"is_figure": False, "is_main": False, "align": "start"}
    figure = {"is_figure": True, "is_main": False, "align": "end"}
    columns = [SimpleNamespace(**about) for about in (plain, plain, figure, plain)]
    cells = [cell("林晓雯"), cell("大客户员"), cell("64.00"), cell("在职", badge="green")]
    listing = SimpleNamespace(columns=columns, rows=[SimpleNamespace(cells=cells)])
    places = kit.card_places(listing)
    assert places == ["on-card-name", "on-card-more", "on-card-figure", "on-card-state"]

    columns[3].is_main = True
    cells[3].badge = ""
    listing = SimpleNamespace(columns=columns, rows=[SimpleNamespace(cells=cells)])
    assert kit.card_places(listing) == ["on-card-name", "on-card-more", "", "on-card-figure"]


def test_the_rows_of_a_list_are_escaped_linked_and_placed() -> None:
    cells = [
        cell("<b>林</b>"),
        cell(None),
        cell("64.00", explain_url="/explain/?a=1&b=2", align="end"),
        cell("在职", badge="green"),
        cell("档案", url="/files/"),
    ]
    row = SimpleNamespace(id=5, url='/staff/5/?"', title="林", cells=cells, sum=Decimal("1.50"))
    listing = SimpleNamespace(rows=[row], has_bulk=True)

    html = kit.listing_rows(listing, ["on-card-name", "", "on-card-figure", "", ""])

    assert '<a class="row-name" href="/staff/5/?&quot;">&lt;b&gt;林&lt;/b&gt;</a>' in html
    assert '<td class="is-start ">–</td>' in html
    assert 'data-explain-url="/explain/?a=1&amp;b=2"' in html
    assert '<td class="is-end on-card-figure">' in html
    assert '<a href="/files/">档案</a>' in html
    assert 'value="5" form="bulk" data-tick data-sum="1.50" aria-label="选择 林"' in html
