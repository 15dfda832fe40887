"""Type 1 font programs: whether the part with the letters can be read to its end (Adobe Type 1 Font Format)."""

import re
import struct

from booklet.check.preflight.read.faulty import FaultyError

_KEY, _FACTOR, _ADDED = 55665, 52845, 22719
MOST = 4_000_000
"""Bytes of a program that are read: the largest fonts of this kind have a tenth of it."""

_LETTERS = re.compile(rb"/CharStrings\s+([0-9]+)\s+dict")
_LETTER = re.compile(rb"\s*/([^\s/]+)\s+([0-9]+)\s+\S+ ")
_AFTER = re.compile(rb"\s*(?:noaccess\s+)?(?:def|put|ND|\|-|\|)?")


def judge_type1(program: bytes) -> None:
    """Raise `FaultyError` if the letters of a program cannot be read, one by one, to their end."""
    whole = _unpack(program[:MOST])
    start = whole.find(b"eexec")
    if start < 0:
        raise FaultyError("its letters are missing")
    letters = _decipher(whole[start + 5 :].lstrip(b" \t\r\n"))
    found = _LETTERS.search(letters)
    if found is None:
        raise FaultyError("its letters cannot be deciphered")
    at = letters.find(b"/", found.end())
    count = 0
    while at >= 0 and (letter := _LETTER.match(letters, at)):
        at = letter.end() + int(letter[2])
        if at > len(letters):
            raise FaultyError("it is cut off")
        count += 1
        following = _AFTER.match(letters, at)
        at = following.end() if following else at
    if at < 0 or not re.match(rb"\s*end\b", letters[at : at + 40]) or not count:
        raise FaultyError("it is cut off, or its letters are broken")


def _unpack(program: bytes) -> bytes:
    """Return a program without the segment headers of a file on disk (PFB)."""
    parts, at = [], 0
    while program[at : at + 1] == b"\x80" and program[at + 1] in {1, 2}:
        (length,) = struct.unpack_from("<L", program, at + 2)
        parts.append(program[at + 6 : at + 6 + length])
        at += 6 + length
    return b"".join(parts) or program


def _decipher(cipher: bytes) -> bytes:
    """Return the deciphered eexec section, whether it is written in bytes or in hexadecimal digits."""
    if re.match(rb"[0-9A-Fa-f\s]{8}", cipher):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", cipher)
        cipher = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    plain, key = bytearray(), _KEY
    for byte in cipher:
        plain.append(byte ^ key >> 8)
        key = (byte + key) * _FACTOR + _ADDED & 0xFFFF
    return bytes(plain[4:])
