#!/usr/bin/env bash
# zip 3.0 (Debian 12): zip -FF with -q writes an empty archive, whatever the old one contains, and exits with 0.
#
# Expected: -FF copies each entry that it finds to the archive after --out (zip(1)). -q only "eliminates informational messages and
#           comment prompts", and is "useful, for example, in shell scripts and background tasks". If nothing can be copied, zip
#           reports it.
# Seen:     with -q, before or after -FF, the new archive is the 22 bytes of an end record, there is no message, and zip exits with
#           0; both for an intact archive and for one that ends too early. Without -q, -FF copies all that is there. -F is right
#           with and without -q.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=3.0-13+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "zip=$version" unzip=6.0-28+deb12u1 >/dev/null 2>&1
for package in *.deb; do
    dpkg-deb -x "$package" root
done
export PATH="$work/root/usr/bin:$PATH"
seq 1000 >shots
seq 2000 >takes
zip -q intact.zip shots takes
head -c -30 intact.zip >short.zip # without the end record
entries() { # zip's options, the archive
    rm -f fixed.zip
    # "yes": to the question whether an archive without an end record has one part
    # shellcheck disable=SC2086
    zip $1 "$2" --out fixed.zip <<<yes >log 2>&1 || echo "exit $?"
    unzip -Z1 fixed.zip 2>/dev/null | tr '\n' ' ' || true
}
printf 'zip %s\n' "$version"
unchanged=yes
for archive in intact.zip short.zip; do
    for options in -FF '-q -FF' '-FF -q' -qFF; do
        found=$(entries "$options" "$archive")
        size=$(stat -c %s fixed.zip)
        printf '%-10s %-8s %5d bytes, entries: %s\n' "$archive" "$options" "$size" "$found"
        case $options in
            -FF) [ "$found" = 'shots takes ' ] || unchanged=no ;;
            *) [ "$found" = 'Empty zipfile. ' ] && [ "$size" = 22 ] && [ ! -s log ] || unchanged=no ;;
        esac
    done
done
for options in -F '-q -F'; do
    found=$(entries "$options" intact.zip)
    printf '%-10s %-8s entries: %s\n' intact.zip "$options" "$found"
    [ "$found" = 'shots takes ' ] || unchanged=no
done
[ "$unchanged" = yes ]
