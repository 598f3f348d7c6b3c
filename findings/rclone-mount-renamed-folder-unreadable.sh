#!/usr/bin/env bash
# rclone 1.60.1 (Debian 12), mount --vfs-cache-mode writes: files that were just written cannot be read once their folder was
# renamed.
#
# Expected: the cache serves them, as it does before the rename. Writing a tree under another name and renaming it last is
#           otherwise the safe way.
# Seen:     EIO until the file is uploaded, 5 seconds after it was closed (--vfs-write-back).
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs root or the right to mount with FUSE, and Debian 12 or a
# system that can unpack its packages.
set -euo pipefail
version=1.60.1+dfsg-2+b5
work=$(mktemp -d)
trap 'umount -l "$work/mount" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "rclone=$version" >/dev/null 2>&1
dpkg-deb -x rclone_*.deb root
export PATH="$work/root/usr/bin:$PATH"
mkdir remote mount
rclone mount --daemon --config /dev/null --vfs-cache-mode writes --cache-dir "$work/cache" "$work/remote" "$work/mount"
mkdir mount/unfinished
head -c 3000000 /dev/urandom >mount/unfinished/take.mov
readable() { cat "$1" >/dev/null 2>&1 && echo yes || echo no; }
before=$(readable mount/unfinished/take.mov)
mv mount/unfinished mount/finished
after=$(readable mount/finished/take.mov)
seconds=0
until [ "$(readable mount/finished/take.mov)" = yes ] || [ "$seconds" -ge 30 ]; do
    sleep 1
    seconds=$((seconds + 1))
done
printf 'rclone %s\nreadable before the rename: %s\nreadable after it:          %s\nreadable after %s more seconds: %s\n' \
    "$version" "$before" "$after" "$seconds" "$(readable mount/finished/take.mov)"
[ "$before $after $(readable mount/finished/take.mov)" = 'yes no yes' ]
