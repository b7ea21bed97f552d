"""A person at the API: signs in, sends the headers a browser would, keeps keys and versions."""
from __future__ import annotations

import uuid
from urllib.parse import quote

import requests

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
      b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Client:
    def __init__(self, base: str, login_name: str | None = None, password: str | None = None) -> None:
        self.base = base
        self.http = requests.Session()
        self.http.headers.update({"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"})
        self.login_name = login_name
        if login_name:
            answer = self.post("/api/session", {"login_name": login_name, "password": password})
            assert answer.status_code == 200, answer.text

    def request(self, method: str, path: str, **arguments) -> requests.Response:
        return self.http.request(method, self.base + path, timeout=60, **arguments)

    def get(self, path: str, **parameters) -> requests.Response:
        return self.request("GET", path, params=parameters)

    def send(self, method: str, path: str, body=None, *, version=None, key: str | None = None, headers=None) -> requests.Response:
        all_headers = {"Idempotency-Key": key or uuid.uuid4().hex, **(headers or {})}
        if version is not None:
            all_headers["If-Match"] = f'"v{version}"'
        return self.request(method, path, json=body, headers=all_headers) if body is not None else self.request(method, path, headers=all_headers)

    def post(self, path: str, body=None, **arguments) -> requests.Response:
        return self.send("POST", path, body if body is not None else {}, **arguments)

    def put(self, path: str, body, **arguments) -> requests.Response:
        return self.send("PUT", path, body, **arguments)

    def delete(self, path: str, **arguments) -> requests.Response:
        return self.send("DELETE", path, **arguments)

    def upload(self, path: str, content: bytes = PDF, name: str = "扫描件.pdf", *, key: str | None = None, **parameters) -> requests.Response:
        return self.request("POST", path, params=parameters, data=content,
                            headers={"Content-Type": "application/octet-stream", "X-File-Name": quote(name), "Idempotency-Key": key or uuid.uuid4().hex})

    def case(self, case_id: str) -> dict:
        answer = self.get(f"/api/cases/{case_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def act(self, case_id: str, action: str, body: dict | None = None, **arguments) -> requests.Response:
        """Performs an action against the case's present version unless `version` says otherwise."""
        version = arguments.pop("version", None)
        if version is None:
            version = self.case(case_id)["version"]
        return self.post(f"/api/cases/{case_id}/actions/{action}", body or {}, version=version, **arguments)
