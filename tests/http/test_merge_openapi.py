"""tools/merge_openapi.py: what it writes, and the one sentence it says about each mistake."""
import json
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools/merge_openapi.py"

POLICY = """
roles: [visitor, clerk, officer]
groups: {everybody: [visitor], staff: [clerk, officer]}
operations:
  list_notes: everybody
  add_note: staff
"""
NOTES = """
paths:
  /api/notes/{note_id}:
    parameters: [{name: note_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: list_notes
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {200: {description: Notes, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}
    post:
      operationId: add_note
      x-if-match: true
      x-legal-effect: true
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
      responses: {204: {description: Added}}
components:
  schemas:
    Note: {type: object, required: [on], properties: {on: {type: string, nullable: true, enum: [a, b]}, by: {nullable: true, allOf: [{$ref: '#/components/schemas/Note'}]}}}
"""


class Project:
    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.write("CMakeLists.txt", "project(notes VERSION 4.5.6)\n")
        self.write("src/capabilities/policy.yaml", POLICY)
        self.write("src/capabilities/notes/openapi.yaml", NOTES)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, str(TOOL), "--root", str(self.folder), *arguments], capture_output=True, text=True, check=False)

    def document(self) -> dict:
        out = self.folder / "out.json"
        done = self.run("--openapi-only", str(out))
        assert done.returncode == 0, done.stderr
        return json.loads(out.read_text(encoding="utf-8"))

    def complaint(self) -> str:
        done = self.run("--openapi-only", str(self.folder / "out.json"))
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.stderr


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def test_the_document_says_what_the_dispatcher_adds(project):
    document = project.document()
    assert (document["openapi"], document["info"]["version"]) == ("3.1.0", "4.5.6")
    post = document["paths"]["/api/notes/{note_id}"]["post"]
    assert [(header["name"], header["required"]) for header in post["parameters"]] == [("Idempotency-Key", True), ("If-Match", True)]
    assert post["responses"]["default"] == {"$ref": "#/components/responses/Problem"}
    assert (post["x-roles"], post["security"]) == (["clerk", "officer"], [{"session": []}])
    assert "security" not in document["paths"]["/api/notes/{note_id}"]["get"]


def test_nullable_becomes_a_type_of_3_1(project):
    properties = project.document()["components"]["schemas"]["Note"]["properties"]
    assert properties["on"] == {"type": ["string", "null"], "enum": ["a", "b", None]}
    assert properties["by"] == {"anyOf": [{"$ref": "#/components/schemas/Note"}, {"type": "null"}]}


def test_the_routes_are_constants_and_pure_functions(project):
    assert project.run("--routes", str(project.folder), "--capability", "notes").returncode == 0
    header, source = ((project.folder / f"capabilities/notes/routes.{ending}").read_text() for ending in ("hpp", "cpp"))
    assert "virtual base::Result<http::Response> add_note(http::Call& call) = 0;" in header
    assert '"POST", "/api/notes/{note_id}", "clerk officer", "", true, true, false, true, 1048576, "write"' in source
    assert '"GET", "/api/notes/{note_id}", "visitor", "limit", false, false, false, true, 1048576, "read"' in source


MISTAKES = {
    "no policy line": ("  add_note: staff\n", "", "operation add_note has no line"),
    "a line without operation": ("  add_note: staff\n", "  add_note: staff\n  drop_note: staff\n", "line drop_note names no operation"),
    "an unknown role": ("add_note: staff", "add_note: [king]", "unknown role or group king"),
    "a group of unknown roles": ("staff: [clerk, officer]", "staff: [king]", "group staff names the unknown role king"),
    "an unknown reference": ("{application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}\n    post", "{application/json: {schema: {$ref: '#/components/schemas/None'}}}}}\n    post",
                             "#/components/schemas/None"),
    "an unknown key": ("x-if-match: true", "x-if-matches: true", "unknown key x-if-matches"),
    "a flag that is no flag": ("x-if-match: true", "x-if-match: yes", "needs true or false in x-if-match"),
    "an effect of reading": ("operationId: list_notes", "operationId: list_notes\n      x-legal-effect: true", "is a GET and cannot have x-legal-effect"),
    "an undeclared path parameter": ("name: note_id", "name: other_id", "does not declare exactly the path parameters"),
    "a parameter twice": ("{name: limit, in: query, schema: {type: integer}}", "{name: limit, in: query}, {name: limit, in: query}", "declares a query parameter twice"),
    "a name in another case": ("operationId: list_notes", "operationId: listNotes", "needs an operationId in snake_case"),
    "a key twice": ("x-if-match: true", "x-if-match: true\n      x-if-match: true", "the key x-if-match stands twice"),
    "an unknown limit class": ("x-if-match: true", "x-limit-class: often", "unknown x-limit-class often"),
    "reading that is kept": ("x-if-match: true", "x-limit-class: read", "x-limit-class read and needs x-transaction: none"),
    "a body of another kind": ("requestBody: {content: {application/json", "requestBody: {content: {text/plain", "must take application/json or application/octet-stream"),
    "a path elsewhere": ("/api/notes/{note_id}:", "/notes/{note_id}:", "does not begin with /api/"),
    "no responses": ("responses: {204: {description: Added}}", "responses: {}", "operation add_note has no responses"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_one_sentence(project, name):
    old, new, sentence = MISTAKES[name]
    assert old in POLICY or old in NOTES
    project.write("src/capabilities/policy.yaml", POLICY.replace(old, new))
    project.write("src/capabilities/notes/openapi.yaml", NOTES.replace(old, new, 1))
    assert sentence in project.complaint()


@pytest.mark.parametrize("text,sentence", [
    (NOTES.replace("list_notes", "list_more").replace("add_note", "add_more").replace("/api/notes", "/api/more"), "the schema Note stands already"),
    (NOTES.split("components:")[0].replace("list_notes", "list_more").replace("add_note", "add_more").replace("note_id", "more_id"), "stands already in capabilities/notes/openapi.yaml"),
    (NOTES.split("components:")[0].replace("/api/notes", "/api/more"), "the operation list_notes stands already"),
])
def test_duplicates_between_files(project, text, sentence):
    project.write("src/capabilities/policy.yaml", POLICY + "  list_more: everybody\n  add_more: staff\n")
    project.write("src/capabilities/other/openapi.yaml", text)
    assert sentence in project.complaint()


def test_the_project_itself_merges(tmp_path):
    done = subprocess.run([sys.executable, str(TOOL), "--openapi-only", str(tmp_path / "openapi.json")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
