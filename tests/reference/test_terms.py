"""The engine's dates against an independent reference: 200,000 random tuples, or as many as ZHIDIAN_TUPLES says."""
import datetime
import os
import pathlib
import random
import subprocess

import pytest
from terms_reference import DAY, Holidays, count_term, fixed_date, load_holidays

ROOT = pathlib.Path(__file__).resolve().parents[2]
TUPLES = int(os.environ.get("ZHIDIAN_TUPLES", "200000"))
UNITS = {"calendar_day": ("D", 400), "working_day": ("D", 60), "month": ("M", 60), "year": ("Y", 10)}
FIRST, LAST = datetime.date(2019, 1, 1), datetime.date(2026, 12, 31)


def program():
    build = pathlib.Path(os.environ.get("ZHIDIAN_BUILD", ROOT / "build"))
    found = sorted(build.glob("**/term_tuples"))
    assert found, f"term_tuples is not built below {build}"
    return found[0]


def ask(lines):
    done = subprocess.run([program()], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def invented(generator):
    """Some runs of rest days and single make-up days, more than any real year has."""
    rest, work = set(), set()
    for _ in range(generator.randrange(80)):
        first = FIRST + generator.randrange(3000) * DAY
        rest.update(first + i * DAY for i in range(generator.randrange(1, 12)))
    for _ in range(generator.randrange(120)):
        work.add(FIRST + generator.randrange(3000) * DAY)
    return Holidays(rest, work - rest)


def day_lines(name, holidays):
    rows = [f"day {name} {day} rest" for day in sorted(holidays.rest)]
    return rows + [f"day {name} {day} work" for day in sorted(holidays.work)]


def random_tuple(generator, names):
    unit = generator.choice(list(UNITS))
    letter, most = UNITS[unit]
    length = f"P{generator.randint(1, most if generator.random() < 0.2 else max(2, most // 10))}{letter}"
    start = FIRST + generator.randrange((LAST - FIRST).days) * DAY
    return generator.choice(names), start, length, unit, generator.choice(["as_is", "next_working_day"])


def test_random_tuples_agree():
    generator = random.Random(7)
    calendars = {"real": load_holidays(ROOT / "calendars"), "none": Holidays()}
    calendars.update({f"invented{i}": invented(generator) for i in range(20)})
    lines = [line for name, holidays in calendars.items() for line in day_lines(name, holidays)]
    asked = [random_tuple(generator, list(calendars)) for _ in range(TUPLES)]
    answers = ask(lines + [f"term {name} {start} {length} {unit} {last}" for name, start, length, unit, last in asked])
    assert len(answers) == TUPLES
    for (name, start, length, unit, last), answer in zip(asked, answers):
        moved, unmoved = count_term(start, length, unit, last, calendars[name])
        assert answer == f"{moved} {unmoved}", (name, start, length, unit, last)


def test_the_comparison_would_notice_a_difference():
    holidays = load_holidays(ROOT / "calendars")
    lines = day_lines("real", holidays)
    moved, unmoved = count_term(datetime.date(2024, 9, 27), "P5D", "calendar_day", "next_working_day", Holidays())
    assert ask(lines + ["term real 2024-09-27 P5D calendar_day next_working_day"]) != [f"{moved} {unmoved}"]


@pytest.mark.parametrize("start,length,unit,last,expected", [
    ("2024-06-18", "P3Y", "year", "as_is", "2027-06-18"),
    ("2024-02-29", "P3Y", "year", "as_is", "2027-02-28"),
    ("2024-08-31", "P6M", "month", "next_working_day", "2025-02-28"),
    ("2024-03-15", "P6M", "month", "next_working_day", "2024-09-18"),
    ("2024-09-27", "P5D", "calendar_day", "next_working_day", "2024-10-08"),
    ("2024-09-27", "P5D", "working_day", "as_is", "2024-10-10"),
])
def test_the_reference_gives_the_worked_dates(start, length, unit, last, expected):
    moved, _ = count_term(datetime.date.fromisoformat(start), length, unit, last, load_holidays(ROOT / "calendars"))
    assert str(moved) == expected


def test_fixed_dates_never_move():
    rows = [(year, day) for year in range(2019, 2031) for day in ("01-31", "03-10", "12-31")]
    lines = day_lines("real", load_holidays(ROOT / "calendars"))
    expected = ["{} {}".format(*fixed_date(year, day)) for year, day in rows]
    assert ask(lines + [f"fixed real {year} {day}" for year, day in rows]) == expected
