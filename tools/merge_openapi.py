#!/usr/bin/env python3
"""Merges src/capabilities/*/openapi.yaml with policy.yaml: the route table is written once, in OpenAPI.

  merge_openapi.py --openapi-only OUT.json          the served OpenAPI 3.1 document, after every check
  merge_openapi.py --routes DIR --capability NAME   DIR/capabilities/NAME/routes.{hpp,cpp}

Every mistake is one sentence that names the file and the operation, and exit status 1.
"""
import argparse
import json
import pathlib
import re
import sys

import yaml

METHODS = ("get", "post", "put", "patch", "delete")
UNSAFE = ("post", "put", "patch", "delete")
LIMIT_CLASSES = ("read", "write", "sign_in", "upload", "anonymous_write")
OPERATION_KEYS = {"operationId", "summary", "description", "parameters", "requestBody", "responses",
                  "x-if-match", "x-legal-effect", "x-transaction", "x-body-limit", "x-limit-class"}
SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")
TEMPLATE = re.compile(r"\{([^{}]*)\}")
DEFAULT_BODY_LIMIT = 1 << 20


class Mistake(Exception):
    """A sentence for the person who edits the YAML."""


class StrictLoader(yaml.SafeLoader):
    """YAML 1.2 scalars only (`on` is a word, 010 is text) and no duplicate keys."""


StrictLoader.yaml_implicit_resolvers = {}
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789"))
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def construct_mapping(loader, node):
    """A map with text keys (200: becomes "200")."""
    result = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in result:
            raise Mistake(f"{node.start_mark.name}:{key_node.start_mark.line + 1}: the key {key} stands twice")
        result[key] = loader.construct_object(value_node, deep=True)
    return result


StrictLoader.add_constructor("tag:yaml.org,2002:map", construct_mapping)


def read_yaml(path):
    try:
        with open(path, encoding="utf-8") as stream:
            return yaml.load(stream, StrictLoader)
    except (yaml.YAMLError, OSError) as error:
        raise Mistake(f"{path}: {' '.join(str(error).split())}") from error


class Policy:
    """policy.yaml: which roles may try which operation."""

    def __init__(self, path):
        document = read_yaml(path)
        self.path = path
        self.order = document["roles"]
        self.groups = document["groups"]
        self.lines = document["operations"]
        for group, members in self.groups.items():
            for role in members:
                if role not in self.order:
                    raise Mistake(f"{path}: group {group} names the unknown role {role}")

    def roles_of(self, operation_id, source):
        """The roles of an operation, groups expanded, in the order of `roles:`."""
        if operation_id not in self.lines:
            raise Mistake(f"{source}: operation {operation_id} has no line in {self.path}")
        line = self.lines[operation_id]
        found = set()
        for name in [line] if isinstance(line, str) else line:
            members = self.groups.get(name, [name] if name in self.order else None)
            if members is None:
                raise Mistake(f"{self.path}: operation {operation_id} names the unknown role or group {name}")
            found.update(members)
        return [role for role in self.order if role in found]


