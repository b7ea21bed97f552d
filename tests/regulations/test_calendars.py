"""Calendars and divisions against the reference data."""
import datetime
import json
import pathlib
import sys

import pytest
import yaml

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))
from support.reference_data import FOLDER, reference  # noqa: E402

YEARS = range(2019, 2027)
DAY = datetime.timedelta(days=1)


def our_days():
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (PROJECT / "calendars").glob("*.yaml")]
    days = {}
    for file in sorted(files, key=lambda file: (file["year"], file["version"])):
        for entry in file["days"]:
            date = entry.get("date") or entry["from"]
            last = entry.get("to", date)
            while date <= last:
                days[date] = (entry["rest"], entry["name"]["zh"])
                date += DAY
    return days


@pytest.mark.parametrize("year", YEARS)
def test_a_year_equals_the_reference(year):
    expected = json.loads(reference(f"data/holidays/{year}.json").read_text(encoding="utf-8"))
    ours = our_days()
    for day in expected["days"]:
        date = datetime.date.fromisoformat(day["date"])
        if not day["isOffDay"] and date.weekday() < 5:
            assert date not in ours  # an ordinary working day needs no entry
        else:
            assert ours[date] == (day["isOffDay"], day["name"])
    dates = {day["date"] for day in expected["days"]}
    assert not [date for date in ours if date.year == year and date.isoformat() not in dates and not in_other_year(date)]


def in_other_year(date):
    """Days around New Year may be ordered by the notice of the year after."""
    following = FOLDER / f"data/holidays/{date.year + 1}.json"
    return following.exists() and date.isoformat() in following.read_text(encoding="utf-8")


def test_divisions_equal_the_reference():
    provinces = json.loads(reference("data/divisions/modood_pca-code.json").read_text(encoding="utf-8"))
    with open(PROJECT / "divisions" / "divisions.tsv", encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")][1:]
    names = {row[0]: row[1] for row in rows}
    parents = {row[0]: row[3] for row in rows}
    assert len(names) == len(rows)
    for province in provinces:
        assert names[province["code"] + "0000"] == province["name"]
        for city in province["children"]:
            for county in city.get("children", []):
                if len(county["code"]) == 6 and county["code"][4] != "7" and county["code"] != "632857":
                    assert names[county["code"]] == county["name"]
    assert parents["210102"] == "210100" and parents["210100"] == "210000" and parents["210000"] == "000000"
    assert parents["350128"] == "350100"  # Pingtan, whatever its zone is called
    assert parents["419001"] == "410000"  # directly under its province
    assert parents["110101"] == "110100" and names["110100"] == "北京市"
    assert {"710000", "810000", "820000"} <= set(names)
    assert not [code for code in names if code[4] == "7"]
