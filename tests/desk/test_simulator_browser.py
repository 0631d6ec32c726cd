"""The simulator as people use it: in a browser, on a phone's screen and on a desk's."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.desk.conftest import LOGIN, PASSWORD, Webhook
from tests.desk.test_simulator_graph import (
    LOCATION_REQUEST,
    TOKEN,
    buttons,
    payload,
    rows,
    sections,
    template,
    text,
)

PHONE, SMALL_PHONE, DESKTOP = (390, 844), (360, 640), (1280, 900)
# The smallest JPEG that browsers decode needs more bytes than the smallest PNG.
RED_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def desk(app: Flask) -> Iterator[str]:
    """The address of the desk, served by a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, desk: str, tmp_path: Path):
    """The simulator at its first visit; a failing test leaves a screenshot."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="hi-IN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    page.goto(f"{desk}/simulator")
    yield page
    page.screenshot(path=tmp_path / "simulator.png")
    context.close()
    assert complaints == []


@pytest.fixture
def helpline(desk: str):
    """Send a payload as the helpline does; return the message's id."""

    def send(message: dict) -> str:
        answer = requests.post(
            f"{desk}/simulator/graph/1905/messages", json=message, headers=TOKEN, timeout=10
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"][0]["id"]

    return send


def log(page: Page):
    return page.get_by_role("log")


def test_a_typed_text_is_sent_by_enter_and_gets_its_ticks(page: Page, webhook: Webhook, helpline):
    page.get_by_label("संदेश", exact=True).fill("3 दिन से बिजली नहीं है")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("गाँव बसौली")
    page.keyboard.press("Enter")

    expect(log(page).get_by_text("गाँव बसौली")).to_be_visible()
    expect(log(page).get_by_label("पहुँच गया")).to_be_visible()
    message = webhook.wait_for_message("text")
    assert message["text"]["body"] == "3 दिन से बिजली नहीं है\nगाँव बसौली"

    helpline_reads = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": message["id"],
    }
    requests.post(
        f"{page.url.split('/simulator')[0]}/simulator/graph/1905/messages",
        json=helpline_reads,
        headers=TOKEN,
        timeout=10,
    )
    expect(log(page).get_by_label("पढ़ा गया")).to_be_visible()


def test_the_helplines_emoji_sits_on_the_citizens_message(page: Page, webhook: Webhook, helpline):
    page.get_by_label("संदेश", exact=True).fill("फ़ोटो भेज दी")
    page.keyboard.press("Enter")
    message = webhook.wait_for_message("text")

    for emoji in ("👍", "🙏"):
        helpline(payload("reaction", {"message_id": message["id"], "emoji": emoji}))
        expect(log(page).locator(".from-citizen .reaction")).to_have_text(emoji)
    helpline(payload("reaction", {"message_id": message["id"], "emoji": ""}))
    expect(log(page).locator(".reaction")).to_have_count(0)


def test_an_example_can_be_taken_for_a_start(page: Page, webhook: Webhook):
    page.get_by_role("button", name="pani nahi aa raha hai").click()
    page.get_by_role("button", name="भेजिए", exact=True).click()

    assert webhook.wait_for_message("text")["text"]["body"] == "pani nahi aa raha hai"
    expect(page.get_by_text("जैसे:")).to_be_hidden()


def test_the_helplines_words_come_formatted_and_are_read(page: Page, webhook, helpline):
    wamid = helpline(
        text(
            "*शिकायत:* _बिजली_ ~नहीं~ ```1000-0016``` a_b_c 2*3*4 <b>x</b> https://example.org/a_b_."
        )
    )

    bubble = log(page).locator(".from-helpline .words")
    expect(bubble).to_have_text(
        "शिकायत: बिजली नहीं 1000-0016 a_b_c 2*3*4 <b>x</b> https://example.org/a_b_."
    )
    expect(bubble.locator("strong")).to_have_text("शिकायत:")
    expect(bubble.locator("em")).to_have_text("बिजली")
    expect(bubble.locator("s")).to_have_text("नहीं")
    expect(bubble.locator("code")).to_have_text("1000-0016")
    expect(bubble.locator("a")).to_have_attribute("href", "https://example.org/a_b_")
    expect(bubble.locator("b")).to_have_count(0)
    webhook.wait_for_status(wamid, "read")


