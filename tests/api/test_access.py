"""All routes as all roles and relations, generated from the served document and policy.yaml: nothing is listed by hand."""
import pathlib
import re
import uuid

import pytest
import yaml
from support import journey

POLICY = yaml.safe_load((pathlib.Path(__file__).resolve().parents[2] / "src/capabilities/policy.yaml").read_text(encoding="utf-8"))
LOGINS = {"visitor": None, "applicant_staff": "applicant_01", "recommender_officer": "officer_210103", "authority_officer": "city_officer", "expert": "expert_01",
          "rule_editor": "rule_editor", "system_administrator": "system_admin", "security_administrator": "security_admin", "audit_administrator": "audit_admin"}


def allowed_roles(operation: str) -> set[str]:
    line = POLICY["operations"][operation]
    names = [line] if isinstance(line, str) else line
    roles: set[str] = set()
    for name in names:
        roles |= set(POLICY["groups"].get(name, [name]))
    return set(POLICY["roles"]) if "visitor" in roles else roles


@pytest.fixture(scope="module")
def operations(server):
    paths = server.client().get("/api/openapi.json").json()["paths"]
    listed = [(method.upper(), path, item["operationId"], item) for path, methods in paths.items() for method, item in methods.items()
              if method in {"get", "post", "put", "delete", "patch"}]
    assert {operation for _, _, operation, _ in listed} == set(POLICY["operations"]), "the served document and the policy name the same operations"
    return sorted(listed, key=lambda entry: entry[2] == "sign_out")


@pytest.fixture(scope="module")
def clients(server):
    return {role: server.client(login) for role, login in LOGINS.items()}


@pytest.mark.parametrize("role", list(LOGINS))
def test_every_route_as_every_role(role, operations, clients):
    client = clients[role]
    wrong = []
    for method, path, operation, item in operations:
        target = re.sub(r"\{(\w+)\}", lambda match: "1" if match.group(1) == "page" else str(uuid.uuid4()), path)
        is_upload = "application/octet-stream" in item.get("requestBody", {}).get("content", {})
        if method == "GET":
            answer = client.get(target)
        elif is_upload:
            answer = client.upload(target, b"x", slot="licence")
        else:
            answer = client.send(method, target, {} if "requestBody" in item else None, version=1)
        name = answer.json().get("id", "") if "problem+json" in answer.headers.get("Content-Type", "") else ""
        refused = (answer.status_code == 401 and name == "http.not_signed_in") or (answer.status_code == 403 and name == "http.wrong_role")
        if refused == (role in allowed_roles(operation)):
            wrong.append(f"{operation} as {role}: {answer.status_code} {name}")
        if answer.status_code >= 500:
            wrong.append(f"{operation} as {role}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []


@pytest.fixture(scope="module")
def own_case(server):
    """A case with a material of institution 12, and everybody who has nothing to do with it."""
    owner = server.client("applicant_12")
    case_id = journey.start(owner)
    material = owner.upload(f"/api/cases/{case_id}/materials", slot="licence").json()["id"]
    organisation = journey.organisation_id(owner)
    member = owner.get(f"/api/organisations/{organisation}/team").json()["items"][0]["id"]
    district = owner.get(f"/api/organisations/{organisation}").json()["registered_division"]
    return {"case_id": case_id, "material_id": material, "organisation_id": organisation, "member_id": member, "district": district}


def test_foreign_looks_like_absent(server, own_case):
    strangers = ["applicant_01", "applicant_02", f"officer_{'210102' if own_case['district'] != '210102' else '210104'}"]
    case, organisation = f"/api/cases/{own_case['case_id']}", f"/api/organisations/{own_case['organisation_id']}"
    absent_case = f"/api/cases/{uuid.uuid4()}"
    leaks = []
    for login in strangers:
        stranger = server.client(login)
        for path in (case, f"{case}/check", f"{case}/materials/{own_case['material_id']}", f"{case}/materials/{own_case['material_id']}/pages/1", f"{case}/form.pdf",
                     f"{case}/comparison?from=1", organisation, f"{organisation}/team", f"{organisation}/service-items"):
            answer = stranger.get(path)
            if answer.status_code != 404:
                leaks.append(f"{login} GET {path}: {answer.status_code}")
        if login.startswith("applicant"):
            for method, path, body in (("PUT", f"{case}/draft/section_2", {"answers": {"basis": "越权"}}), ("PUT", organisation, {}), ("DELETE", f"{organisation}/team/{own_case['member_id']}", None)):
                answer = stranger.send(method, path, body, version=1)
                if answer.status_code not in (404, 422):
                    leaks.append(f"{login} {method} {path}: {answer.status_code}")
        foreign = stranger.post(f"{case}/actions/withdraw", {}, version=1)
        absent = stranger.post(f"{absent_case}/actions/withdraw", {}, version=1)
        if foreign.status_code != 404 or foreign.json()["detail"] != absent.json()["detail"]:
            leaks.append(f"{login}: foreign {foreign.status_code} does not look like absent {absent.status_code}")
    assert leaks == []


def test_child_under_a_foreign_parent(server, own_case):
    other = server.client("applicant_01")
    their_case = other.get("/api/cases").json()["items"][0]["id"]
    assert other.get(f"/api/cases/{their_case}/materials/{own_case['material_id']}").status_code == 404
    their_organisation = journey.organisation_id(other)
    assert other.delete(f"/api/organisations/{their_organisation}/team/{own_case['member_id']}").status_code == 404


def test_ids_in_the_body_do_not_ride_along(server, own_case):
    owner = server.client("applicant_12")
    for extra in ({"state": "filed"}, {"owner": "x"}, {"version": 9}, {"approved_by": "x"}):
        version = owner.case(own_case["case_id"])["version"]
        answer = owner.post(f"/api/cases/{own_case['case_id']}/actions/withdraw", extra, version=version)
        assert answer.status_code == 422, f"{extra}: {answer.status_code}"
    foreign = server.client("applicant_01").post("/api/cases", {"act_id": journey.ACT, "procedure_id": journey.PROCEDURE, "organisation_id": own_case["organisation_id"]})
    assert foreign.status_code == 404
