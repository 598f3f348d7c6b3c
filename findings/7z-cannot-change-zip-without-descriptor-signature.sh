#!/usr/bin/env bash
# 7-Zip 26.02 (Debian 12, p7zip-full): it lists, tests and unpacks a zip archive whose data descriptors have no signature, but
# refuses every change of it: "E_NOTIMPL : Not implemented".
#
# Expected: 7z d, u, a and rn change the archive. The signature of a data descriptor is optional (APPNOTE.TXT 4.3.9.3: programs
#           "should account for either case"), zip -d of the same archive works, and so does 7z with an archive that differs only
#           in the four bytes.
# Seen:     7z t says that everything is right; d, u, a and rn exit with 2 after "System ERROR: E_NOTIMPL : Not implemented",
#           even if the entry with the descriptor is not concerned. The archive stays as it is.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Python 3, and Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=16.02+really26.02+dfsg-0+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "p7zip-full=$version" zip=3.0-13+deb12u1 >/dev/null 2>&1
for package in *.deb; do
    dpkg-deb -x "$package" root
done
sevenzip=$work/root/usr/lib/p7zip/7z
cat >make.py <<'P'
import struct
import zlib

DESCRIPTOR, DEFLATED, VERSION, DATE = 8, 8, 20, 0x5021


def archive(signature):
    """A shot with a data descriptor, and notes without one."""
    out, directory = b"", b""
    for name, content, flags in ((b"shot", b"take " * 500, DESCRIPTOR), (b"notes", b"none", 0)):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        sizes = struct.pack("<III", zlib.crc32(content), len(packed), len(content))
        fixed = struct.pack("<HHHHH", VERSION, flags, DEFLATED, 0, DATE)
        directory += b"PK\1\2" + struct.pack("<H", VERSION) + fixed + sizes
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(out)) + name
        out += b"PK\3\4" + fixed + (bytes(12) if flags else sizes) + struct.pack("<HH", len(name), 0) + name + packed
        if flags:
            out += signature + sizes
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory), len(out), 0)


with open("with.zip", "wb") as file:
    file.write(archive(b"PK\7\x08"))
with open("without.zip", "wb") as file:
    file.write(archive(b""))
P
python3 make.py
echo more >more
attempt() { # archive, program and its arguments; the copy to change is x.zip
    cp "$1" x.zip
    local code=0
    "${@:2}" >log 2>&1 || code=$?
    grep -q 'E_NOTIMPL' log && echo "$code E_NOTIMPL" || echo "$code"
}
"$sevenzip" | sed -n 2p
unchanged=yes
for archive in with without; do
    [ "$(attempt $archive.zip "$sevenzip" t x.zip)" = 0 ] || unchanged=no
    for command in 'd x.zip notes' 'u x.zip more' 'a x.zip more' 'rn x.zip notes remarks'; do
        # shellcheck disable=SC2086
        result=$(attempt $archive.zip "$sevenzip" $command)
        same=$(cmp -s $archive.zip x.zip && echo 'as before' || echo changed)
        printf '%-7s 7z %-24s exit %-12s archive %s\n' "$archive" "$command" "$result" "$same"
        case $archive in
            with) [ "$result $same" = '0 changed' ] || unchanged=no ;;
            *) [ "$result $same" = '2 E_NOTIMPL as before' ] || unchanged=no ;;
        esac
    done
done
result=$(attempt without.zip root/usr/bin/zip -d x.zip notes)
printf 'without zip -d x.zip notes: exit %s\n' "$result"
[ "$result" = 0 ] && [ "$unchanged" = yes ]
