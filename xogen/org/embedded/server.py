"""Serving an org on this machine's loopback address, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

from xogen.errors import MachineError
from xogen.org.embedded.settings import HOST

if TYPE_CHECKING:
    from uvicorn import Server

    from xogen.org.embedded.org import EmbeddedOrg

_ADDRESS = "127.0.0.1"
Make = Callable[[str], "EmbeddedOrg"]
"""What makes the org once its address is known: ``http://localhost:7272``."""


def serve(make: Make, port: int, *, ready: Callable[[str], None]) -> None:
    """Serve an org until Ctrl-C.

    Args:
        make: makes the org of its address.
        port: which port; 0 takes any that is free.
        ready: is told the address as soon as the port is ours.

    Raises:
        MachineError: the port is taken.
    """
    with _listening(port) as taken:
        base = _base(taken)
        org = make(base)
        ready(base)
        try:
            with suppress(KeyboardInterrupt):  # the way to end it
                _server(org).run(sockets=[taken])
        finally:
            org.close()


@contextmanager
def serving(make: Make, port: int = 0) -> Iterator[EmbeddedOrg]:
    """Serve an org in a thread of its own while the block runs.

    Raises:
        MachineError: the port is taken.
    """
    with _listening(port) as taken:
        org = make(_base(taken))
        server = _server(org)
        # Connections queue in the listening socket from the start, so that nobody needs to wait for the thread.
        thread = Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        try:
            yield org
        finally:
            server.should_exit = True
            thread.join()
            org.close()


def check_ports(*ports: int) -> None:
    """Raise ``MachineError`` unless each of these ports can be listened on now."""
    for port in ports:
        with _listening(port):
            pass


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((_ADDRESS, port))
            taken.listen(128)
        except OSError as error:
            raise MachineError(
                f"cannot listen on port {port} of {_ADDRESS}: {(error.strerror or str(error)).lower()}",
                hint="another org may be running there; choose another port with --port",
            ) from error
        yield taken


def _base(taken: socket.socket) -> str:
    return f"http://{HOST}:{taken.getsockname()[1]}"


def _server(org: EmbeddedOrg) -> Server:
    from uvicorn import Config, Server

    from xogen.org.embedded.application import application

    # No access log: addresses of requests carry authorization codes.
    return Server(
        Config(
            application(org), log_config=None, log_level="error", access_log=False, lifespan="off", server_header=False
        )
    )
