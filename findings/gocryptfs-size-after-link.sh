#!/usr/bin/env bash
# gocryptfs 2.3 (Debian 12): right after link(2), stat(2) gives the new name the size of the encrypted file.
#
# Expected: 1 byte under both names. A program that gives a finished file its name by a link may ask for its size at once.
# Seen:     51 bytes under the new name until the attributes that the kernel has cached expire, after a second. Reading gives
#           the true content all the time.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs root or the right to mount with FUSE, and Debian 12 or a
# system that can unpack its packages.
set -euo pipefail
version=2.3-1+b4
work=$(mktemp -d)
trap 'umount -l "$work/mount" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "gocryptfs=$version" >/dev/null 2>&1
dpkg-deb -x gocryptfs_*.deb root
export PATH="$work/root/usr/bin:$PATH"
mkdir below mount
gocryptfs -q -init -extpass 'echo secret' below
gocryptfs -q -extpass 'echo secret' below mount
printf x >mount/file
ln mount/file mount/link
size=$(stat -c %s mount/link)
sleep 2
later=$(stat -c %s mount/link)
printf 'gocryptfs %s\nsize right after link(2): %s\nafter two seconds:        %s\n' "$version" "$size" "$later"
[ "$size" -ne 1 ] && [ "$later" -eq 1 ]
