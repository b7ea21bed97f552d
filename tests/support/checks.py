"""What a test says of an answer or of a store in one line."""
from __future__ import annotations

import json

from .server import run


def refused(answer, status: int, name: str) -> bool:
    """The answer is this refusal; true, so that it can stand in an `assert` with more."""
    assert (answer.status_code, answer.json().get("id")) == (status, name), answer.text
    return True


def findings(store) -> list[dict]:
    """What `audit verify` finds in the store; its exit code says the same."""
    done = run("audit", "verify", "--json", *store.arguments, check=False)
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == (1 if found else 0), done.stderr
    return found


def sound(store) -> None:
    """The log is whole and every record stands as it tells."""
    assert findings(store) == []
