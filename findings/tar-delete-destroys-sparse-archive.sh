#!/usr/bin/env bash
# GNU tar 1.34 (Debian 12): tar --delete on a pax archive with a sparse file aborts in the middle of the archive, or never ends.
#
# Expected: tar --delete removes the named member, and leaves the others as they are (info tar, "Removing Archive Members Using
#           --delete"). tar wrote the archive itself, with --sparse and --format=pax (info tar, "Sparse Formats"), lists it and
#           unpacks it. With --format=gnu it works.
# Seen:     deleting an ordinary file before the sparse one: tar ends with SIGABRT, without a message, and has already overwritten
#           the beginning of the archive; what is left is listed as empty, without an error: the other two are lost.
#           Deleting the sparse file itself: tar runs until it is killed.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=1.34+dfsg-1.2+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ulimit -c 0
apt-get download -qq "tar=$version" >/dev/null 2>&1
dpkg-deb -x tar_*.deb root
tar=$work/root/bin/tar
[ -x "$tar" ] || tar=$work/root/usr/bin/tar

echo 'first cut' >notes
truncate -s 1M proxy
printf frame | dd of=proxy bs=1 seek=500000 conv=notrunc status=none
echo 'second cut' >remarks
code_of_delete() { # archive, member; prints 128 and the signal if one ended it
    local code=0
    timeout --preserve-status -s KILL 3 bash -c '"$@"; exit $?' - "$tar" --delete -f "$1" "$2" >/dev/null 2>&1 || code=$?
    echo "$code"
}
members() { "$tar" -tf "$1" | tr '\n' ' '; }
"$tar" --version | head -n 1
unchanged=yes
for format in gnu pax; do
    "$tar" --format=$format --sparse -cf $format.tar notes proxy remarks
    printf '%s, at first:       %s\n' $format "$(members $format.tar)"
    for member in notes proxy; do
        cp $format.tar less.tar
        code=$(code_of_delete less.tar $member)
        left=$(members less.tar)
        printf '%s, without %s:  exit %3d, then: %s\n' $format $member "$code" "$left"
        case "$format $member $code $left" in
            'gnu notes 0 proxy remarks ' | 'gnu proxy 0 notes remarks ') ;;
            'pax notes 134 ' | 'pax proxy 137 '*) ;;
            *) unchanged=no ;;
        esac
    done
done
[ "$unchanged" = yes ]
