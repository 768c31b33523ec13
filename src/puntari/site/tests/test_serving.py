import socket

import uvicorn

from puntari.site.management.commands.serve import listen, port_is_free


def test_what_is_accepted_sends_small_packets_at_once() -> None:
    """Also where several processes share the socket and asyncio does not see that it is TCP."""
    with listen(uvicorn.Config("x:y", host="127.0.0.1", port=0)) as listening:
        listening.listen()
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), 10), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not port_is_free("127.0.0.1", port)
