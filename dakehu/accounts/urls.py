"""Routes of the area. Names with `account_` or `mfa_` are those by which allauth finds them."""

from django.urls import URLPattern, path

from dakehu.accounts.views import door, own, people, second_factor

urlpatterns: list[URLPattern] = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-in/", door.sign_in, name="account_login"),
    path("sign-in/code/", door.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", door.second_step_passkey, name="second_step_passkey"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("", own.my_account, name="my_account"),
    path("password/", own.change_password, name="change_password"),
    path("sessions/", own.sessions, name="sessions"),
    path("sessions/end-others/", own.sessions_end, name="sessions_end"),
    path("sessions/<int:session_id>/end/", own.session_end, name="session_end"),
    path("tokens/", own.token_list, name="tokens"),
    path("tokens/new/", own.token_issue, name="token_issue"),
    path("tokens/<int:token_id>/revoke/", own.token_revoke, name="token_revoke"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/app/on/", second_factor.totp_on, name="totp_on"),
    path("second-factor/app/off/", second_factor.totp_off, name="totp_off"),
    path("second-factor/codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("second-factor/passkeys/new/", second_factor.passkey_add, name="passkey_add"),
    path(
        "second-factor/passkeys/<int:passkey_id>/remove/",
        second_factor.passkey_remove,
        name="passkey_remove",
    ),
    path("users/", people.users, name="users"),
    path("users/new/", people.user_add, name="user_add"),
    path("users/<int:user_id>/", people.user_detail, name="user_detail"),
    path("users/<int:user_id>/password/", people.user_reset_password, name="user_reset_password"),
    path(
        "users/<int:user_id>/second-factor/", people.user_remove_factors, name="user_remove_factors"
    ),
    path("users/<int:user_id>/<slug:action>/", people.user_act, name="user_act"),
]
