"""What a test says of an answer or of a store in one line."""
from __future__ import annotations

import json

from .server import change, run
from .workbook import read_sheets


def written(day) -> str:
    """A day as a Chinese sentence writes it: 2024年10月8日."""
    year, month, number = str(day).split("-")
    return f"{year}年{int(month)}月{int(number)}日"


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


def refused_past_a_workbook(store, table: str, row: dict, ask) -> None:
    """One record more than a workbook holds is refused with the limit named; as many as it holds come whole. `row`: columns as SQL, without the id."""
    change(store, f"""INSERT INTO {table} (id, {", ".join(row)}) SELECT 'many-' || i, {", ".join(row.values())}
                        FROM (WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 20001) SELECT i FROM numbers) numbered""")
    try:
        answer = ask()
        assert refused(answer, 422, "http.too_many_rows") and "20000" in answer.json()["detail"].replace(",", ""), answer.text
        change(store, f"DELETE FROM {table} WHERE id = 'many-1'")
        whole = ask()
        assert whole.status_code == 200 and len(read_sheets(whole.content)[0]) == 20_001, "with its head"
    finally:
        change(store, f"DELETE FROM {table} WHERE id LIKE 'many-%'")
