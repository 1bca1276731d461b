"""Two-step sign-in: codes of an app, recovery codes, and what is stored of them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from dakehu.accounts import factors, queries
from dakehu.accounts.models import User
from dakehu.accounts.services import UnableToConfirm
from dakehu.kit.actors import Actor, system
from tests.accounts.conftest import AT, PASSWORD, is_in, noted_text, trail

SignIn = Callable[..., Client]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE_PAGE = "/account/sign-in/code/"
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def codes(lin: User, lin_acts: Actor) -> list[str]:
    """The recovery codes of 林晓雯, who has switched on the app's codes."""
    code = factors.code_at(SECRET, AT)
    again = factors.Again(PASSWORD)
    return factors.switch_on_totp(by=lin_acts, at=AT, again=again, secret=SECRET, code=code)


@pytest.fixture
def at_the_door(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the sign-in pages."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr("dakehu.accounts.views.door.now", lambda: moment)

    set_clock(LATER)
    return set_clock


def test_the_code_is_that_of_the_standard() -> None:
    # RFC 6238, appendix B: the last six of the eight digits given there.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    moment = datetime.fromisoformat("2005-03-18T01:58:29+00:00")
    assert factors.code_at(secret, moment) == "081804"


def test_sign_in_asks_for_the_code_of_the_app(
    lin: User, codes: list[str], sign_in: SignIn, at_the_door: object
) -> None:
    client = sign_in(path="/account/sign-in/?next=/account/tokens/")
    assert client.answer["Location"] == CODE_PAGE
    assert not is_in(client)
    assert "accounts.signed_in" not in trail()
    answer = client.post(CODE_PAGE, {"code": factors.code_at(SECRET, LATER)})
    assert answer["Location"] == "/account/tokens/"
    assert is_in(client)
    assert trail()[-1] == "accounts.signed_in"


def test_a_wrong_code_opens_nothing_and_is_noted(
    lin: User, codes: list[str], sign_in: SignIn, at_the_door: object
) -> None:
    client = sign_in()
    answer = client.post(CODE_PAGE, {"code": "000000"})
    assert answer.context["form"].errors["code"]
    assert not is_in(client)
    assert trail()[-1] == "accounts.code_refused"


def test_a_code_counts_once(
    lin: User, codes: list[str], sign_in: SignIn, at_the_door: object
) -> None:
    code = factors.code_at(SECRET, LATER)
    assert sign_in().post(CODE_PAGE, {"code": code}).status_code == 302
    again = sign_in()
    assert again.post(CODE_PAGE, {"code": code}).status_code == 200
    assert not is_in(again)


def test_the_codes_beside_the_present_one_pass_and_older_ones_do_not(
    lin: User, codes: list[str]
) -> None:
    door = system("tests")
    for steps, passes in ((-2, False), (-1, True), (2, False), (1, True)):
        code = factors.code_at(SECRET, LATER, steps)
        if passes:
            assert factors.accept_code(by=door, at=LATER, user_id=lin.pk, code=code)
        else:
            with pytest.raises(UnableToConfirm):
                factors.accept_code(by=door, at=LATER, user_id=lin.pk, code=code)


def test_a_recovery_code_opens_once(
    lin: User, codes: list[str], sign_in: SignIn, at_the_door: object
) -> None:
    assert len(codes) == 10
    assert sign_in().post(CODE_PAGE, {"code": codes[3]}).status_code == 302
    assert sign_in().post(CODE_PAGE, {"code": codes[3]}).status_code == 200
    assert queries.factors_of(lin.pk).codes_left == 9


def test_codes_cannot_be_guessed(
    lin: User,
    codes: list[str],
    sign_in: SignIn,
    at_the_door: Callable[[datetime], None],
) -> None:
    client = sign_in()
    for _try in range(5):
        client.post(CODE_PAGE, {"code": "000000"})
    right = {"code": factors.code_at(SECRET, LATER)}
    elsewhere = sign_in(address="192.0.2.99")
    assert "15 分钟" in elsewhere.post(CODE_PAGE, right).context["form"].errors["code"][0]
    lin.refresh_from_db()
    assert queries.is_locked(lin, LATER)
    after = LATER + timedelta(minutes=15)
    at_the_door(after)
    assert client.post(CODE_PAGE, {"code": factors.code_at(SECRET, after)}).status_code == 302


def test_the_page_of_the_code_needs_the_password_first(lin: User, codes: list[str]) -> None:
    assert Client().get(CODE_PAGE)["Location"] == "/account/sign-in/"
    answer = Client().post(CODE_PAGE, {"code": factors.code_at(SECRET, AT)})
    assert answer["Location"] == "/account/sign-in/"


def test_a_trusted_browser_is_not_asked_again(
    lin: User, codes: list[str], sign_in: SignIn, at_the_door: object
) -> None:
    client = sign_in()
    client.post(CODE_PAGE, {"code": factors.code_at(SECRET, LATER), "trust": "on"})
    client.post("/account/sign-out/")
    again = client.post("/account/sign-in/", {"login": "linxiaowen", "password": PASSWORD})
    assert again["Location"] == "/"
    assert sign_in().answer["Location"] == CODE_PAGE


def test_the_app_is_switched_on_and_off_on_its_page(
    lin: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dakehu.accounts.views.second_factor.now", lambda: AT)
    client, on = sign_in(), "/account/second-factor/app/on/"
    page = client.get(on)
    secret = page.context["secret"].replace(" ", "")
    assert "data:image/svg+xml;base64," in page.content.decode()
    given = {"code": factors.code_at(secret, AT), "password": PASSWORD}
    wrong = client.post(on, {**given, "password": "Wrong-lamp-72"})
    assert wrong.context["form"].errors["password"]
    assert client.post(on, {**given, "code": "000000"}).context["form"].errors["code"]
    shown = client.post(on, given)
    assert len(shown.context["codes"]) == 10
    assert "no-store" in shown["Cache-Control"]
    assert queries.factors_of(lin.pk).is_on
    assert client.get("/account/second-factor/").status_code == 200
    off = "/account/second-factor/app/off/"
    asked = {"password": PASSWORD, "second": shown.context["codes"][0]}
    wrong = client.post(off, {**asked, "password": "Wrong-lamp-72"})
    assert wrong.context["form"].errors["password"]
    assert queries.factors_of(lin.pk).is_on
    client.post(off, asked)
    assert queries.factors_of(lin.pk) == queries.Factors(None, None, [])


def test_new_recovery_codes_replace_the_old_ones(
    lin: User, lin_acts: Actor, codes: list[str]
) -> None:
    again = factors.Again(PASSWORD, codes[1])
    renewed = factors.renew_recovery_codes(by=lin_acts, at=LATER, again=again)
    assert not set(renewed) & set(codes)
    with pytest.raises(UnableToConfirm):
        factors.accept_code(by=lin_acts, at=LATER, user_id=lin.pk, code=codes[0])
    assert factors.accept_code(by=lin_acts, at=LATER, user_id=lin.pk, code=renewed[0])


def test_no_secret_is_stored_or_noted_in_clear(lin: User, codes: list[str]) -> None:
    rows = Authenticator.objects.values_list("data", flat=True)
    kept = json.dumps(list(rows)) + noted_text()
    assert SECRET not in kept
    assert not any(code in kept for code in codes)
    adapter = factors.get_adapter()
    assert adapter.decrypt(rows.get(type="totp")["secret"]) == SECRET


def test_the_secret_on_its_page_waits_sealed(lin: User, sign_in: SignIn) -> None:
    client = sign_in()
    secret = client.get("/account/second-factor/app/on/").context["secret"].replace(" ", "")
    assert secret not in json.dumps(dict(client.session.items()))


def test_somebody_who_lost_everything_is_let_in_by_password_again(
    lin: User, codes: list[str], sign_in: SignIn
) -> None:
    factors.remove_factors(by=system("tests"), at=AT, user_id=lin.pk)
    assert is_in(sign_in())
    assert "accounts.factors_removed" in trail()


def test_a_made_up_answer_of_a_device_opens_nothing(
    lin: User, codes: list[str], sign_in: SignIn
) -> None:
    client = sign_in()
    for answer in ("{}", "[]", "nonsense", '{"id": "x", "response": {}}', "null"):
        came = client.post("/account/sign-in/passkey/", {"credential": answer})
        assert came["Location"] == CODE_PAGE
    assert not is_in(client)
    client.post("/account/second-factor/passkeys/new/", {"name": "x", "credential": "{}"})
    assert queries.factors_of(lin.pk).passkeys == []


def test_a_made_up_key_is_not_registered(lin: User, sign_in: SignIn) -> None:
    client = sign_in()
    assert "creation" not in client.get("/account/second-factor/passkeys/new/").context["offer"]
    for answer in ("{}", "[]", '{"id": "x", "rawId": "x", "response": {}}', "7"):
        given = {"name": "手机", "credential": answer, "password": PASSWORD}
        came = client.post("/account/second-factor/passkeys/new/", given)
        assert came.status_code == 200
    assert queries.factors_of(lin.pk).passkeys == []


@pytest.fixture
def with_device(lin: User, codes: list[str]) -> int:
    """The id of a passkey that 林晓雯 has as well."""
    row = Authenticator.objects.create(
        user=lin, type="webauthn", data={"name": "电脑", "credential": {}}
    )
    return int(row.pk)


def _changes(by: Actor, again: factors.Again, passkey: int) -> dict[str, Callable[[], object]]:
    more = {"by": by, "at": LATER, "again": again}
    new = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    return {
        "off": lambda: factors.switch_off_totp(**more),
        "on": lambda: factors.switch_on_totp(**more, secret=new, code=factors.code_at(new, LATER)),
        "renew": lambda: factors.renew_recovery_codes(**more),
        "remove": lambda: factors.remove_passkey(**more, passkey_id=passkey),
        "add": lambda: factors.add_passkey(**more, name="手机", made={}),
    }


@pytest.mark.parametrize("what", ["off", "on", "renew", "remove", "add"])
@pytest.mark.parametrize(
    "again, field",
    [
        (factors.Again(PASSWORD), "second"),
        (factors.Again(PASSWORD, "  "), "second"),
        (factors.Again(PASSWORD, "000000"), "second"),
        (factors.Again(PASSWORD, credential={}), "credential"),
        (factors.Again("Wrong-lamp-72", "000000"), "password"),
    ],
)
def test_the_password_alone_changes_no_factor(
    lin: User,
    lin_acts: Actor,
    with_device: int,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    again: factors.Again,
    field: str,
) -> None:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.parse_registration_response", dict)
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.complete_registration", dict)
    before = list(Authenticator.objects.order_by("pk").values())

    with pytest.raises(UnableToConfirm) as refusal:
        _changes(lin_acts, again, with_device)[what]()

    assert refusal.value.field == field
    assert list(Authenticator.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("what", ["off", "renew", "remove"])
@pytest.mark.parametrize("comes_from", ["app", "paper"])
def test_the_code_of_the_app_or_a_recovery_code_changes_a_factor(
    lin_acts: Actor, codes: list[str], with_device: int, what: str, comes_from: str
) -> None:
    second = codes[0] if comes_from == "paper" else factors.code_at(SECRET, LATER)
    _changes(lin_acts, factors.Again(PASSWORD, second), with_device)[what]()
    noted = {"off": "totp_switched_off", "renew": "recovery_codes_renewed"}
    assert trail()[-1] == f"accounts.{noted.get(what, 'passkey_removed')}"


def test_guesses_at_the_second_factor_are_counted(
    lin: User, lin_acts: Actor, codes: list[str]
) -> None:
    wrong = factors.Again(PASSWORD, "000000")
    told = []
    for _try in range(8):
        with pytest.raises(UnableToConfirm) as refusal:
            factors.switch_off_totp(by=lin_acts, at=LATER, again=wrong)
        told.append(refusal.value.code)
    assert "locked" in told
    assert queries.factors_of(lin.pk).is_on


def test_the_pages_ask_for_a_factor_only_where_one_is_on(
    lin: User, sign_in: SignIn, lin_acts: Actor
) -> None:
    client = sign_in()
    on = "/account/second-factor/app/on/"
    assert 'name="second"' not in client.get(on).text
    code = factors.code_at(SECRET, AT)
    again = factors.Again(PASSWORD)
    factors.switch_on_totp(by=lin_acts, at=AT, again=again, secret=SECRET, code=code)
    pages = ("app/off/", "codes/", "passkeys/new/", "app/on/")
    assert all('name="second"' in client.get(f"/account/second-factor/{one}").text for one in pages)
    refused = client.post("/account/second-factor/app/off/", {"password": PASSWORD})
    assert "验证码" in refused.context["form"].errors["second"][0]
    assert queries.factors_of(lin.pk).is_on
