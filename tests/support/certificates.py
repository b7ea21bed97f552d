"""A certificate authority for one test run, made by the openssl program."""
from __future__ import annotations

import pathlib
import subprocess


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """Signs certificates of servers; `file` is what a client trusts."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder, self.file, self.key = folder, folder / "authority.pem", folder / "authority.key"
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=test authority",
                 "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign", "-keyout", str(self.key), "-out", str(self.file))

    def sign(self, name: str, alternatives: str) -> tuple[pathlib.Path, pathlib.Path]:
        """Certificate and key for a server, with names such as `IP:127.0.0.1,DNS:localhost`."""
        certificate, key, request, more = (self.folder / f"{name}.{end}" for end in ("pem", "key", "csr", "ext"))
        _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(request))
        more.write_text(f"subjectAltName={alternatives}\n")
        _openssl("x509", "-req", "-in", str(request), "-CA", str(self.file), "-CAkey", str(self.key), "-CAcreateserial", "-days", "30", "-extfile", str(more),
                 "-out", str(certificate))
        return certificate, key
