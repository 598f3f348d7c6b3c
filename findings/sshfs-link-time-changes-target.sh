#!/usr/bin/env bash
# sshfs 3.7.3 (Debian 12): setting the time of a symbolic link sets the time of the file that it points to, even outside the mount.
#
# Expected: utimensat(2) with AT_SYMLINK_NOFOLLOW (touch -h, tar -x, rsync -t, cp -p) sets the link's own time, or fails with
#           EOPNOTSUPP, as it does on file systems whose links have no time. A program that gets 0 has changed the link.
# Seen:     it succeeds, the link's time is what it was, and the file behind it has the new time: SFTP's SETSTAT (version 3, as
#           OpenSSH's server speaks it) follows links. GNU tar that unpacks a link to /.../file of the server thereby changes a
#           file outside of the folder that it unpacks to, and exits with 0.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs root and FUSE, and Debian 12 or a system that can unpack its
# packages.
set -euo pipefail
version=3.7.3-1.2~deb12u1
work=$(mktemp -d)
trap 'umount -l "$work/mount" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "sshfs=$version" libfuse3-3 openssh-sftp-server >/dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name 'libfuse3.so.3' | head -n 1)")
export LD_LIBRARY_PATH

mkdir remote mount archive
# The connection of ssh, without a network: the server talks to sshfs directly.
printf '#!/bin/sh\nexec %s/root/usr/lib/openssh/sftp-server\n' "$work" >ssh
chmod +x ssh
root/usr/bin/sshfs -o "ssh_command=$work/ssh" "host:$work/remote" mount

echo precious >precious
touch -d '2001-01-01 UTC' precious
ln -s "$work/precious" archive/link
touch -h -d '2020-02-02 UTC' archive/link
tar -C archive -cf link.tar link
code=0
tar -C mount -xf link.tar || code=$?
target=$(date -u -r precious +%F)
link=$(stat -c %y remote/link | cut -d ' ' -f 1)
printf 'sshfs %s\ntar -x exits with %s\ntime of the file outside: 2001-01-01 became %s\ntime of the link: %s\n' \
    "$version" "$code" "$target" "$link"
[ "$code" = 0 ] && [ "$target" = 2020-02-02 ] && [ "$link" != 2020-02-02 ]
