import pytest

from raw import EchoServer


@pytest.fixture(scope="module")
def server():
    """The test server without a public address; it must end in an orderly way."""
    running = EchoServer()
    yield running
    running.stop()
    assert running.process.returncode == 0
