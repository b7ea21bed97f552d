#!/usr/bin/env python3
"""A scenario may show an article only where its question touches something that cites it; else coverage by article would mean nothing.

Usage: check_scenarios.py [FOLDER …]; default: regulations and the invented city of the tests. Whether a scenario comes out as it says,
and whether every bound article has one that passes and one that refuses, is `zhidian regulation test`.
"""
import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent


def is_keyed(value) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)


def lay_over(under, over):
    """Maps member by member, lists whose items have an id item by item; everything else replaces."""
    if is_keyed(under) and is_keyed(over):
        return list(lay_over({item["id"]: item for item in under}, {item["id"]: item for item in over}).values())
    if not (isinstance(under, dict) and isinstance(over, dict)):
        return over
    return {**under, **{key: lay_over(under[key], value) if key in under else value for key, value in over.items()}}


def without(content, path: str):
    """A map, or a list of things with an id, without the thing a dotted path names."""
    key, _, rest = path.partition(".")
    if isinstance(content, list):
        return [item for item in content if item["id"] != key]
    if not rest:
        return {name: value for name, value in content.items() if name != key}
    return {name: without(value, rest) if name == key else value for name, value in content.items()}


def only(content, path: str):
    key, _, rest = path.partition(".")
    if isinstance(content, list):
        return [item for item in content if item["id"] == key]
    return {key: only(content[key], rest) if rest else content[key]}


def take(procedure: dict, procedures: dict[str, dict]) -> dict:
    """The procedure laid over what it `takes` from another of its act, as the engine reads it."""
    if "takes" not in procedure:
        return procedure
    takes = procedure["takes"]
    taken = take(procedures[takes["from"]], procedures)
    if "only" in takes:
        whole, taken = taken, {}
        for path in takes["only"]:
            taken = lay_over(taken, only(whole, path))
    for path in takes.get("but") or []:
        taken = without(taken, path)
    return lay_over(taken, procedure)


def cites_of(*pieces) -> set[str]:
    """The citations of the pieces and of everything inside them."""
    found: set[str] = set()
    for piece in pieces:
        if isinstance(piece, dict):
            found.update(piece.get("cites") or [])
            found |= cites_of(*piece.values())
        elif isinstance(piece, list):
            found |= cites_of(*piece)
    return found


def parties(action: dict) -> list[str]:
    return action["by"] if isinstance(action["by"], list) else [action["by"]]


def touched_by_action(name: str, procedure: dict, form: dict) -> set[str]:
    """What an action rests on: itself, what it needs, who performs it, the terms it starts or waits for, what it grants."""
    action = procedure["actions"][name]
    needs, judged = action.get("needs") or [], action.get("judged") or []
    pieces = [action, list((procedure.get("bodies") or {}).values())]
    for condition in procedure.get("conditions") or []:
        if condition["id"] in judged or ("check" in condition and "conditions" in needs):
            pieces.append(condition)
    for material in procedure.get("materials") or []:
        is_asked = {"materials", "signed_and_sealed"} & set(needs) and material.get("by", "applicant") in parties(action)
        if is_asked or material["id"] == action.get("scan"):
            pieces.append(material)
    for section in form.get("sections") or []:
        is_own = "form_complete" in needs and section.get("filled_by", "applicant") in parties(action)
        if is_own or section["id"] == action.get("form_section"):
            pieces += [section, {"cites": form.get("cites")}]
    for term, content in (procedure.get("terms") or {}).items():
        if action.get("starts") == term or content.get("enables") == name:
            pieces.append(content)
    pieces.append(procedure.get("window") if "window_open" in needs else None)
    pieces.append(procedure.get("review") if "review_passed" in needs or "review_failed" in needs else None)
    pieces.append(procedure.get("grants") if action.get("effect") == "grant_status" else None)
    pieces.append(procedure.get("renewal") if action.get("effect") == "extend_status" or "renewal_open" in needs else None)
    return cites_of(*pieces)


def touched_by_network(question: dict, procedure: dict, network: dict) -> set[str] | None:
    """What the act says of the network; None where the question is another one."""
    if "opening" in question:
        return cites_of(*[condition for condition in procedure["conditions"] if condition.get("at_opening")])
    for key, rule in (("node", "cancels"), ("other_status", "includes"), ("recommended_for", "recommends")):
        if key in question:
            return cites_of(network.get(rule))
    return None


def touched(question: dict, procedure: dict, form: dict, network: dict) -> set[str]:
    if (named := touched_by_network(question, procedure, network)) is not None:
        return named
    if "action" in question:
        return touched_by_action(question["action"], procedure, form)
    if "term" in question:
        return cites_of(procedure["terms"][question["term"]])
    if "ban" in question:
        return cites_of(procedure["actions"][question["ban"]]["bans"])
    if "renewal" in question:
        return cites_of(procedure["renewal"])
    if "extended" in question:
        return cites_of(procedure["renewal"], *[action for action in procedure["actions"].values() if action.get("effect") == "extend_status"])
    if "owed" in question or "waiver" in question:
        return cites_of(procedure["duty"])
    if "granted" in question:
        return cites_of(procedure["grants"])
    if "window" in question:
        return cites_of(procedure["window"])
    if "field" in question:
        first = question["field"].split(".")[0]
        return cites_of(procedure["actions"].get(first), *[section for section in form.get("sections") or [] if section["id"] == first])
    return cites_of(procedure["review"])


def load_named(folder: pathlib.Path, key: str) -> dict[str, dict]:
    return {content[key]: content for content in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml")))}


def check_act(act: pathlib.Path):
    network = yaml.safe_load((act / "act.yaml").read_text(encoding="utf-8")).get("network", {})
    written, forms = load_named(act / "procedures", "procedure"), load_named(act / "forms", "form")
    procedures = {name: take(procedure, written) for name, procedure in written.items()}
    for path in sorted((act / "scenarios").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        earlier: dict[str, dict] = {}
        for scenario in content["scenarios"]:
            under = {key: value for key, value in earlier.get(scenario.get("base"), {}).items() if key not in ("then", "cites")}
            whole = earlier[scenario["name"]] = lay_over(under, scenario)
            procedure = procedures[whole.get("procedure", content["procedure"])]
            stray = set(whole["cites"]) - touched(whole["when"], procedure, forms.get(procedure.get("form"), {}), network)
            for article in sorted(stray):
                yield f"{path.relative_to(act.parent)}: {scenario['name']}: nothing it asks about cites {article}"


def main() -> int:
    folders = [pathlib.Path(name) for name in sys.argv[1:]] or [ROOT / "regulations", ROOT / "tests/regulations/harbour_city"]
    found = [problem for folder in folders for act in sorted(folder.glob("*/act.yaml")) for problem in check_act(act.parent)]
    print("\n".join(found) if found else "scenarios: every article shown is one the question touches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
