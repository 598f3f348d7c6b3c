#!/usr/bin/env bash
# exfat-fuse 1.3.0 (Debian 12) with the FUSE of Linux: on a disk that ignores case, a removed file lives on for a second under a
# spelling of its name that somebody has looked at.
#
# Expected: after "Cut" was created, "cut" looked at, and "Cut" removed, neither exists.
# Seen:     stat(2) of "cut" succeeds for about a second, since the kernel has cached a second entry, which the removal does not
#           concern, while open(2) says that it does not exist. A program that looks first and opens then fails in a way that it
#           cannot explain, such as git rev-parse with a branch that was just packed.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs root, a free loop device, and Debian 12 or a system that can
# unpack its packages.
set -euo pipefail
work=$(mktemp -d)
loop=
trap 'umount "$work/mount" 2>/dev/null || true; [ -z "$loop" ] || losetup -d "$loop"; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq exfat-fuse=1.3.0+git20220115-2 exfatprogs=1.2.0-1+deb12u1 >/dev/null 2>&1
for package in *.deb; do
    dpkg-deb -x "$package" root
done
export PATH="$work/root/usr/sbin:$work/root/sbin:$PATH"
truncate -s 50M disk
mkfs.exfat disk >/dev/null
loop=$(losetup -f --show disk)
mkdir mount
mount.exfat-fuse "$loop" mount >/dev/null
echo one >mount/Cut
stat mount/cut >/dev/null
rm mount/Cut
stat mount/cut >/dev/null 2>&1 && seen=yes || seen=no
cat mount/cut >/dev/null 2>&1 && opened=yes || opened=no
sleep 2
stat mount/cut >/dev/null 2>&1 && later=yes || later=no
printf 'exfat-fuse 1.3.0\nstat finds it:                   %s\nopen finds it:                   %s\nstat finds it two seconds later: %s\n' \
    "$seen" "$opened" "$later"
[ "$seen $opened $later" = 'yes no no' ]
