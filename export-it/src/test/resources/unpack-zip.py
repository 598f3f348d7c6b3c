"""Unpacks a ZIP archive into the working folder, with all that its headers hold: names as bytes, modes, symbolic links,
modification times (0x5455 by the second, NTFS 0x000a by 100 ns). Reads with Python's zipfile."""
import os
import stat
import struct
import sys
import zipfile


def extra_fields(extra):
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        yield tag, extra[4:4 + size]
        extra = extra[4 + size:]


def mtime_ns(info):
    fields = dict(extra_fields(info.extra))
    seconds = struct.unpack_from("<i", fields[0x5455], 1)[0]
    if 0x000A not in fields:
        return seconds * 10**9
    ticks = struct.unpack_from("<Q", fields[0x000A], 8)[0]
    ns = (ticks - 116444736000000000) * 100
    assert ns // 10**9 == seconds, f"{info.filename!r}: two times that differ: {seconds} and {ns}"
    return ns


def unpack(archive):
    folders = []
    for info in archive.infolist():
        name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437").rstrip(b"/")
        assert not name.startswith(b"/") and b".." not in name.split(b"/"), name
        os.makedirs(os.path.dirname(name) or b".", exist_ok=True)
        mode = info.external_attr >> 16
        if stat.S_ISLNK(mode):
            os.symlink(archive.read(info), name)
        elif stat.S_ISDIR(mode):
            os.makedirs(name, exist_ok=True)
            folders.append((name, mode, mtime_ns(info)))
        else:
            assert stat.S_ISREG(mode), f"{name!r}: no type in mode {mode:o}"
            with open(name, "xb") as out:
                out.write(archive.read(info))
            settle(name, mode, mtime_ns(info))
    for folder in reversed(folders):
        settle(*folder)


def settle(name, mode, ns):
    os.chmod(name, stat.S_IMODE(mode))
    os.utime(name, ns=(ns, ns))


with zipfile.ZipFile(sys.argv[1]) as opened:
    unpack(opened)
