"""A filter of system calls (seccomp) that a process puts on itself, for good, and hands down to what it starts.

Written to https://docs.kernel.org/userspace-api/seccomp_filter.html; any user may, after `no_new_privs`. What is
denied answers EPERM, so that a library that tries goes on without. The kernel offers io_uring as a way round the
filter, and 32-bit calls as another: the first is denied, the second ends the process.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator

Number = tuple[int | None, int | None]
"""A system call's number on x86_64 and on aarch64; None where there is no such call."""

NETWORK: dict[str, Number] = {
    "socket": (41, 198), "connect": (42, 203), "accept": (43, 202), "sendto": (44, 206), "recvfrom": (45, 207),
    "sendmsg": (46, 211), "recvmsg": (47, 212), "bind": (49, 200), "listen": (50, 201), "socketpair": (53, 199),
    "accept4": (288, 242), "recvmmsg": (299, 243), "sendmmsg": (307, 269),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
}  # fmt: skip
"""Sockets of every kind; and io_uring, which opens some past the filter."""

OTHERS: dict[str, Number] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
    "setsid": (112, 157), "setpgid": (109, 154),
    "shmget": (29, 194), "shmat": (30, 196), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "mount": (165, 40), "umount2": (166, 39), "chroot": (161, 51),
    "pivot_root": (155, 41), "unshare": (272, 97), "setns": (308, 268), "open_by_handle_at": (304, 265),
}  # fmt: skip
"""What reaches other processes or rare parts of the kernel, or leaves the group of processes that is ended as one."""

BOUNDS: dict[str, Number] = {"setrlimit": (160, 164), "prlimit64": (302, 261)}
"""What sets bounds, and loosens them where a superuser may."""

SIGNALS: dict[str, Number] = {"kill": (62, 129), "tkill": (200, 130)}

EXECUTION: dict[str, Number] = {"execve": (59, 221), "execveat": (322, 281)}

FORKS: dict[str, Number] = {"fork": (57, None), "vfork": (58, None)}

FILES: dict[str, Number] = {
    "open": (2, None), "creat": (85, None), "openat": (257, 56), "openat2": (437, 437), "truncate": (76, 45),
    "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276), "mkdir": (83, None), "mkdirat": (258, 34),
    "rmdir": (84, None), "unlink": (87, None), "unlinkat": (263, 35), "link": (86, None), "linkat": (265, 37),
    "symlink": (88, None), "symlinkat": (266, 36), "mknod": (133, None), "mknodat": (259, 33), "chmod": (90, None),
    "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None), "lchown": (94, None),
    "fchown": (93, 55), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "memfd_create": (319, 279),
}  # fmt: skip
"""Whatever opens a file by its name, makes one, or changes what is known of it."""

_CLONE: Number = (56, 220)
_CLONE3: Number = (435, 435)
_TGKILL: Number = (234, 131)
_SECCOMP: Number = (317, 277)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Which number of each pair counts, and what the kernel calls the machine (linux/audit.h)."""

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _DENY, _ABSENT = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_NUMBER, _MACHINE, _FIRST = 0, 4, 16
"""Where the call, the machine and the first argument stand in what a filter sees (struct seccomp_data)."""

_CLONE_THREAD = 0x10000
_NO_NEW_PRIVS, _SET_FILTER, _ALL_THREADS = 38, 1, 1

Step = tuple[int, int, int, int]


def deny(calls: Iterable[Number], *, forks: bool, signals: bool) -> bool:
    """Deny this process system calls from now on, and unless allowed, making others or signalling them; tell if it can.

    Threads may still be made: they have the same filter.
    """
    machine = _ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or machine is None or sys.maxsize < 1 << 32:
        return False
    column, name = machine
    steps = [*_guard_machine(name, is_x86=column == 0), *_denials(calls, column)]
    if not forks:
        steps += _deny_processes(column)
    if not signals:
        steps += [*_denials(SIGNALS.values(), column), *_allow_own_signals(column)]
    return _install([*steps, (_RETURN, 0, 0, _ALLOW)], column)


def _guard_machine(machine: int, *, is_x86: bool) -> Iterator[Step]:
    """Yield steps that end any call made as another machine would make it, and deny the calls of x32."""
    yield from ((_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER))
    if is_x86:
        yield from ((_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _ABSENT))


def _denials(calls: Iterable[Number], column: int) -> Iterator[Step]:
    for call in calls:
        number = call[column]
        if number is not None:
            yield from ((_EQUAL, 0, 1, number), (_RETURN, 0, 0, _DENY))


def _deny_processes(column: int) -> Iterator[Step]:
    """Yield steps that allow new threads and deny new processes.

    `clone3` hides what it is asked for, so it is denied and the C library falls back on `clone`.
    """
    yield from _denials(FORKS.values(), column)
    yield from ((_EQUAL, 0, 1, _CLONE3[column] or 0), (_RETURN, 0, 0, _ABSENT))
    yield from ((_EQUAL, 0, 4, _CLONE[column] or 0), (_LOAD, 0, 0, _FIRST), (_HAS_BITS, 1, 0, _CLONE_THREAD))
    yield from ((_RETURN, 0, 0, _DENY), (_RETURN, 0, 0, _ALLOW))


def _allow_own_signals(column: int) -> Iterator[Step]:
    """Yield steps that let a process signal only itself, as `abort` does."""
    yield from ((_EQUAL, 0, 4, _TGKILL[column] or 0), (_LOAD, 0, 0, _FIRST), (_EQUAL, 1, 0, os.getpid()))
    yield from ((_RETURN, 0, 0, _DENY), (_RETURN, 0, 0, _ALLOW))


def _install(steps: list[Step], column: int) -> bool:
    """Put a filter on every thread of this process; tell whether the kernel took it."""
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    library = ctypes.CDLL(None, use_errno=True)
    number = _SECCOMP[column] or 0
    zero = ctypes.c_ulong(0)
    if library.prctl(_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero):
        return False
    return bool(library.syscall(ctypes.c_long(number), _SET_FILTER, ctypes.c_ulong(_ALL_THREADS), head) == 0)
