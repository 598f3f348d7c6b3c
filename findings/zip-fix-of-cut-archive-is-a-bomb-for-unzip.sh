#!/usr/bin/env bash
# zip 3.0 and unzip 6.0 (Debian 12): an archive that was cut short and mended by "zip -FF" is refused by unzip as a possible zip bomb.
#
# Expected: zip -FF, "salvage what can", leaves out the entry in which the archive was cut, or shortens it, and says so; unzip
#           then unpacks the entries before it and exits with 0, or reports one damaged entry.
# Seen:     zip copies that entry with the size that its header claims ("copying: take4"), which reaches into the central directory
#           that zip appends, and exits with 0. unzip -t finds the entries before it in order, then stops with exit code 12:
#           "invalid zip file with overlapped components (possible zip bomb)". bsdtar reads the same entries from the archive that is
#           not mended.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Python 3, and Debian 12 or a system that can unpack its packages.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq zip=3.0-13+deb12u1 unzip=6.0-28+deb12u1 >/dev/null 2>&1
for package in *.deb; do
    printf '%s\n' "$package"
    dpkg-deb -x "$package" root
done
zip=$work/root/usr/bin/zip
unzip=$work/root/usr/bin/unzip
for take in 1 2 3 4 5; do
    python3 -c 'import random, sys; random.seed(sys.argv[1]); sys.stdout.buffer.write(random.randbytes(300000))' "$take" >"take$take"
done
"$zip" -q whole.zip take1 take2 take3 take4 take5
head -c 1000000 whole.zip >cut.zip

code() {
    local code=0
    "$@" >log 2>&1 </dev/null || code=$?
    echo "$code"
}
fixed=0
yes | "$zip" -FF cut.zip --out mended.zip >fix.log 2>&1 || fixed=${PIPESTATUS[1]}
copied=$(grep -c 'copying: take' fix.log || true)
tested=$(code "$unzip" -t mended.zip)
sound=$(grep -c 'take. *OK' log || true)
bomb=$(grep -c 'overlapped components' log || true)
printf 'zip -FF: exit code %s, %s entries copied; unzip -t: exit code %s, %s in order, overlap %s\n' \
    "$fixed" "$copied" "$tested" "$sound" "$bomb"
[ "$fixed" = 0 ] && [ "$copied" = 4 ] && [ "$tested" = 12 ] && [ "$sound" = 3 ] && [ "$bomb" = 1 ]
