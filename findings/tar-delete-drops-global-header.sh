#!/usr/bin/env bash
# GNU tar 1.34 (Debian 12): tar --delete of one member drops the global header of the archive, and thereby changes all others.
#
# Expected: tar --delete removes the named members (info tar, "Removing Archive Members Using --delete"), and leaves the others as
#           they are. tar --append does so. The records of a global extended header hold for all members after it (POSIX, pax, "pax
#           Header Block"), and tar writes, reads and lists them itself (info tar, "Controlling Extended Header Keywords").
# Seen:     after one member was deleted, the global header is gone, also when the member was the last one. The others belong to
#           another user than before, and git get-tar-commit-id no longer finds the commit of an archive that git archive wrote.
#           tar prints nothing, and exits with 0.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Git, and Debian 12 or a system that can unpack its packages.
set -euo pipefail
version=1.34+dfsg-1.2+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "tar=$version" >/dev/null 2>&1
dpkg-deb -x tar_*.deb root
tar=$work/root/bin/tar
[ -x "$tar" ] || tar=$work/root/usr/bin/tar
export HOME=$work GIT_CONFIG_NOSYSTEM=1

git init -q film
cd film
git config user.name editor
git config user.email editor@example.com
seq 100 >cut
seq 200 >notes
git add -A
git commit -qm 'First cut'
git archive -o ../film.tar HEAD
commit=$(git rev-parse HEAD)
"$tar" --format=pax --pax-option=uname=cutter --owner=editor:1000 -cf ../owned.tar cut notes
cd ..

id() { git get-tar-commit-id <"$1" || true; }
users() { "$tar" -tvf "$1" | tr / ' ' | tr -s ' ' | cut -d ' ' -f 2,7 | tr '\n' ';'; }
printf '%s\n' "$("$tar" --version | head -n 1)"
unchanged=yes
for member in cut notes; do
    cp film.tar film-less.tar
    cp owned.tar owned-less.tar
    "$tar" --delete -f film-less.tar "$member"
    "$tar" --delete -f owned-less.tar "$member"
    printf 'without %-6s commit: "%s"   users: %s\n' "$member:" "$(id film-less.tar)" "$(users owned-less.tar)"
    [ -z "$(id film-less.tar)" ] || unchanged=no
    case $(users owned-less.tar) in 'editor '*) ;; *) unchanged=no ;; esac
done
cp film.tar film-more.tar
"$tar" --append -f film-more.tar tar_*.deb
[ "$(id film-more.tar)" = "$commit" ] || unchanged=no
printf 'with one more:  commit: "%s"\n' "$(id film-more.tar)"
printf 'at first:       commit: "%s"   users: %s\n' "$(id film.tar)" "$(users owned.tar)"
[ "$(id film.tar)" = "$commit" ] && [ "$(users owned.tar)" = 'cutter cut;cutter notes;' ] && [ "$unchanged" = yes ]
