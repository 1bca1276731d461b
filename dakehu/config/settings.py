"""Settings: sensible on one machine without any, changed by environment variables.

The names and their meaning for an operator stand in docs/guide/installation.md.
"""

import hashlib
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from dakehu.config.database import database_of

env = environ.Env()

PACKAGE = Path(__file__).resolve().parents[1]
REPOSITORY = PACKAGE.parent
VAR = Path(env.str("DAKEHU_VAR", default=str(REPOSITORY / "var")))
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

# ---------------------------------------------------------------- the installation

DEBUG = env.bool("DAKEHU_DEBUG", default=False)
ALLOWED_HOSTS = env.list("DAKEHU_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("DAKEHU_ORIGINS", default=[])
IS_BEHIND_TLS = env.bool("DAKEHU_TLS", default=False)
TRUSTED_PROXIES = env.int("DAKEHU_TRUSTED_PROXIES", default=0)


def _secret_key() -> str:
    """The key from the environment, else one of this installation's own, made once."""
    given = env.str("DAKEHU_SECRET_KEY", default="")
    if given:
        return given
    kept = VAR / "secret_key"
    try:
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return kept.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("DAKEHU_OLD_SECRET_KEYS", default=[])

INSTALLED_APPS = [
    "dakehu.kit",
    "dakehu.accounts",
    "dakehu.audit",
    "dakehu.calendar",
    "dakehu.organization",
    "dakehu.documents",
    "dakehu.exchange",
    "dakehu.periods",
    "dakehu.rulebook",
    "dakehu.catalog",
    "dakehu.deals",
    "dakehu.receipts",
    "dakehu.targets",
    "dakehu.conduct",
    "dakehu.rewards",
    "dakehu.performance",
    "dakehu.pay",
    "dakehu.demo",
    "dakehu.web",
    "dakehu.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",  # required by the authentication framework alone
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_q",
]

MIDDLEWARE = [
    "dakehu.kit.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads answers at random, which foils BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dakehu.kit.middleware.actor",
    "dakehu.kit.middleware.small_enough",
    "dakehu.kit.middleware.kept_nowhere",
    "dakehu.accounts.middleware.own_password_first",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dakehu.config.urls"
WSGI_APPLICATION = "dakehu.config.wsgi.application"
DATABASES = {"default": database_of(env, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- pages

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dakehu.kit.context.shell",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "dakehu.kit.templatetags.kit",
            ],
        },
    }
]
FORM_RENDERER = "dakehu.kit.rendering.FormRenderer"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [REPOSITORY / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"


def _fingerprint(folder: Path) -> str:
    """A short word that changes with any file below `folder`, so browsers may keep files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*/static/**/*")):
        if path.is_file():
            about = path.stat()
            digest.update(f"{path.name} {about.st_size} {int(about.st_mtime)}\n".encode())
    return digest.hexdigest()[:10]


STATIC_URL = f"/static/{_fingerprint(PACKAGE)}/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(mode=0o700, exist_ok=True)  # whitenoise warns of a folder that is not there
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# The fingerprint is part of the address, so a file never changes under its name.
WHITENOISE_IMMUTABLE_FILE_TEST = "^/static/"

MEDIA_ROOT = VAR / "files"
# A whole request, several files and all: refused before any of it is read.
LARGEST_REQUEST = 64 * 1024 * 1024

# ---------------------------------------------------------------- sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "dakehu.accounts.backends.NameOrMobile",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "dakehu.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "dakehu.accounts.passwords.NotLikeThePerson"},
    {"NAME": "dakehu.accounts.passwords.NotLeaked"},
    {"NAME": "dakehu.accounts.passwords.NotTooPlain"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_BEHIND_TLS
CSRF_COOKIE_SECURE = IS_BEHIND_TLS
CSRF_FAILURE_VIEW = "dakehu.kit.errors.csrf_failure"
SECURE_SSL_REDIRECT = IS_BEHIND_TLS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_BEHIND_TLS else 0
# The company's other hosts may not speak TLS: that is theirs to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("DAKEHU_HSTS_ALL", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# An office sits behind one address: lock a name from an address, never the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the lock ends when its page says
AXES_SENSITIVE_PARAMETERS = ["login", "password", "username", "ip_address", "csrfmiddlewaretoken"]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_LOCKOUT_CALLABLE = "dakehu.accounts.views.door.locked_out"
AXES_CLIENT_IP_CALLABLE = "dakehu.accounts.adapter.client_address"
AXES_VERBOSE = False

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "dakehu.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # axes counts failures
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "dakehu.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "大客户"
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 60 * 60 * 24 * 30
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_BEHIND_TLS
USERSESSIONS_TRACK_ACTIVITY = False

# ---------------------------------------------------------------- jobs

Q_CLUSTER = {
    "name": "dakehu",
    "orm": "default",
    "workers": env.int("DAKEHU_JOB_WORKERS", default=1),
    # A job may run an hour (kit.jobs): the queue itself delivers again after a minute, so that what
    # a killed process had taken off the queue is not lost to the rest of the day.
    "timeout": 55,
    "retry": 60,
    "max_attempts": 5,
    "ack_failures": True,
    "poll": 0.5,
    "save_limit": 1000,
    "bulk": 5,
    "catch_up": False,
    "label": "jobs",
}

# ---------------------------------------------------------------- log

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "dakehu.kit.logs.RequestId"}},
    "formatters": {"lines": {"()": "dakehu.kit.logs.JsonLines"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "lines",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("DAKEHU_LOG_LEVEL", default="WARNING")},
}

# ---------------------------------------------------------------- interface

NINJA_NUM_PROXIES = TRUSTED_PROXIES
# In each process of the server: high enough for a nightly run, low enough to stop a loop.
API_REQUESTS_PER_MINUTE = {
    "token": env.int("DAKEHU_API_PER_TOKEN", default=12_000),
    "address": env.int("DAKEHU_API_PER_ADDRESS", default=24_000),
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
