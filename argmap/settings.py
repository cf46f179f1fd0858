"""How the site runs: every value comes from the environment, through argmap.env."""

from enum import StrEnum
from pathlib import Path

import django_stubs_ext
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from argmap import __version__, env
from argmap.keys import kept_key

# generic classes of Django take their parameters at run time as well
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.folder("ARGMAP_VAR", default=BASE_DIR / "var")
DEBUG = env.switch("ARGMAP_DEBUG", default=False)


class Signup(StrEnum):
    """Who may make an account."""

    OPEN = "open"
    INVITATION = "invitation"
    OFF = "off"


class Cache(StrEnum):
    """Where counters and rendered maps are kept."""

    LOCAL = "local"
    DATABASE = "database"


class Events(StrEnum):
    """Which process answers /events: the same as the pages, or its own."""

    SHARED = "shared"
    SEPARATE = "separate"


# ------------------------------------------------------------------ the address
_LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
_site = env.site_url("ARGMAP_SITE_URL", default="http://localhost:8000")
_https = _site.scheme == "https"
_hostname = f"[{_site.hostname}]" if ":" in str(_site.hostname) else str(_site.hostname)
_local = _hostname in _LOOPBACK

SITE_URL = _site.geturl()
# health checks come by loopback, whatever the public name is
ALLOWED_HOSTS = [*_LOOPBACK, _hostname, *env.words("ARGMAP_EXTRA_HOSTS")]
CSRF_TRUSTED_ORIGINS = [SITE_URL, *env.words("ARGMAP_TRUSTED_ORIGINS")]
# how many proxies of ours stand in front, each adding one address to X-Forwarded-For
TRUSTED_PROXIES = env.number("ARGMAP_TRUSTED_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# ------------------------------------------------------------------ secrets
if _local:
    SECRET_KEY = env.text("ARGMAP_SECRET_KEY", default="") or kept_key(VAR / "secret-key")
else:
    SECRET_KEY = env.required("ARGMAP_SECRET_KEY", needed="50 or more random characters")
SECRET_KEY_FALLBACKS = env.words("ARGMAP_OLD_SECRET_KEYS")

# ------------------------------------------------------------------ the application
INSTALLED_APPS = [
    "essays",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "argmap.static.CollectedFilesConfig",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "argmap",
]

MIDDLEWARE = [
    "argmap.addresses.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "argmap.headers.SharedPagesMiddleware",
    "argmap.cors.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "argmap.addresses.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "essays.views.web.DomainErrors",
]

ROOT_URLCONF = "argmap.urls"
WSGI_APPLICATION = "argmap.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        # with no loaders named, Django caches templates unless DEBUG is on
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# forms look the same on every page; django.forms above holds the widgets it falls back on
FORM_RENDERER = "essays.forms.rendering.PageRenderer"

# ------------------------------------------------------------------ database and cache
DATABASE_POOL = env.number("ARGMAP_DATABASE_POOL", default=8)
DATABASES = {
    "default": env.database("DATABASE_URL", sqlite=VAR / "argmap.sqlite3", pool=DATABASE_POOL)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

EVENTS_PROCESS = env.choice("ARGMAP_EVENTS_PROCESS", default=Events.SHARED)
CACHE_KIND = env.choice("ARGMAP_CACHE", default=Cache.LOCAL)
_CACHES: dict[Cache, dict[str, object]] = {
    Cache.LOCAL: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    Cache.DATABASE: {
        "BACKEND": "argmap.counting.CountingCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
}
CACHES = {"default": _CACHES[CACHE_KIND]}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}

# ------------------------------------------------------------------ people
AUTH_USER_MODEL = "essays.User"
LOGIN_URL = "/accounts/sign-in/"
LOGIN_REDIRECT_URL = "/essays/"
CSRF_FAILURE_VIEW = "argmap.errors.csrf_failure"
LOGOUT_REDIRECT_URL = "/"
SIGNUP = env.choice("ARGMAP_SIGNUP", default=Signup.OPEN)
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
SESSION_ENGINE = "argmap.sessions"
SESSION_COOKIE_AGE = env.number("ARGMAP_SESSION_DAYS", default=14, least=1) * 86400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# counted in the shared cache; a class may share one address and one school many accounts
RATE_LIMITS = {
    "sign_in": env.rate("ARGMAP_LIMIT_SIGN_IN", default="10/5min"),
    "sign_in_account": env.rate("ARGMAP_LIMIT_SIGN_IN_ACCOUNT", default="60/h"),
    "sign_up": env.rate("ARGMAP_LIMIT_SIGN_UP", default="120/h"),
    "password_reset": env.rate("ARGMAP_LIMIT_PASSWORD_RESET", default="5/h"),
    "writes": env.rate("ARGMAP_LIMIT_WRITES", default="240/min"),
    "imports": env.rate("ARGMAP_LIMIT_IMPORTS", default="30/h"),
}

# ------------------------------------------------------------------ mail
MAILERS = {"default": env.mailer("ARGMAP_EMAIL_URL")}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("ARGMAP_EMAIL_FROM", default=f"argmap@{_hostname}")

# ------------------------------------------------------------------ headers
# every script, style and font is a file of ours: no inline code, no eval, no nonces
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# which sites may show /embed/ pages in a frame; this one alone where none is named
EMBED_ORIGINS = env.words("ARGMAP_EMBED_ORIGINS")
# which sites' pages may use the API, with a key
CORS_ORIGINS = env.words("ARGMAP_CORS_ORIGINS")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("ARGMAP_HSTS_DAYS", default=365) * 86400 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
# whether browsers preload the rule is for the owner of the domain to decide
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# ------------------------------------------------------------------ what a request may hold
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
IMPORT_MAX_BYTES = 20_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# ------------------------------------------------------------------ static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "collected"
# the interface font is made by `manage.py build_fonts`, not kept in the repository
_FONTS = VAR / "static"
_FONTS.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", _FONTS]
# hashed names may be cached for ever, and want `manage.py collectstatic` before a start
HASHED_STATIC = env.switch("ARGMAP_HASHED_STATIC", default=not (_local or DEBUG))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "argmap.static.HashedStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "woff2", "gz", "br"]
MEDIA_ROOT = VAR / "media"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED_STATIC

# ------------------------------------------------------------------ languages and time
USE_I18N = USE_TZ = True
LANGUAGE_CODE = env.text("ARGMAP_LANGUAGE", default="en")
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "essays" / "locale"]
TIME_ZONE = env.text("ARGMAP_TIME_ZONE", default="UTC")

# ------------------------------------------------------------------ API
# names the code that made an answer, so that what an older one cached is not taken for it
RELEASE = __version__

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "essays.api.auth.KeyAuthentication",
        "essays.api.auth.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["essays.api.auth.ScopeAllows"],
    "DEFAULT_RENDERER_CLASSES": ["essays.api.rendering.DocumentRenderer"],
    "DEFAULT_PARSER_CLASSES": ["essays.api.parsing.DocumentParser"],
    "EXCEPTION_HANDLER": "essays.api.errors.answer",
    "DEFAULT_SCHEMA_CLASS": "essays.api.schema.Described",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # "?format=" is a parameter like any other that is not known
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "argmap",
    "DESCRIPTION": "Essays and their argument maps.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# ------------------------------------------------------------------ logs and numbers
# who sends it may read /metrics; without one there is no such page
METRICS_TOKEN = env.text("ARGMAP_METRICS_TOKEN", default="")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "argmap.logs.TokenFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        # Django's own handler writes these twice and without our filter
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "essays": {"level": env.text("ARGMAP_LOG_LEVEL", default="INFO").upper()},
        "argmap": {"level": env.text("ARGMAP_LOG_LEVEL", default="INFO").upper()},
    },
}
