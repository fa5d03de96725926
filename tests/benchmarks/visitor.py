"""A visitor that speaks to the server as Streamlit's own script in a browser does, and times what comes back."""

import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass(frozen=True)
class Visit:
    """One rerun: seconds until the script had finished, and bytes that came over the websocket."""

    seconds: float
    received: int
    failed: bool


class Visitor:
    """One open session. `origin` is the address of the server."""

    def __init__(self, origin: str) -> None:
        host = urlsplit(origin).netloc
        self._socket: ClientConnection = connect(
            f"ws://{host}/_stcore/stream", origin=origin, subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"], max_size=None
        )
        self._hashes: list[str] = []

    def look(self, path: str, **parameters: str) -> Visit:
        """Ask for a page with these query parameters, as a link or a filter does, and wait until it is drawn."""
        message = BackMsg()
        client = message.rerun_script
        client.page_name = path.strip("/")
        client.query_string = urlencode(parameters)
        client.cached_message_hashes.extend(self._hashes)
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        received, failed = 0, False
        while True:
            data = self._socket.recv(timeout=60)
            assert isinstance(data, bytes)
            received += len(data)
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if answer.metadata.cacheable and answer.hash and kind != "ref_hash":
                self._hashes.append(answer.hash)
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                failed = True
            if kind == "script_finished":
                break
        return Visit(time.perf_counter() - started, received, failed)

    def leave(self) -> None:
        """Close the session."""
        self._socket.close()