class Operation:
    """One method of one path, with everything the dispatcher must know."""

    def __init__(self, capability, path, method, path_item, body, policy, source):
        self.capability, self.path, self.method, self.body, self.source = capability, path, method, body, source
        self.id = body.get("operationId", "")
        if not SNAKE_CASE.fullmatch(self.id):
            raise Mistake(f"{source}: {method.upper()} {path} needs an operationId in snake_case")
        unknown = sorted(set(body) - OPERATION_KEYS)
        if unknown:
            self.refuse(f"has the unknown key {unknown[0]}")
        self.roles = policy.roles_of(self.id, source)
        self.is_unsafe = method in UNSAFE
        self.parameters = path_item.get("parameters", []) + body.get("parameters", [])
        self.needs_if_match = self.read_flag("x-if-match")
        self.needs_reauthentication = self.read_flag("x-legal-effect")
        self.opens_transaction = self.read_transaction()
        self.is_upload = self.read_upload()
        self.body_limit = body.get("x-body-limit", DEFAULT_BODY_LIMIT)
        if not isinstance(self.body_limit, int) or self.body_limit <= 0:
            self.refuse("has an x-body-limit that is no positive number of bytes")
        self.limit_class = body.get("x-limit-class", "upload" if self.is_upload else "write" if self.is_unsafe else "read")
        if self.limit_class not in LIMIT_CLASSES:
            self.refuse(f"has the unknown x-limit-class {self.limit_class}")
        if self.is_unsafe and self.limit_class == "read" and self.opens_transaction:
            self.refuse("has x-limit-class read and needs x-transaction: none: it changes nothing, and nothing of it is kept")
        self.check_parameters()
        if not body.get("responses"):
            self.refuse("has no responses")

    def refuse(self, reason):
        raise Mistake(f"{self.source}: operation {self.id} {reason}")

    def read_flag(self, key):
        value = self.body.get(key, False)
        if not isinstance(value, bool):
            self.refuse(f"needs true or false in {key}")
        if value and not self.is_unsafe:
            self.refuse(f"is a GET and cannot have {key}")
        return value

    def read_transaction(self):
        if self.body.get("x-transaction", "none") != "none":
            self.refuse("may only say none in x-transaction")
        return "x-transaction" not in self.body

    def read_upload(self):
        request = self.body.get("requestBody")
        if request is None:
            return False
        if self.method not in ("post", "put", "patch"):
            self.refuse(f"is a {self.method.upper()} and cannot have a body")
        kinds = list(request.get("content", {}))
        if kinds not in (["application/json"], ["application/octet-stream"]):
            self.refuse("must take application/json or application/octet-stream")
        return kinds == ["application/octet-stream"]

    def check_parameters(self):
        for parameter in self.parameters:
            if parameter.get("in") not in ("path", "query") or not SNAKE_CASE.fullmatch(parameter.get("name", "")):
                self.refuse("has a parameter that is neither a path nor a query parameter in snake_case")
        declared = [parameter["name"] for parameter in self.parameters if parameter["in"] == "path"]
        if sorted(declared) != sorted(TEMPLATE.findall(self.path)):
            self.refuse("does not declare exactly the path parameters of its path")
        self.query = [parameter["name"] for parameter in self.parameters if parameter["in"] == "query"]
        if len(set(self.query)) != len(self.query):
            self.refuse("declares a query parameter twice")


class Capability:
    """One openapi.yaml."""

    def __init__(self, folder, policy):
        self.name = folder.name
        self.source = f"{folder.parent.name}/{folder.name}/openapi.yaml"
        self.document = read_yaml(folder / "openapi.yaml")
        self.schemas = self.document.get("components", {}).get("schemas", {})
        self.operations = []
        for path, item in self.document["paths"].items():
            if not path.startswith("/api/"):
                raise Mistake(f"{self.source}: the path {path} does not begin with /api/")
            for key, body in item.items():
                if key in METHODS:
                    self.operations.append(Operation(self.name, path, key, item, body, policy, self.source))
                elif key != "parameters":
                    raise Mistake(f"{self.source}: the path {path} has the unknown key {key}")


def check_together(capabilities, policy):
    """What no single file can show: duplicates, and policy lines without an operation."""
    ids, routes, schemas = {}, {}, {}
    for capability in capabilities:
        for operation in capability.operations:
            shape = (operation.method, TEMPLATE.sub("{}", operation.path))
            for table, key, what in ((ids, operation.id, f"operation {operation.id}"),
                                     (routes, shape, f"route {operation.method.upper()} {operation.path}")):
                if key in table:
                    raise Mistake(f"{capability.source}: the {what} stands already in {table[key]}")
                table[key] = capability.source
        for name in capability.schemas:
            if name in schemas:
                raise Mistake(f"{capability.source}: the schema {name} stands already in {schemas[name]}")
            schemas[name] = capability.source
    for operation_id in policy.lines:
        if operation_id not in ids:
            raise Mistake(f"{policy.path}: the line {operation_id} names no operation of any openapi.yaml")


# --- C++ ---------------------------------------------------------------------------------------------------------

def text(value):
    return json.dumps(value)


