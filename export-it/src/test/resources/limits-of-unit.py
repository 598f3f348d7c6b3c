"""Applies the limits of a systemd unit that are not mounts, then becomes the command: limits-of-unit.py UNIT COMMAND...

System calls and address families as systemd filters them (systemd.exec(5)), open files, umask, no new privileges.
"""
import ctypes
import errno
import os
import resource
import socket
import subprocess
import sys

ALLOW, ERRNO, EQUAL = 0x7FFF0000, 0x00050000 | errno.EPERM, 4  # seccomp.h


class Comparison(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def settings(unit):
    lines = open(unit, encoding="utf-8").read().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith(("#", "[")))


def calls(group):
    """The names in a group, which may contain other groups."""
    text = subprocess.run(["systemd-analyze", "syscall-filter", group], check=True, capture_output=True, text=True).stdout
    for line in text.splitlines()[1:]:
        name = line.strip()
        if name.startswith("@"):
            yield from calls(name)
        elif name and not name.startswith("#"):
            yield name


def filter_calls(unit):
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(ERRNO))
    for name in sorted(set(calls(unit["SystemCallFilter"]))):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0 and name != "socket":
            require(seccomp.seccomp_rule_add(context, ALLOW, number, 0), name)
    number = seccomp.seccomp_syscall_resolve_name(b"socket")
    for family in unit["RestrictAddressFamilies"].split():
        comparison = Comparison(0, EQUAL, getattr(socket, family), 0)
        require(seccomp.seccomp_rule_add_array(context, ALLOW, number, 1, ctypes.byref(comparison)), family)
    require(seccomp.seccomp_load(context), "the filter")


def require(code, what):
    if code:
        sys.exit(f"limits-of-unit: {what}: {code}")


def main():
    unit = settings(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (int(unit["LimitNOFILE"]),) * 2)
    os.umask(int(unit["UMask"], 8))
    filter_calls(unit)  # which also sets no_new_privs
    os.execvp(sys.argv[2], sys.argv[2:])


main()
