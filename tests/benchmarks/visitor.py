"""A visitor that speaks to the server as Streamlit's own script in a browser does, and times what comes back."""

import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


class CountingSocket(socket.socket):
    """A socket that counts what it receives, so that bytes are those on the wire, compressed."""

    received = 0

    def recv(self, *arguments: int) -> bytes:
        data = super().recv(*arguments)
        self.received += len(data)
        return data


@dataclass(frozen=True)
class Visit:
    """One rerun: seconds until the script had finished, and bytes that came over the websocket."""

    seconds: float
    received: int
    failed: bool


class Visitor:
    """One open session. `origin` is the address of the server."""

    def __init__(self, origin: str) -> None:
        host = urlsplit(origin)
        self._wire = CountingSocket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wire.connect((host.hostname, host.port))
        opened = connect(
            f"ws://{host.netloc}/_stcore/stream",
            sock=self._wire,
            origin=origin,
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
            max_size=None,
        )
        self._closing = ExitStack()
        self._socket: ClientConnection = self._closing.enter_context(opened)
        self._hashes: list[str] = []

    def look(self, path: str, **parameters: str) -> Visit:
        """Ask for a page with these query parameters, as a link or a filter does, and wait until it is drawn."""
        message = BackMsg()
        client = message.rerun_script
        client.page_name = path.strip("/")
        client.query_string = urlencode(parameters)
        client.cached_message_hashes.extend(self._hashes)
        before, started = self._wire.received, time.perf_counter()
        self._socket.send(message.SerializeToString())
        failed = False
        while True:
            answer = ForwardMsg.FromString(self._socket.recv(timeout=60))
            kind = answer.WhichOneof("type")
            if answer.metadata.cacheable and answer.hash and kind != "ref_hash":
                self._hashes.append(answer.hash)
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                failed = True
            if kind == "script_finished":
                break
        return Visit(time.perf_counter() - started, self._wire.received - before, failed)

    def leave(self) -> None:
        """Close the session."""
        self._closing.close()
