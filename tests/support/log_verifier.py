"""A second verifier of checkpoints, proofs, receipts and certificates, written from docs/evidence.md alone: no code shared with the program.

`python3 log_verifier.py KEY FILE` says what is wrong with a checkpoint, proof, receipt, certificate or status list; nothing when all is well.
"""
from __future__ import annotations

import hashlib
import json
import struct
import sys

# Ed25519 verification. Source: RFC 8032 section 5.1.7.
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)


def recover_x(y: int, sign: int) -> int:
    square = (y * y - 1) * pow(CURVE * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME:
        raise ValueError("no point of the curve")
    return PRIME - x if x & 1 != sign else x


def add(first: tuple, second: tuple) -> tuple:
    a, b = (first[1] - first[0]) * (second[1] - second[0]) % PRIME, (first[1] + first[0]) * (second[1] + second[0]) % PRIME
    c, d = 2 * first[3] * second[3] * CURVE % PRIME, 2 * first[2] * second[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def multiply(number: int, point: tuple) -> tuple:
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def read_point(octets: bytes) -> tuple:
    number = int.from_bytes(octets, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover_x(y, sign)
    return x, y, 1, x * y % PRIME


BASE_Y = 4 * pow(5, PRIME - 2, PRIME) % PRIME
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % PRIME)


def is_signature(key: bytes, message: bytes, signature: bytes) -> bool:
    if len(key) != 32 or len(signature) != 64:
        return False
    try:
        public, commitment = read_point(key), read_point(signature[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = multiply(scalar, BASE), add(commitment, multiply(challenge, public))
    same_x = (left[0] * right[2] - right[0] * left[2]) % PRIME == 0
    same_y = (left[1] * right[2] - right[1] * left[2]) % PRIME == 0
    return scalar < ORDER and same_x and same_y


def canonical(value: object) -> bytes:
    """Canonical JSON of texts, integers, lists and maps with ASCII member names (RFC 8785)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


# The tree. Source: RFC 9162 section 2.1.
def follow_inclusion(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    last, root = size - 1, leaf
    for node in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            root = sha256(b"\1" + node + root)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            root = sha256(b"\1" + root + node)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(old_size: int, old_root: bytes, size: int, root: bytes, path: list[bytes]) -> bool:
    if old_size == size:
        return not path and old_root == root
    here, last, nodes = old_size - 1, size - 1, list(path)
    while here & 1:
        here, last = here >> 1, last >> 1
    first = old_root if old_size & (old_size - 1) == 0 else nodes.pop(0)
    grown_old = grown = first
    for node in nodes:
        if last == 0:
            return False
        if here & 1 or here == last:
            grown_old, grown = sha256(b"\1" + node + grown_old), sha256(b"\1" + node + grown)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            grown = sha256(b"\1" + grown + node)
        here, last = here >> 1, last >> 1
    return last == 0 and grown_old == old_root and grown == root


# The leaf: tags and lengths, so that no two events have the same bytes.
FIELDS = [("id", "i"), ("subject_kind", "k"), ("subject_id", "s"), ("ordinal", "o"), ("action", "a"), ("actor_kind", "r"), ("actor_id", "u"),
          ("on_date", "d"), ("at", "t"), ("act_version", "v"), ("calendar_version", "c"), ("content", "p"), ("personal_hash", "h")]


def leaf_of(event: dict) -> bytes:
    data = b"\0zhidian event 1n" + struct.pack(">q", event["sequence"])
    for name, tag in FIELDS:
        value = event[name]
        text = value.encode() if isinstance(value, str) else b""
        data += tag.encode() + struct.pack(">q", len(text) if isinstance(value, str) else value) + text
    return sha256(data)


def check_checkpoint(checkpoint: dict, key: str) -> list[str]:
    signed = {name: value for name, value in checkpoint.items() if name != "signature"}
    good = is_signature(bytes.fromhex(key), canonical(signed), bytes.fromhex(checkpoint["signature"]))
    return [] if good and checkpoint["kind"] == "zhidian_checkpoint_1" else ["the checkpoint is not signed by this key"]


def check_inclusion(proof: dict, key: str) -> list[str]:
    checkpoint, event = proof["checkpoint"], proof["event"]
    path = [bytes.fromhex(node) for node in proof["path"]]
    root = follow_inclusion(leaf_of(event), event["sequence"] - 1, checkpoint["size"], path) if 0 < event["sequence"] <= checkpoint["size"] else None
    return check_checkpoint(checkpoint, key) + ([] if root and root.hex() == checkpoint["root"] else ["the event does not stand under this root"])


def check_consistency(proof: dict, key: str) -> list[str]:
    earlier, later = proof["earlier"], proof["later"]
    path = [bytes.fromhex(node) for node in proof["path"]]
    good = is_consistent(earlier["size"], bytes.fromhex(earlier["root"]), later["size"], bytes.fromhex(later["root"]), path)
    return check_checkpoint(earlier, key) + check_checkpoint(later, key) + ([] if good else ["the earlier log is no beginning of the later one"])


def check_receipt(receipt: dict, key: str) -> list[str]:
    findings = [] if sha256(canonical(receipt["statement"])).hex() == receipt["sha256"] else ["the statement was altered"]
    signed = canonical({"kind": receipt["kind"], "sha256": receipt["sha256"]})
    good = receipt["public_key"] == key and is_signature(bytes.fromhex(key), signed, bytes.fromhex(receipt["signature"]))
    return findings + ([] if good else ["the receipt is not signed by this key"])


def check_signed(document: dict, key: str) -> list[str]:
    """A certificate or a status list: everything but the signature is signed."""
    signed = canonical({name: value for name, value in document.items() if name != "signature"})
    good = document["public_key"] == key and is_signature(bytes.fromhex(key), signed, bytes.fromhex(document["signature"]))
    return [] if good else ["the document is not signed by this key"]


CHECKS = {"zhidian_checkpoint_1": check_checkpoint, "zhidian_inclusion_1": check_inclusion, "zhidian_consistency_1": check_consistency,
          "zhidian_receipt_1": check_receipt, "zhidian_certificate_1": check_signed, "zhidian_certificate_status_1": check_signed}


def check(document: dict, key: str) -> list[str]:
    kind = CHECKS.get(document.get("kind"))
    return kind(document, key) if kind else ["this is no evidence of a kind known here"]


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        found = check(json.load(file), sys.argv[1])
    print("\n".join(found))
    sys.exit(1 if found else 0)
