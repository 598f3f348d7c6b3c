#!/usr/bin/env bash
# XFS of Linux (seen with 6.18; xfsprogs 6.1.0): four bytes written into a clone cost 128 KiB, until the file system is unmounted.
#
# Expected: a write into a shared block makes a private copy of that block (ioctl_ficlonerange(2)): 4 KiB more are in use for each
#           file that was written to, as with Btrfs. What df and st_blocks ("blocks allocated", stat(2)) show stays the same if
#           the disk is unmounted and mounted again.
# Seen:     each write reserves 32 blocks around it, the copy-on-write extent size hint (mkfs.xfs(8), cowextsize). Unlike space
#           reserved beyond the end of a file, it is not released by close(2) or fsync(2). df counts it as used, du and st_blocks
#           count it for the file, as if nearly all of the clone was private, but FIEMAP (filefrag) shows one private block. Mounted
#           again, the space is free. Otherwise it takes up to fs.xfs.speculative_prealloc_lifetime, 5 minutes.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs root, a free loop device, and Debian 12 or a system that can
# unpack its packages.
set -euo pipefail
work=$(mktemp -d)
trap 'umount "$work/mount" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq xfsprogs=6.1.0-1 btrfs-progs=6.2-1+deb12u2 libinih1 liburcu8 liblzo2-2 >/dev/null 2>&1
for package in *.deb; do
    dpkg-deb -x "$package" root
done
export PATH="$work/root/sbin:$work/root/usr/sbin:$work/root/bin:$work/root/usr/bin:$PATH"
LD_LIBRARY_PATH=$(find "$work/root" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd :)
export LD_LIBRARY_PATH
mkdir mount
files=50

used_kib() {
    sync -f mount
    df --output=used -B 1024 mount | tail -n 1 | tr -d ' '
}

measure() { # the file system; sets written, remounted, blocks, private
    truncate -s 512M "disk.$1"
    "mkfs.$1" -q "disk.$1" >/dev/null
    mount -o loop "disk.$1" mount
    for i in $(seq $files); do
        head -c 131000 /dev/urandom >"mount/take$i"
    done
    sync -f mount
    for i in $(seq $files); do
        cp --reflink=always "mount/take$i" "mount/clone$i"
    done
    local cloned
    cloned=$(used_kib)
    for i in $(seq $files); do
        printf tail | dd of="mount/clone$i" conv=notrunc,fsync oflag=append status=none
    done
    written=$((($(used_kib) - cloned) / files))
    blocks=$(($(stat -c '%b * %B / 1024' mount/clone1)))
    private=$(filefrag -v mount/clone1 | grep -c '^ *[0-9]*:.* last,eof$' || true)
    umount mount
    mount -o loop "disk.$1" mount
    remounted=$((($(used_kib) - cloned) / files))
    later=$(($(stat -c '%b * %B / 1024' mount/clone1)))
    umount mount
    printf '%-6s each of %d writes of 4 bytes: %d KiB more in use; st_blocks %d KiB; mounted again: %d KiB, st_blocks %d KiB\n' \
        "$1" "$files" "$written" "$blocks" "$remounted" "$later"
}

uname -sr
measure btrfs
[ "$written" -le 16 ] && [ "$remounted" -le 16 ] && [ "$blocks" = 128 ] || exit 1
measure xfs
[ "$written" -ge 120 ] && [ "$remounted" -le 8 ] && [ "$blocks" -ge 240 ] && [ "$later" = 128 ] && [ "$private" = 1 ]
