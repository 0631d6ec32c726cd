"""The WhatsApp simulator: it plays Meta's part on both sides, so that everybody can try the helpline.

Towards the browser it is WhatsApp on a citizen's phone (`pages`); towards the helpline it is
the Cloud API (`graph`) and the sender of webhook notifications (`postman`). It knows the
helpline only by what Meta would know, and keeps its chats in a file of its own.
"""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from helpline.desk.simulator import graph, pages
from helpline.desk.simulator.chats import Chats
from helpline.desk.simulator.notifications import Business
from helpline.desk.simulator.platform import Platform
from helpline.desk.simulator.postman import Postman
from helpline.settings import Settings


def furnish(app: Flask, settings: Settings) -> None:
    """Give the simulator its chats and the address of the helpline."""
    chats = Chats(settings.data_dir / "simulator.db")
    chats.fail_waiting()
    app.extensions["simulator"] = Platform(
        chats=chats,
        postman=Postman(
            f"{settings.rasa_url}/webhooks/whatsapp/webhook", settings.whatsapp_app_secret
        ),
        business=Business(settings.whatsapp_phone_number_id, settings.whatsapp_graph_url),
    )


def init_app(app: Flask, csrf: CSRFProtect) -> None:
    """Add the simulator's pages to the desk."""
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(graph.blueprint)
    # The worker shows a bearer token instead of a form's token.
    csrf.exempt(graph.blueprint)
