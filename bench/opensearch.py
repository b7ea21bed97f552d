"""A real OpenSearch server for tests and measurements, where one is reached: `bench/opensearch.py run`, which prints its address and ends with Ctrl-C.

The distribution without plugins comes from Maven Central (Apache-2.0). Needs Java 11, 17 or 21. Never used by `./dev run` or `./dev test`.
"""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

VERSION = "2.19.3"  # of 3 the server asks for Java 21
SOURCE = f"https://repo1.maven.org/maven2/org/opensearch/distribution/integ-test-zip/opensearch/{VERSION}/opensearch-{VERSION}.zip"
CACHE = pathlib.Path(__file__).resolve().parent.parent / ".cache" / "opensearch"


class NotHere(Exception):
    """Why there is none."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def unpack() -> pathlib.Path:
    place = CACHE / f"opensearch-{VERSION}"
    if place.exists():
        return place
    CACHE.mkdir(parents=True, exist_ok=True)
    archive = CACHE / "archive.zip"
    try:
        with urllib.request.urlopen(SOURCE, timeout=30) as answer, archive.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except OSError as error:
        raise NotHere(f"{SOURCE} is not reached: {error}") from error
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(CACHE)
    archive.unlink()
    (place / "bin" / "opensearch").chmod(0o755)
    for script in (place / "bin").iterdir():
        script.chmod(0o755)
    return place


class Server:
    """One node on a port of its own, its data in `folder`, with a heap of 1 GB."""

    def __init__(self, folder: pathlib.Path) -> None:
        java = shutil.which("java")
        if not java:
            raise NotHere("java is not installed")
        program, self.port = unpack(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = folder / "data"
        config = folder / "config"
        shutil.copytree(program / "config", config, dirs_exist_ok=True)
        for each in (self.data, folder / "logs"):
            each.mkdir(parents=True, exist_ok=True)
        (config / "opensearch.yml").write_text(f"cluster.name: zhidian-bench\nnode.name: bench\npath.data: {self.data}\npath.logs: {folder / 'logs'}\n"
                                               f"http.port: {self.port}\ntransport.port: {free_port()}\nnetwork.host: 127.0.0.1\ndiscovery.type: single-node\n"
                                               "cluster.routing.allocation.disk.threshold_enabled: false\n", encoding="utf-8")
        (config / "jvm.options").write_text("-Xms1g\n-Xmx1g\n-XX:+UseG1GC\n-Djava.io.tmpdir=${OPENSEARCH_TMPDIR}\n18-:-Djava.security.manager=allow\n", encoding="utf-8")
        environment = {**os.environ, "OPENSEARCH_JAVA_HOME": str(pathlib.Path(java).resolve().parent.parent), "OPENSEARCH_PATH_CONF": str(config)}
        self.process = subprocess.Popen([str(program / "bin" / "opensearch")], env=environment, stdout=(folder / "out").open("w"), stderr=subprocess.STDOUT,
                                        start_new_session=True, **self._nobody(folder, program))
        self._await(folder)

    @staticmethod
    def _nobody(folder: pathlib.Path, program: pathlib.Path) -> dict:
        """It refuses to be run by root."""
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam("nobody")
        for root in (folder, program):
            subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(root)], check=True)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _await(self, folder: pathlib.Path) -> None:
        until = time.monotonic() + 240
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url + "/_cluster/health?wait_for_status=yellow&timeout=60s", timeout=70).close()
                return
            except OSError:
                time.sleep(1)
        self.close()
        raise NotHere("it does not start: " + (folder / "out").read_text(encoding="utf-8", errors="replace")[-1000:])

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.data.rglob("*") if path.is_file() and "translog" not in path.parts)

    def peak_memory(self) -> int:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait()


def main() -> int:
    if sys.argv[1:] != ["run"]:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="zhidian-opensearch-") as folder:
            os.chmod(folder, 0o755)
            server = Server(pathlib.Path(folder))
            print(server.url, flush=True)
            try:
                signal.pause()
            except KeyboardInterrupt:
                server.close()
    except NotHere as reason:
        print(f"no OpenSearch: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
