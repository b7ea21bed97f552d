"""A simulated province: the same seed tells the same story on both databases, and its log explains every record."""

import pytest
from support.server import Store, rows, run

SMALL = ["--years", "2", "--outlets", "24"]


def simulate(store: Store, seed: int) -> str:
    """The log root."""
    done = run("simulate-years", *store.arguments, *SMALL, "--seed", seed)
    assert "✕" not in done.stdout, done.stdout
    return done.stdout.split()[-1]


def count(store: Store, what: str) -> int:
    return int(rows(store, f"SELECT COUNT(*) FROM {what}")[0][0])


@pytest.fixture(scope="module")
def simulated(store):
    """A province of the engine of `store`, with its root."""
    made = Store.empty(store.engine)
    made.root = simulate(made, 11)
    yield made
    made.remove()


@pytest.fixture(scope="module")
def first_root():
    """Of the same seed, on SQLite."""
    made = Store.empty("sqlite")
    yield simulate(made, 11)
    made.remove()


def test_same_seed_same_root_on_either_database(simulated, first_root):
    assert len(first_root) == 64 and simulated.root == first_root


def test_another_seed_another_province(simulated):
    other = Store.empty("sqlite")
    try:
        assert simulate(other, 12) != simulated.root
    finally:
        other.remove()


def test_the_years_hold_what_an_office_meets(simulated):
    finals = {state: int(number) for state, number in rows(simulated, "SELECT state, COUNT(*) FROM cases GROUP BY state")}
    assert finals["filed"] >= 10 and finals["archived"] >= 10 and finals.get("recognised", 0) >= 1, finals
    assert count(simulated, "outlets WHERE state = 'valid'") >= 15
    assert count(simulated, "duty_reminders") > 0, "the daily round has run"
    assert count(simulated, "timers WHERE state = 'due' AND due_at < '2026-12-31'") == 0, "no timer was left behind"
    assert rows(simulated, "SELECT MAX(on_date) FROM events")[0][0][:4] == "2026", "two years from 2025"


def test_the_log_explains_every_record(simulated):
    assert run("audit", "verify", *simulated.arguments).stdout.split("根 ")[1].startswith(simulated.root)
    rebuilt = run("rebuild", *simulated.arguments)
    counted = [line for line in rebuilt.stdout.splitlines() if "条一致" in line]
    assert counted and all("，0 条与日志不符" in line for line in counted), rebuilt.stdout


def test_years_are_lived_on_an_empty_store_only(simulated, store, tmp_path):
    again = run("simulate-years", *simulated.arguments, *SMALL, check=False)
    assert again.returncode == 1 and "请换一个" in again.stderr
    over_demonstration = run("simulate-years", *store.arguments, *SMALL, check=False)
    assert over_demonstration.returncode == 1 and "请换一个" in over_demonstration.stderr
    (tmp_path / "letter.txt").write_text("kept", encoding="utf-8")
    over_files = run("simulate-years", "--data", tmp_path, *SMALL, check=False)
    assert over_files.returncode == 1 and "请换一个" in over_files.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("wrong", [["--years", "0"], ["--years", "-3"], ["--years", "ten"], ["--years", "61"], ["--outlets", "9"], ["--outlets", "many"],
                                   ["--seed", "-1"], ["--seed", "seven"]])
def test_a_wrong_number_is_a_wrong_call(tmp_path, wrong):
    done = run("simulate-years", "--data", tmp_path / "data", *wrong, check=False)
    assert done.returncode == 2 and wrong[0] in done.stderr, "names the option and what it takes"
    assert not (tmp_path / "data").exists()
