"""The acts account for every rule of the clause table, and only what a rule binds is called bound."""
import csv
import pathlib
import sys

import pytest
import yaml

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))
from support.reference_data import reference  # noqa: E402

PREFIXES = {"shenyang_outlet_2024": "S-", "national_outlet_2024": "N-", "fuzhou_outlet_2022": "FZ-"}
ACTS = sorted(PREFIXES)


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def articles(act):
    return load(PROJECT / "regulations" / act / "act.yaml")["articles"]


def cites(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "cites":
                yield from value
            else:
                yield from cites(value)
    elif isinstance(node, list):
        for value in node:
            yield from cites(value)


def cited(act):
    folder = PROJECT / "regulations" / act
    files = [*folder.glob("procedures/*.yaml"), *folder.glob("forms/*.yaml")]
    network = load(folder / "act.yaml").get("network", {})
    return {article for rule in [network, *(load(file) for file in files)] for article in cites(rule)}


def squeeze(text):
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("act", ACTS)
def test_every_clause_is_listed_exactly_once(act):
    with open(reference("regulations/clauses.tsv"), encoding="utf-8", newline="") as table:
        expected = sorted(row["id"] for row in csv.DictReader(table, delimiter="\t") if row["id"].startswith(PREFIXES[act]))
    listed = sorted(clause for article in articles(act) for clause in article["clauses"])
    assert listed == expected


@pytest.mark.parametrize("act", ACTS)
def test_bound_means_cited_and_cited_means_bound(act):
    bound = {article["id"] for article in articles(act) if article["treatment"] == "bound"}
    assert bound == cited(act)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_bound_says_why(act):
    for article in articles(act):
        assert article["treatment"] in ("bound", "guidance", "not_automatable")
        reason = article.get("reason")
        assert (reason is None) == (article["treatment"] == "bound"), article["id"]
        for text in (article["heading"], article["summary"], *([reason] if reason else [])):
            assert text["zh"] and text["en"], article["id"]


@pytest.mark.parametrize("act, source", [(act, f"regulations/{act.replace(chr(95), chr(45))}.txt") for act in ACTS])
def test_no_sentence_of_the_official_text_stands_in_the_data(act, source):
    official = squeeze(reference(source).read_text(encoding="utf-8"))
    window = 22

    def texts(node, inside=""):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("based_on", "title"):
                    continue  # names of instruments and of the form are facts
                yield from texts(value, key)
        elif isinstance(node, list):
            for value in node:
                yield from texts(value, inside)
        elif isinstance(node, str) and inside == "zh":
            yield node

    for file in (PROJECT / "regulations" / act).rglob("*.yaml"):
        for text in texts(load(file)):
            plain = squeeze(text)
            copied = [plain[at:at + window] for at in range(len(plain) - window + 1) if plain[at:at + window] in official]
            assert not copied, f"{file.name}: {copied[0]}"
