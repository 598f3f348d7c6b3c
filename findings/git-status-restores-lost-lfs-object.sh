#!/usr/bin/env bash
# git-lfs 3.3.0 (Debian 12) with Git: git status writes a lost object back into the LFS store, so what git lfs fsck says depends
# on whether somebody has looked at the project.
#
# Expected: git status only looks (git-status(1): it may refresh the index, which GIT_OPTIONAL_LOCKS=0 prevents). An object that
#           git lfs fsck reports as missing stays missing until git lfs fetch.
# Seen:     git lfs fsck exits with 1, three times in a row. After the media file got another time (touch, a copy without -p, a
#           restored backup), git status with GIT_OPTIONAL_LOCKS=0 prints nothing, and the object is in .git/lfs/objects again,
#           since the clean filter stores what it hashes; git lfs fsck then exits with 0.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Git, and Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=3.3.0-1+deb12u2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "git-lfs=$version" >/dev/null 2>&1
dpkg-deb -x git-lfs_*.deb root
export PATH="$work/root/usr/bin:$PATH" HOME=$work GIT_OPTIONAL_LOCKS=0 GIT_CONFIG_NOSYSTEM=1

git init -q -b main film
cd film
git config user.name editor
git config user.email editor@example.com
git lfs install --local >/dev/null
git lfs track '*.mov' >/dev/null
head -c 1000 /dev/urandom >clip.mov
touch -d '2020-01-01' clip.mov # not of the index's own second
git add -A
git commit -qm 'First cut'

oid=$(sha256sum <clip.mov | cut -d ' ' -f 1)
object=.git/lfs/objects/${oid:0:2}/${oid:2:2}/$oid
rm -f "$object"
fsck() { git lfs fsck --objects --dry-run >/dev/null 2>&1 && echo ok || echo missing; }
before="$(fsck) $(fsck) $(fsck)"
touch -d '2021-01-01' clip.mov
status=$(git status --porcelain)
after=$(fsck)
printf 'git-lfs %s, %s\nfsck, three times:       %s\ngit status --porcelain:  "%s"\nfsck after git status:   %s\n' \
    "$version" "$(git --version)" "$before" "$status" "$after"
[ "$before" = 'missing missing missing' ] && [ -z "$status" ] && [ "$after" = ok ] && [ -f "$object" ]
