#!/usr/bin/env python3
"""Checks a proof of a Groundtruth evidence log without Groundtruth.

  check_proof.py event PROOF VKEY [KEPT]      that an event is in the log; KEPT: a checkpoint that you kept
  check_proof.py consistency PROOF VKEY KEPT  that the log continues the checkpoint that you kept

PROOF and KEPT are files. VKEY is the public key of the log as its organisation publishes it; a key that came with
the proof would prove nothing. Ends with 0 where the proof holds, 1 where it does not, 2 where nothing could be checked.
Needs Python 3.8 or later and one of the packages cryptography or PyNaCl for Ed25519. The formats: evidence-log.md.
"""

import base64, hashlib, json, re, sys

class Refused(Exception):
    """Why a proof does not hold."""

def need(holds, reason):
    if not holds:
        raise Refused(reason)

def verify_ed25519(key, message, signature):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
            return True
        except InvalidSignature:
            return False
    except ImportError:
        pass
    try:
        from nacl.exceptions import BadSignatureError
        from nacl.signing import VerifyKey
    except ImportError:
        raise OSError("Ed25519 is missing: install python3-cryptography or python3-nacl, or `pip install cryptography`")
    try:
        VerifyKey(key).verify(message, signature)
        return True
    except BadSignatureError:
        return False

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def unbase64(text, reason):
    """Base64 in its one form."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(reason)
    need(base64.b64encode(raw).decode() == text, reason)
    return raw

def number(text, reason):
    need(re.fullmatch(r"0|[1-9][0-9]{0,19}", text), reason)
    return int(text)

def read_key(text):
    """Name, key hash and key of `name+hash+base64`."""
    parts = text.split("+", 2)
    need(len(parts) == 3, "this is not a verifier key")
    name, key_hash, raw = parts[0], parts[1], unbase64(parts[2], "this is not a verifier key")
    need(len(raw) == 33 and raw[0] == 1, "this is not an Ed25519 key")
    need(sha256(name.encode(), b"\n", raw)[:4].hex() == key_hash, "the parts of the verifier key do not fit each other")
    return name, bytes.fromhex(key_hash), raw[1:]

def read_checkpoint(note, key):
    """Size and root of a checkpoint that the key signed."""
    name, key_hash, public = key
    text, blank, lines = note.rpartition("\n\n")
    need(blank and lines.endswith("\n"), "the checkpoint is not a signed note")
    text += "\n"
    signed = False
    for line in lines[:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^ +]+) ([^ ]+)", line)
        need(match, "a line of signatures cannot be read")
        raw = unbase64(match.group(2), "a signature cannot be read")
        if match.group(1) != name or raw[:4] != key_hash:
            continue
        need(not signed, "the key signed twice")
        need(verify_ed25519(public, text.encode(), raw[4:]), "the signature does not fit the checkpoint")
        signed = True
    need(signed, "the checkpoint is not signed by this key")
    body = text.split("\n")
    need(len(body) == 4 and body[0] == name, "the checkpoint is of another log")
    root = unbase64(body[2], "the root cannot be read")
    need(len(root) == 32, "the root cannot be read")
    return number(body[1], "the size cannot be read"), root

def read_proof(text, first):
    """The lines before the hashes, the hashes, and the checkpoint."""
    head, blank, checkpoint = text.partition("\n\n")
    need(blank, "this proof has no checkpoint")
    lines = head.split("\n")
    need(len(lines) >= first, "this proof is too short")
    hashes = [unbase64(line, "a hash cannot be read") for line in lines[first:]]
    need(all(len(value) == 32 for value in hashes), "a hash cannot be read")
    return lines[:first], hashes, checkpoint

def node_of(left, right):
    return sha256(b"\1", left, right)

def root_from(index, size, leaf, hashes):
    """The root to which an inclusion proof leads (RFC 9162, 2.1.3.2)."""
    need(index < size, "the index lies beyond the checkpoint")
    at, last, value = index, size - 1, leaf
    for sibling in hashes:
        need(last > 0, "the proof is too long")
        if at & 1 or at == last:
            value = node_of(sibling, value)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            value = node_of(value, sibling)
        at, last = at >> 1, last >> 1
    need(last == 0, "the proof is too short")
    return value

def roots_from(old, new, old_root, hashes):
    """The two roots to which a consistency proof leads (RFC 9162, 2.1.4.2)."""
    need(0 < old <= new, "the newer checkpoint covers fewer events than the older one")
    if old == new:
        need(not hashes, "the proof is too long")
        return old_root, old_root
    if old & (old - 1) == 0:
        hashes = [old_root] + hashes
    need(hashes, "the proof is too short")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = hashes[0]
    for value in hashes[1:]:
        need(last > 0, "the proof is too long")
        if at & 1 or at == last:
            first, second = node_of(value, first), node_of(value, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_of(second, value)
        at, last = at >> 1, last >> 1
    need(last == 0, "the proof is too short")
    return first, second

def once(pairs):
    """An object in which no name stands twice."""
    need(len({name for name, _ in pairs}) == len(pairs), "a name stands twice in the event")
    return dict(pairs)

def whole(text):
    need(text.isdigit() and len(text) < 17 and int(text) <= 2 ** 53, "a number in the event is too large or not whole")
    return int(text)

def check_event(proof, key, kept):
    (first, extra, index), hashes, note = read_proof(proof, 3)
    need(first == "c2sp.org/tlog-proof@v1", "this is not a tlog-proof")
    need(extra.startswith("extra ") and index.startswith("index "), "the proof has no event or no index")
    opened = unbase64(extra[6:], "the event cannot be read")
    index = number(index[6:], "the index cannot be read")
    size, root = read_checkpoint(note, key)
    salt, body = opened[:32], opened[32:]
    leaf = sha256(b"\0", b"gt/leaf/v1\n", sha256(salt, body))
    need(root_from(index, size, leaf, hashes) == root, "the hashes do not lead to the checkpoint")
    event = json.loads(body.decode(), object_pairs_hook=once, parse_int=whole, parse_float=whole, parse_constant=whole)
    # The events of a log are ASCII without floats, for which this is RFC 8785.
    canonical = json.dumps(event, sort_keys=True, separators=(",", ":"))
    need(canonical.encode() == body, "the event is not written canonically")
    need(isinstance(event, dict) and type(event.get("seq")) is int, "this is not an event")
    need(event["seq"] == index, "the event says that it stands at another index")
    if kept is not None:
        need(read_checkpoint(kept, key) == (size, root), "the checkpoint is not the one that you kept")
    return "event %d is in %s at %d events\n%s" % (index, key[0], size, canonical)

def check_consistency(proof, key, kept):
    (first,), hashes, note = read_proof(proof, 1)
    need(first.startswith("old "), "this is not a consistency proof")
    (old, old_root), (new, new_root) = read_checkpoint(kept, key), read_checkpoint(note, key)
    need(number(first[4:], "the older size cannot be read") == old, "the proof begins at another size")
    need(roots_from(old, new, old_root, hashes) == (old_root, new_root), "the hashes do not lead to the checkpoints")
    return "the log of %d events continues the one of %d" % (new, old)

def main(words):
    known = {("event", 3), ("event", 4), ("consistency", 4)}
    if not words or (words[0], len(words)) not in known:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        texts = [open(name, encoding="utf-8", newline="").read() for name in [words[1]] + words[3:]]
        check = check_event if words[0] == "event" else check_consistency
        print("holds: " + check(texts[0], read_key(words[2]), texts[1] if len(texts) > 1 else None))
        return 0
    except (Refused, ValueError, RecursionError) as reason:
        print("does not hold: %s" % reason)
        return 1
    except OSError as reason:
        print("nothing was checked: %s" % reason, file=sys.stderr)
        return 2

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