def print_operation(operation):
    flags = [operation.needs_if_match, operation.needs_reauthentication, operation.is_upload, operation.opens_transaction]
    words = [text(operation.id), text(operation.method.upper()), text(operation.path), text(" ".join(operation.roles)),
             text(" ".join(operation.query)), *("true" if flag else "false" for flag in flags), str(operation.body_limit),
             text(operation.limit_class)]
    return f"constexpr http::Operation {operation.id}_operation{{{', '.join(words)}}};"


def print_header(capability):
    lines = ["#pragma once", f"// Written by tools/merge_openapi.py from {capability.source} and policy.yaml.",
             '#include "http/http.hpp"', "", f"namespace zhidian::{capability.name} {{", "",
             "/// The handlers of this capability; an operation without one does not compile.", "class Routes {", " public:",
             "  Routes() = default;", "  Routes(const Routes&) = delete;", "  Routes& operator=(const Routes&) = delete;",
             "  virtual ~Routes() = default;"]
    for operation in capability.operations:
        summary = " ".join(operation.body.get("summary", "").split())
        lines.append(f"  /// {operation.method.upper()} {operation.path}{' · ' + summary if summary else ''}")
        lines.append(f"  virtual base::Result<http::Response> {operation.id}(http::Call& call) = 0;")
    lines += ["};", "", "/// Adds the operations to the table; `handlers` must outlive it.",
              "void mount(http::Routes& table, Routes& handlers);", "", f"}}  // namespace zhidian::{capability.name}", ""]
    return "\n".join(lines)


def print_source(capability):
    lines = [f"// Written by tools/merge_openapi.py from {capability.source} and policy.yaml.",
             f'#include "capabilities/{capability.name}/routes.hpp"', "", f"namespace zhidian::{capability.name} {{", "namespace {", ""]
    lines += [print_operation(operation) for operation in capability.operations]
    lines += ["", "}  // namespace", "", "void mount(http::Routes& table, Routes& handlers) {"]
    lines += [f"  table.add({operation.id}_operation, [&handlers](http::Call& call) {{ return handlers.{operation.id}(call); }});"
              for operation in capability.operations]
    lines += ["}", "", f"}}  // namespace zhidian::{capability.name}", ""]
    return "\n".join(lines)


# --- OpenAPI 3.1 -------------------------------------------------------------------------------------------------

