"""Connections that are let go when what was begun is not ended: the head of a request, or its body.

A proxy before us has such limits; uvicorn has none, and whoever keeps connections open by sending a letter now and then
would take all that the machine has.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LONGEST = 20.0
"""Seconds that the head of a request may take, and then its body."""
_WAITED_FOR = (h11.IDLE, h11.SEND_BODY)


class Punctual(H11Protocol):
    """uvicorn's own way to speak HTTP, which waits so long and no longer for what the browser has begun."""

    seconds = LONGEST
    _timer: asyncio.TimerHandle | None = None
    _waits: tuple[object, object] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what came, and wait for what is lacking."""
        super().data_received(data)
        self._wait()

    def on_response_complete(self) -> None:
        """Take up a request that came before the last was answered; for the next uvicorn waits by itself."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is None:
            self._wait()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Wait no more: a websocket is silent for as long as somebody reads."""
        self._stop()
        self._waits = (None, h11.SWITCHED_PROTOCOL)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        """Wait anew when something has been ended since last; the same is not waited for longer because more came."""
        if self._waits is not None and self._waits[1] is h11.SWITCHED_PROTOCOL:
            return
        waits = (self.cycle, self.conn.their_state)
        if waits == self._waits:
            return
        self._stop()
        self._waits = waits
        if waits[1] in _WAITED_FOR and not self.transport.is_closing():
            self._timer = self.loop.call_later(self.seconds, self.transport.close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
