"""Django's settings, made from the environment (config.py); nothing here is set by hand on a machine."""

from datetime import timedelta
from pathlib import Path

from taizhang.server.config import read_config
from taizhang.server.databases import database_of
from taizhang.server.mail import mail_settings
from taizhang.server.running_log import logging_of
from taizhang.server.secrets import secret_key, single_sign_on_of
from taizhang.server.shipped import digest_of_files

CONFIG = read_config()
HOME_FOLDER = CONFIG.home
TRIAL = CONFIG.flag("TRIAL")
PROXY = CONFIG.flag("PROXY")
HTTPS = CONFIG.flag("HTTPS")
METRICS_TOKEN = CONFIG.text("METRICS_TOKEN")
OIDC_ISSUER = CONFIG.text("OIDC_ISSUER")
UPLOAD_MB = CONFIG.number("UPLOAD_MB")
SERVER_FOLDER = Path(__file__).parent

DEBUG = False
SECRET_KEY = secret_key(CONFIG)
ALLOWED_HOSTS = CONFIG.words("ALLOWED_HOSTS")
ROOT_URLCONF = "taizhang.server.urls"
WSGI_APPLICATION = "taizhang.server.wsgi.application"
DATABASES = {"default": database_of(CONFIG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "taizhang.server.log",
    "taizhang.server.accounts",
    "taizhang.server.jobs",
    "taizhang.server.hooks",
    "taizhang.server.documents",
    "taizhang.server.review",
    "taizhang.server.ledger",
    "taizhang.server.returns",
    "taizhang.server.pages",
]

MIDDLEWARE = [
    "taizhang.server.operations.requests.told",
    "taizhang.server.operations.compressing.compressed",
    "taizhang.server.operations.headers.guarded",
    "taizhang.server.operations.requests.within_limit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "taizhang.server.pages.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "taizhang.server.accounts.gates.keep_alive",
    "taizhang.server.accounts.gates.Gate",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SERVER_FOLDER / "pages" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "taizhang.server.pages.context.trial",
                "taizhang.server.pages.context.around",
            ]
        },
    }
]

LANGUAGE_CODE = "zh-hans" if CONFIG.text("LANGUAGE") == "zh" else "en"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = CONFIG.text("TIME_ZONE")
USE_TZ = True

STATIC_URL = f"/static/{digest_of_files()}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 3600
MEDIA_ROOT = HOME_FOLDER / "files"
LARGEST_REQUEST = (UPLOAD_MB + 1) * 1024 * 1024  # one more for what surrounds a file in a form
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000  # a return of 2,500 cells sent as a form, each with its reason
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "taizhang.server.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": CONFIG.number("PASSWORD_LENGTH")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = CONFIG.number("SESSION_HOURS") * 3600  # kept alive by accounts.gates
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "taizhang.server.accounts.signing_in.SignIn"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip"}  # a whole office signs in from one address at half past eight

SECOND_FACTOR = CONFIG.text("SECOND_FACTOR")
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Taizhang"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {"authenticate": "taizhang.server.accounts.second_factor.Code"}

SOCIALACCOUNT_ADAPTER = "taizhang.server.accounts.single_sign_on.SingleSignOn"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": single_sign_on_of(CONFIG)}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

AXES_HANDLER = "taizhang.server.accounts.lockout.Lockout"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = CONFIG.number("LOCKOUT_TRIES")
AXES_COOLOFF_TIME = timedelta(minutes=CONFIG.number("LOCKOUT_MINUTES"))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the log of the ledger has it
AXES_USERNAME_CALLABLE = "taizhang.server.accounts.lockout.name_tried"
AXES_CLIENT_IP_CALLABLE = "taizhang.server.accounts.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "taizhang.server.accounts.lockout.locked_page"
AXES_VERBOSE = False

globals().update(mail_settings(CONFIG))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = logging_of(CONFIG)

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
