"""An action server that answers as it is told, in the event loop of the test."""

import asyncio
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


class FakeActions:
    """Says `text` for whatever action is called, while `up`; holds the answers back while `held`.

    `calls` are the names of the actions in the order called.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.text = "दर्ज हो गई"
        self.up = True
        self._go_on = asyncio.Event()
        self._go_on.set()
        self._called = asyncio.Condition()

    async def __aenter__(self) -> "FakeActions":
        app = web.Application()
        app.router.add_post("/webhook", self._answer)
        self._server = TestServer(app)
        await self._server.start_server()
        self.url = str(self._server.make_url("/webhook"))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.go_on()
        await self._server.close()

    def hold(self) -> None:
        """Keep back all answers until `go_on`."""
        self._go_on.clear()

    def go_on(self) -> None:
        self._go_on.set()

    async def called(self, times: int, seconds: float = 10) -> None:
        """Wait until so many calls have come; raise TimeoutError when they do not."""
        async with self._called:
            await asyncio.wait_for(
                self._called.wait_for(lambda: len(self.calls) >= times), timeout=seconds
            )

    async def _answer(self, request: web.Request) -> web.Response:
        call: dict[str, Any] = await request.json()
        async with self._called:
            self.calls.append(call["next_action"])
            self._called.notify_all()
        await self._go_on.wait()
        if not self.up:
            return web.Response(status=500)
        return web.json_response({"events": [], "responses": [{"text": self.text}]})
