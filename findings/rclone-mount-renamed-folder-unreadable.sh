#!/usr/bin/env bash
# rclone 1.60.1 (Debian 12): after a folder on a mount with --vfs-cache-mode writes was renamed, the files in it that were
# just written cannot be read (EIO) until they are uploaded, 5 seconds after they were closed (--vfs-write-back). One
# would expect the cache to serve them, as it does before the rename. So whoever writes a tree under another name and
# renames it last, which is otherwise the safe way, must wait before reading it.
# Needs root or the right to mount with FUSE, and rclone.
set -euo pipefail
work=$(mktemp -d)
trap 'umount -l "$work/mount" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/remote" "$work/mount"
rclone mount --daemon --config /dev/null --vfs-cache-mode writes --cache-dir "$work/cache" "$work/remote" "$work/mount"
mkdir "$work/mount/unfinished"
head -c 3000000 /dev/urandom >"$work/mount/unfinished/take.mov"
cat "$work/mount/unfinished/take.mov" >/dev/null || { echo 'unexpected: it cannot be read at once either'; exit 1; }
mv "$work/mount/unfinished" "$work/mount/finished"
if cat "$work/mount/finished/take.mov" >/dev/null 2>&1; then
    echo 'changed: a file in a renamed folder can be read at once'
    exit 1
fi
for i in $(seq 30); do
    if cat "$work/mount/finished/take.mov" >/dev/null 2>&1; then
        echo "as found: unreadable after the rename, readable again after $i seconds"
        exit 0
    fi
    sleep 1
done
echo 'changed: it stays unreadable'
exit 1
