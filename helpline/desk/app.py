"""The desk as a WSGI application: `gunicorn "helpline.desk.app:create_app()"`."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from helpline import settings as settings_module
from helpline.desk import (
    accounts,
    acts,
    canned_replies,
    complaints,
    contact,
    conversations,
    database,
    discretion,
    emergencies,
    errors,
    examples,
    files,
    health,
    insight,
    language,
    my_account,
    navigation,
    officer_import,
    operation,
    postings,
    posts,
    proof,
    reassigning,
    repairs,
    replies,
    review,
    saved_views,
    security,
    sessions,
    sign_in,
    static_files,
    topics,
    training,
    trying,
    waiting,
    warming,
    whatsapp_text,
)
from helpline.desk import simulator as whatsapp_simulator
from helpline.services.hand_outs import FOLDER
from helpline.settings import Settings

# A photo of the largest size that WhatsApp takes, and the form around it.
LARGEST_REQUEST = 6 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Build the desk. The simulator is there only while no access token of Meta's is set.

    Raises SettingsError where the environment lacks a setting.
    """
    settings = settings or settings_module.load()
    app = Flask(__name__)
    furnish(app, settings)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    # Hindi as it is: escaped it would be twice as long, which slow networks feel.
    app.json.ensure_ascii = False
    csrf = CSRFProtect(app)
    language.init_app(app)
    security.init_app(app)
    static_files.init_app(app)
    errors.init_app(app)
    sign_in.init_app(app)
    navigation.init_app(app)
    discretion.init_app(app)
    whatsapp_text.init_app(app)
    emergencies.init_app(app)
    warming.init_app(app)
    app.register_blueprint(language.blueprint)
    for part in (complaints, acts, reassigning, saved_views, waiting, contact, proof, files):
        app.register_blueprint(part.blueprint)
    for part in (
        conversations,
        canned_replies,
        review,
        repairs,
        examples,
        topics,
        replies,
        trying,
        insight,
        operation,
    ):
        app.register_blueprint(part.blueprint)
    app.register_blueprint(training.blueprint)
    for part in (my_account, accounts, officer_import, posts, postings):
        app.register_blueprint(part.blueprint)
    app.register_blueprint(health.blueprint)
    if settings.simulated:
        whatsapp_simulator.init_app(app, csrf)
    else:
        # In earnest the desk stands behind one proxy, which speaks HTTPS with the officers.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
    return app


def furnish(app: Flask, settings: Settings) -> None:
    """Let a desk work with the database, the folders and the neighbours that the settings name.

    Once is enough; tests do it again, because to build a desk takes longer than most of them.
    """
    app.config.update(_config(settings))
    database.init_app(app, settings)
    trying.init_app(app, settings)
    if settings.simulated:
        whatsapp_simulator.furnish(app, settings)


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.desk_secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "PERMANENT_SESSION_LIFETIME": sessions.LONGEST,
        # A trial runs on plain HTTP, perhaps opened from a phone in the same network.
        "SESSION_COOKIE_SECURE": not settings.simulated,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A form may stay open as long as its reader is signed in.
        "WTF_CSRF_TIME_LIMIT": None,
        "SIMULATED": settings.simulated,
        "WHATSAPP_TO_OFFICERS": settings.whatsapp_to_officers,
        "HAND_OUTS": settings.data_dir / FOLDER,
        "ATTACHMENTS_DIR": settings.attachments_dir,
        "DATA_DIR": settings.data_dir,
    }
