#!/usr/bin/env bash
# gocryptfs 2.3 (Debian 12): right after link(2), stat(2) gives the new name the size of the encrypted file, 51 for a file
# of 1 byte, until the attributes that the kernel has cached expire, after a second. Reading gives the true content. So a
# program that gives a finished file its name by a link must not ask for the size of that name at once.
# Needs root or the right to mount with FUSE, and gocryptfs.
set -euo pipefail
work=$(mktemp -d)
trap 'umount -l "$work/mount" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/below" "$work/mount"
gocryptfs -q -init -extpass 'echo secret' "$work/below"
gocryptfs -q -extpass 'echo secret' "$work/below" "$work/mount"
printf x >"$work/mount/file"
ln "$work/mount/file" "$work/mount/link"
size=$(stat -c %s "$work/mount/link")
echo "stat gives $size bytes right after link(2)"
[ "$size" -ne 1 ] || { echo 'changed: the size is right at once'; exit 1; }
sleep 2
[ "$(stat -c %s "$work/mount/link")" -eq 1 ] || { echo 'changed: the size stays wrong'; exit 1; }
echo "as found: 1 byte after two seconds"