def test_a_button_is_tapped_once(page: Page, webhook: Webhook, helpline):
    question = helpline(buttons("हाँ, दर्ज करें", "बदलना है"))

    log(page).get_by_role("button", name="हाँ, दर्ज करें").click()

    message = webhook.wait_for_message("interactive")
    assert message["interactive"]["button_reply"] == {"id": "/0", "title": "हाँ, दर्ज करें"}
    assert message["context"]["id"] == question
    expect(log(page).locator(".from-citizen .quote")).to_contain_text("क्या?")
    expect(log(page).get_by_role("button", name="बदलना है")).to_be_disabled()


def test_a_template_is_read_and_its_button_tapped(page: Page, webhook: Webhook, helpline):
    question = helpline(template())
    expect(log(page)).to_contain_text("4821-3307")

    log(page).get_by_role("button", name="जानकारी देखें").click()

    message = webhook.wait_for_message("button")
    assert message["button"] == {"payload": "/check_status", "text": "जानकारी देखें"}
    assert message["context"]["id"] == question
    expect(log(page).locator(".from-citizen .quote")).to_contain_text("4821-3307")


def test_a_row_of_a_list_is_chosen_with_the_keyboard(page: Page, webhook: Webhook, helpline):
    helpline(sections({"title": "विषय", "rows": rows(10, description="विभाग")}, button="विषय चुनिए"))

    log(page).get_by_role("button", name="विषय चुनिए").press("Enter")
    sheet = page.get_by_role("dialog", name="विषय चुनिए")
    expect(sheet.get_by_role("radio", name="पंक्ति 0")).to_be_focused()
    expect(sheet.get_by_role("button", name="भेजिए")).to_be_disabled()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    reply = webhook.wait_for_message("interactive")["interactive"]["list_reply"]
    assert reply == {"id": "/1", "title": "पंक्ति 1", "description": "विभाग"}
    expect(sheet).to_be_hidden()


def test_a_sheet_is_left_by_escape_without_sending(page: Page, webhook: Webhook, helpline):
    helpline(sections({"rows": rows(2)}))
    opener = log(page).get_by_role("button", name="चुनिए")

    opener.click()
    page.get_by_role("radio", name="पंक्ति 1").check()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    assert webhook.messages() == []


def test_a_place_is_sent_where_it_was_asked_for(page: Page, webhook: Webhook, helpline):
    helpline(LOCATION_REQUEST)

    log(page).get_by_role("button", name="लोकेशन भेजिए").click()
    sheet = page.get_by_role("dialog", name="लोकेशन भेजिए")
    sheet.get_by_text("घंटाघर").click()
    sheet.get_by_role("button", name="भेजिए", exact=True).click()

    location = webhook.wait_for_message("location")["location"]
    assert location == {
        "latitude": 30.3245,
        "longitude": 78.0418,
        "name": "घंटाघर",
        "address": "देहरादून",
    }
    expect(log(page).get_by_text("घंटाघर")).to_be_visible()


def test_coordinates_are_sent_from_the_menu(page: Page, webhook: Webhook):
    page.locator("#attach summary").click()
    page.get_by_role("button", name="लोकेशन", exact=True).click()
    page.get_by_label("अक्षांश").fill("29.5971")
    page.get_by_label("देशांतर").fill("79.6591")
    page.keyboard.press("Enter")

    location = webhook.wait_for_message("location")["location"]
    assert location == {"latitude": 29.5971, "longitude": 79.6591}


def test_a_photo_is_sent_with_its_caption(page: Page, webhook: Webhook):
    page.locator("#attach summary").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="फ़ोटो").click()
    chooser.value.set_files({"name": "dot.png", "mimeType": "image/png", "buffer": RED_DOT})
    page.get_by_label("कैप्शन").fill("यह देखिए")
    page.keyboard.press("Enter")

    image = webhook.wait_for_message("image")["image"]
    assert (image["mime_type"], image["caption"]) == ("image/jpeg", "यह देखिए")
    expect(log(page).get_by_role("img", name="यह देखिए")).to_be_visible()


