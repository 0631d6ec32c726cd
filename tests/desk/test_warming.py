"""The examples are ready before the first trainer asks for them."""

import threading

from flask import Flask

from helpline.desk import warming


def test_the_first_request_begins_it_once_and_waits_for_nothing():
    app, calls, go_on, done = Flask(__name__), [], threading.Event(), threading.Event()

    def warm():
        calls.append(threading.current_thread())
        go_on.wait(10)
        done.set()

    warming.init_app(app, warm)
    app.add_url_rule("/", view_func=lambda: "here")
    assert app.test_client().get("/").text == "here"
    assert app.test_client().get("/").text == "here"
    assert not done.is_set()
    go_on.set()
    assert done.wait(10)
    assert calls != [threading.current_thread()]
    assert len(calls) == 1


def test_in_tests_nothing_is_read_beforehand():
    app, calls = Flask(__name__), []
    warming.init_app(app, lambda: calls.append(1))
    app.testing = True
    app.test_client().get("/")
    assert calls == []
