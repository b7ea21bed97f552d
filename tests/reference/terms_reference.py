"""Counts terms as section 0 of the requirements asks, written without a look at src/rules.

The starting day is not counted. A term in months or years ends on the corresponding day, or on the last day of the month
where there is none. Where asked, a last day that is a rest day moves to the next working day. Fixed dates never move.
"""
import calendar as months
import datetime
import pathlib
import re

import yaml

DAY = datetime.timedelta(days=1)


class Holidays:
    """Which days are worked: weekdays, unless a notice says otherwise."""

    def __init__(self, rest=(), work=()):
        self.rest, self.work = set(rest), set(work)

    def is_worked(self, day):
        if day in self.rest:
            return False
        return day in self.work or day.weekday() < 5


def load_holidays(folder):
    """calendars/*.yaml: within one year a higher version is laid over a lower one."""
    documents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in pathlib.Path(folder).glob("*.yaml")]
    is_rest = {}
    for document in sorted(documents, key=lambda one: (one["year"], one["version"])):
        for entry in document["days"]:
            first, last = (entry["date"], entry["date"]) if "date" in entry else (entry["from"], entry["to"])
            while first <= last:
                is_rest[first] = entry["rest"]
                first += DAY
    return Holidays([day for day, rest in is_rest.items() if rest], [day for day, rest in is_rest.items() if not rest])


def corresponding_day(start, count):
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def count_term(start, length, unit, last_day, holidays):
    """Returns (last day, last day before it was moved)."""
    number = int(re.fullmatch(r"P(\d+)[DMY]", length).group(1))
    if unit == "working_day":
        day = start
        while number:
            day += DAY
            number -= holidays.is_worked(day)
        return day, day
    if unit == "calendar_day":
        end = start + number * DAY
    else:
        end = corresponding_day(start, number * (12 if unit == "year" else 1))
    moved = end
    while last_day == "next_working_day" and not holidays.is_worked(moved):
        moved += DAY
    return moved, end


def fixed_date(year, month_day):
    day = datetime.date.fromisoformat(f"{year}-{month_day}")
    return day, day
