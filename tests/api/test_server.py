"""Where the server listens, and how it says that it cannot."""

import socket

import pytest

from api.errors import InvalidSetting, PortTaken
from api.server import listen
from api.settings import Settings


def test_any_free_port_is_taken_where_none_is_named() -> None:
    with listen(Settings(port=0)) as one, listen(Settings(port=0)) as other:
        assert one.getsockname()[1] != other.getsockname()[1]


def test_a_port_is_taken_once() -> None:
    with listen(Settings(port=0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is taken"):
            listen(Settings(port=port))


def test_a_port_is_free_again_at_once_when_its_server_is_gone() -> None:
    with listen(Settings(port=0)) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            server, _ = first.accept()
            server.close()
            client.recv(1)
    listen(Settings(port=port)).close()


def test_an_answer_in_two_pieces_does_not_wait_for_an_acknowledgement() -> None:
    with listen(Settings(port=0)) as first, socket.create_connection(("127.0.0.1", first.getsockname()[1])):
        server, _ = first.accept()
        with server:
            assert server.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("host", ["no.such.host.example", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_told(host: str) -> None:
    with pytest.raises(InvalidSetting, match="COMPTOIR_HOST is not valid"):
        listen(Settings(host=host, port=0))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_it_listens_where_it_is_told(host: str) -> None:
    with listen(Settings(host=host, port=0)) as listening:
        assert listening.getsockname()[1] > 0