def modernise(node):
    """`nullable` of 3.0 becomes a type array (or a choice with null) of 3.1."""
    if isinstance(node, list):
        return [modernise(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: modernise(value) for key, value in node.items() if key != "nullable"}
    if node.get("nullable") is not True:
        return result
    if "type" in result:
        result["type"] = [result["type"], "null"]
        if "enum" in result:
            result["enum"] = [*result["enum"], None]
        return result
    inner = result.pop("allOf", None)
    if inner is None:
        inner = [{"$ref": result.pop("$ref")}]
    wanted = inner[0] if len(inner) == 1 else {"allOf": inner}
    return {**result, "anyOf": [wanted, {"type": "null"}]}


PROBLEM_SCHEMAS = {
    "Problem": {
        "type": "object", "required": ["type", "title", "status", "detail", "code", "id", "errors", "allowed"],
        "description": "RFC 9457. `detail` is a sentence in the reader's language; `allowed` names the actions that are possible instead.",
        "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
            "code": {"type": "string"}, "id": {"type": "string"}, "instance": {"type": "string"}, "incident": {"type": "string"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemDetail"}},
            "allowed": {"type": "array", "items": {"type": "string"}}}},
    "ProblemDetail": {
        "type": "object", "required": ["field", "condition", "id", "message", "cure", "cites"],
        "properties": {
            "field": {"type": "string"}, "condition": {"type": "string"}, "id": {"type": "string"}, "message": {"type": "string"},
            "cure": {"type": "string"}, "cites": {"type": "array", "items": {"type": "string"}}}},
}
PROBLEM_RESPONSE = {"description": "A refusal", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def header_parameters(operation):
    """Headers the dispatcher reads; they are written nowhere else."""
    if not operation.is_unsafe or operation.limit_class == "read":
        return []
    is_required = operation.method == "post" and operation.limit_class != "sign_in"
    headers = [{"name": "Idempotency-Key", "in": "header", "required": is_required,
                "description": "8 to 100 visible ASCII characters; the same key and body again gives the stored answer",
                "schema": {"type": "string", "minLength": 8, "maxLength": 100}}]
    if operation.needs_if_match:
        headers.append({"name": "If-Match", "in": "header", "required": True, "description": "the ETag last read, e.g. \"v7\"",
                        "schema": {"type": "string"}})
    if operation.is_upload:
        headers.append({"name": "X-File-Name", "in": "header", "required": True, "description": "the file's name, percent-encoded UTF-8",
                        "schema": {"type": "string"}})
    return headers


def print_openapi_operation(operation):
    result = {"operationId": operation.id, "tags": [operation.capability]}
    result.update({key: operation.body[key] for key in ("summary", "description", "requestBody") if key in operation.body})
    result["parameters"] = operation.body.get("parameters", []) + header_parameters(operation)
    result["responses"] = {**operation.body["responses"], "default": {"$ref": "#/components/responses/Problem"}}
    result["x-roles"] = operation.roles
    if operation.needs_reauthentication:
        result["x-legal-effect"] = True
    if operation.is_upload or operation.body_limit != DEFAULT_BODY_LIMIT:
        result["x-body-limit"] = operation.body_limit
    if "visitor" not in operation.roles:
        result["security"] = [{"session": []}]
    return modernise(result)


def check_references(node, document, where="#"):
    if isinstance(node, list):
        for number, item in enumerate(node):
            check_references(item, document, f"{where}/{number}")
    elif isinstance(node, dict):
        target = node.get("$ref")
        if isinstance(target, str):
            found = document
            for part in target.removeprefix("#/").split("/"):
                found = found.get(part) if isinstance(found, dict) else None
            if found is None or not target.startswith("#/"):
                raise Mistake(f"the reference {target} at {where} leads nowhere")
        for key, value in node.items():
            check_references(value, document, f"{where}/{key}")


def merge(capabilities, version):
    paths, schemas = {}, dict(PROBLEM_SCHEMAS)
    for capability in capabilities:
        for name, schema in capability.schemas.items():
            if name in PROBLEM_SCHEMAS:
                raise Mistake(f"{capability.source}: the schema {name} is taken")
            schemas[name] = modernise(schema)
        for operation in capability.operations:
            item = paths.setdefault(operation.path, {})
            shared = capability.document["paths"].get(operation.path, {}).get("parameters")
            if shared:
                item["parameters"] = modernise(shared)
            item[operation.method] = print_openapi_operation(operation)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "知点 Zhidian", "version": version, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
                 "description": "Public service outlets for intellectual property: from the measure to the public directory."},
        "servers": [{"url": "/"}],
        "tags": [{"name": capability.name} for capability in capabilities],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items())), "responses": {"Problem": PROBLEM_RESPONSE},
                       "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "session"}}}}
    check_references(document, document)
    return document


def project_version(root):
    found = re.search(r"^project\(\S+ VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(1) if found else "0"


def write(path, content):
    """Leaves a file alone that says so already: nothing that includes it is compiled again."""
    target = pathlib.Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text(encoding="utf-8") != content:
        target.write_text(content, encoding="utf-8")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--openapi-only", metavar="OUT.json")
    parser.add_argument("--routes", metavar="DIR")
    parser.add_argument("--capability", metavar="NAME")
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parent.parent, type=pathlib.Path)
    options = parser.parse_args(arguments)
    folder = options.root / "src" / "capabilities"
    try:
        policy = Policy(folder / "policy.yaml")
        names = [options.capability] if options.capability else sorted(path.parent.name for path in folder.glob("*/openapi.yaml"))
        capabilities = [Capability(folder / name, policy) for name in names]
        if not options.capability:
            check_together(capabilities, policy)
        if options.openapi_only:
            document = merge(capabilities, project_version(options.root))
            write(options.openapi_only, json.dumps(document, ensure_ascii=False, separators=(",", ":")))
        for capability in capabilities if options.routes else []:
            stem = f"{options.routes}/capabilities/{capability.name}/routes"
            write(f"{stem}.hpp", print_header(capability))
            write(f"{stem}.cpp", print_source(capability))
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
