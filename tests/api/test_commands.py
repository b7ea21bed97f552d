"""The command line as scripts use it: exit codes, --json, --help."""
import json

import pytest
from support.server import Server, rows, run

COMMANDS = ["serve", "migrate", "demo", "backup", "restore", "rebuild", "regulation check", "regulation test", "regulation explain", "term explain", "case show",
            "user add", "authority add", "audit verify", "audit checkpoint", "certificate verify", "draw replay", "jobs", "jobs retry", "simulate-years",
            "demo patents", "demo trademarks", "import", "search", "sources", "sources remove"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command):
    done = run(*command.split(), "--help")
    assert "--" in done.stdout


def test_wrong_calls_exit_with_two():
    assert run(check=False).returncode == 2
    assert run("no-such-command", check=False).returncode == 2
    assert run("term", "explain", "--start", "2024-02-30", "--length", "P5D", check=False).returncode == 2
    assert run("term", "explain", "--start", "2024-09-27", "--length", "five days", check=False).returncode == 2


def test_term_explain():
    done = json.loads(run("term", "explain", "--start", "2024-09-27", "--length", "P5D", "--last-day", "next_working_day", "--json").stdout)
    assert (done["unmoved"], done["last_day"]) == ("2024-10-02", "2024-10-08")
    assert "国庆节" in run("term", "explain", "--start", "2024-09-27", "--length", "P5D", "--last-day", "next_working_day").stdout
    aloud = run("term", "explain", "--start", "2027-12-30", "--length", "P5D", "--unit", "working_day")
    assert "2027" in aloud.stdout and "没有该年放假安排" in aloud.stdout


def test_regulation_commands(tmp_path):
    assert run("regulation", "check").returncode == 0
    assert json.loads(run("regulation", "check", "--json").stdout) == {"problems": []}
    assert "第六条" in run("regulation", "explain", "shenyang_outlet_2024").stdout
    assert run("regulation", "explain", "no_such_act", check=False).returncode == 1
    assert run("regulation", "check", "--regulations", tmp_path / "none", check=False).returncode == 1


def test_regulation_with_an_unknown_key_names_file_line_and_key(tmp_path):
    import pathlib
    import shutil
    source = pathlib.Path(__file__).resolve().parents[2] / "regulations"
    shutil.copytree(source, tmp_path / "regulations")
    act = tmp_path / "regulations/shenyang_outlet_2024/act.yaml"
    act.write_text(act.read_text(encoding="utf-8").replace("transition:", "colour: blue\ntransition:", 1), encoding="utf-8")
    done = run("regulation", "check", "--regulations", tmp_path / "regulations", "--json", check=False)
    problem = json.loads(done.stdout)["problems"][0]
    assert done.returncode == 1 and problem["file"].endswith("act.yaml") and problem["key"] == "colour" and problem["line"] > 0


def test_draw_replay(tmp_path):
    """An honest record needs a drawn panel (test_reviews.py); whatever is no record is a finding, a missing file a wrong call."""
    record = tmp_path / "draw.json"
    record.write_text('{"kind": "zhidian-draw@1"', encoding="utf-8")
    assert run("draw", "replay", record, check=False).returncode == 1
    record.write_text('{"kind": "something else", "attempts": []}', encoding="utf-8")
    done = run("draw", "replay", record, "--json", check=False)
    assert done.returncode == 1 and json.loads(done.stdout)["findings"][0]["kind"] == "shape"
    assert "✕ [shape]" in run("draw", "replay", record, check=False).stdout
    assert run("draw", "replay", tmp_path / "none.json", check=False).returncode == 2
    assert run("draw", "replay", check=False).returncode == 2


def test_case_show(store):
    import sqlite3
    from support.server import psql
    number = sqlite3.connect(store.folder / "zhidian.db").execute("SELECT number FROM cases LIMIT 1").fetchone()[0] if store.engine == "sqlite" \
        else psql(store.database, "SELECT number FROM cases LIMIT 1")
    shown = json.loads(run("case", "show", number, "--json", *store.arguments).stdout)
    assert shown["number"] == number and shown["history"]
    assert run("case", "show", "no-such-number", *store.arguments, check=False).returncode == 1


def test_user_add(store):
    done = run("user", "add", "script_admin", "--name", "脚本管理员", "--role", "system_administrator", *store.arguments)
    assert done.stdout.strip()
    assert run("user", "add", "script_admin", "--name", "重复", "--role", "system_administrator", *store.arguments, check=False).returncode == 1
    assert run("user", "add", "nobody", "--name", "无此角色", "--role", "emperor", *store.arguments, check=False).returncode == 1


def test_a_password_somebody_else_set_opens_nothing_but_its_change(store, tmp_path):
    """An account made with a password: its owner changes it first."""
    (tmp_path / "password").write_text("Anfangs-Wort-2026", encoding="utf-8")
    run("user", "add", "newcomer", "--name", "新同志", "--role", "system_administrator", "--password-file", tmp_path / "password", *store.arguments)
    server = Server(store)
    try:
        newcomer = server.client("newcomer", "Anfangs-Wort-2026")
        assert newcomer.get("/api/session").json()["must_change_password"] is True
        refused = newcomer.get("/api/accounts")
        assert (refused.status_code, refused.json()["id"]) == (403, "accounts.must_change_password")
        changed = newcomer.post("/api/password", {"old_password": "Anfangs-Wort-2026", "new_password": "Eigenes-Wort-2027"})
        assert changed.status_code in (200, 204), changed.text
        assert newcomer.get("/api/accounts").status_code == 200
    finally:
        server.close()


def test_an_authority_added_stands_in_the_log(store):
    division = rows(store, "SELECT code FROM divisions WHERE level = 'county' AND code NOT IN (SELECT division_code FROM authorities) ORDER BY code LIMIT 1")[0][0]
    added = run("authority", "add", "测试区市场监督管理局", "--level", "district", "--division", division, *store.arguments).stdout.strip()
    assert rows(store, f"SELECT action FROM events WHERE subject_kind = 'authority' AND subject_id = '{added}'") == [("add",)]


def test_same_seed_same_root(tmp_path, store):
    """Twice the same log root, and the same on both databases."""
    roots = set()
    for name in ("first", "second"):
        run("demo", "--data", tmp_path / name, "--institutions", "12", "--seed", "7")
        roots.add(json.loads(run("audit", "verify", "--json", "--data", tmp_path / name).stdout)["root"])
    from support.server import Store
    fresh = Store(store.engine, store.folder, store.database).copy()
    try:
        assert len(roots) == 1
    finally:
        fresh.remove()


def test_demo_is_refused_over_records(store):
    assert run("demo", *store.arguments, check=False).returncode == 1