def test_a_message_waits_for_a_helpline_that_is_not_up_yet(page: Page, webhook: Webhook):
    webhook.answers = [503, 503]
    page.get_by_label("संदेश", exact=True).fill("नमस्ते")
    page.keyboard.press("Enter")

    expect(page.get_by_text("हेल्पलाइन अभी जवाब नहीं दे रही है")).to_be_visible()
    expect(log(page).get_by_label("पहुँच गया")).to_be_visible()
    expect(page.get_by_text("हेल्पलाइन अभी जवाब नहीं दे रही है")).to_be_hidden()


def test_a_message_that_was_not_delivered_is_sent_again_by_a_tap(page: Page, app, webhook: Webhook):
    chats = app.extensions["simulator"].chats
    page.get_by_label("संदेश", exact=True).fill("नमस्ते")
    page.keyboard.press("Enter")
    expect(log(page).get_by_label("पहुँच गया")).to_be_visible()
    chats.set_status(webhook.messages()[0]["id"], "failed", "403")

    log(page).get_by_role("button", name="नहीं पहुँचा").click()

    expect(log(page).get_by_label("पहुँच गया")).to_be_visible()
    assert len(webhook.messages()) == 2


def test_the_chat_is_there_again_after_loading_the_page(page: Page, webhook: Webhook, helpline):
    page.get_by_label("संदेश", exact=True).fill("नमस्ते")
    page.keyboard.press("Enter")
    webhook.wait_for_message("text")
    helpline(buttons("हाँ"))
    expect(log(page).get_by_role("button", name="हाँ")).to_be_visible()

    page.reload()

    expect(log(page).locator(".message")).to_have_count(2)
    expect(log(page).get_by_text("आज")).to_be_visible()


def test_a_new_citizen_has_a_chat_of_their_own(page: Page, webhook: Webhook):
    if page.locator(".bar-back").is_visible():
        page.locator(".bar-back").click()
    page.get_by_text("नए नागरिक").click()
    page.get_by_label("मोबाइल नंबर").fill("98765 43211")
    page.get_by_label("नाम", exact=True).fill("मोहन सिंह")
    page.get_by_role("button", name="चैट शुरू कीजिए").click()
    expect(page).to_have_title(re.compile("मोहन सिंह"))
    page.wait_for_load_state()

    page.get_by_label("संदेश", exact=True).fill("नमस्ते")
    page.keyboard.press("Enter")

    assert webhook.wait_for_message("text")["from"] == "919876543211"
    assert webhook.received[-1].value["contacts"][0]["profile"]["name"] == "मोहन सिंह"


def test_clearing_the_chat_begins_anew(page: Page, helpline):
    helpline(text("पुरानी बात"))
    expect(log(page).get_by_text("पुरानी बात")).to_be_visible()

    page.locator("#menu summary").click()
    page.get_by_role("button", name="चैट ख़ाली कीजिए").click()

    expect(page.get_by_text("जैसे:")).to_be_visible()
    expect(log(page).get_by_text("पुरानी बात")).to_be_hidden()


def test_developers_see_what_happened(page: Page, helpline):
    helpline(payload("text", {"body": "नमस्ते"}))

    page.locator("#menu summary").click()
    page.get_by_role("button", name="अब तक क्या हुआ").click()
    page.get_by_text("← Graph").click()

    expect(page.locator("#wire-list pre")).to_contain_text('"body": "नमस्ते"')


def test_nothing_is_wider_than_a_small_phone(browser: Browser, desk: str, helpline):
    context = browser.new_context(viewport=dict(zip(("width", "height"), SMALL_PHONE, strict=True)))
    page = context.new_page()
    page.goto(f"{desk}/simulator")
    helpline(buttons("x" * 20, "हाँ, दर्ज कर दीजिए", "बदलना है"))
    helpline(text("https://example.org/" + "बहुत-लंबा-पता/" * 20))
    expect(log(page).locator(".message")).to_have_count(2)

    assert _overflow(page) <= 0
    assert log(page).evaluate("log => log.scrollWidth - log.clientWidth") <= 0
    context.close()


@pytest.mark.parametrize("size", [SMALL_PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_desk_fits_the_screen_and_works_by_keyboard(browser: Browser, desk: str, size):
    context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)))
    page = context.new_page()
    page.goto(f"{desk}/sign-in")
    page.get_by_label("लॉगिन नाम").fill(LOGIN)
    page.get_by_label("पासवर्ड").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="शिकायतें", exact=True)).to_be_visible()
    assert _overflow(page) <= 0

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="सीधे सामग्री पर जाइए")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    context.close()


def _overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
