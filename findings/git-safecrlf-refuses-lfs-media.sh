#!/usr/bin/env bash
# Git 2.39.5 with git-lfs 3.3.0 (Debian 12): with core.safecrlf, git add refuses a binary file "since LF would be replaced by CRLF".
#
# Expected: core.safecrlf=true rejects a file if "committing a file followed by checking out the same file" does not "yield the
#           original file" (git-config(1)). text=auto and core.autocrlf never convert a file with NUL bytes (gitattributes(5)),
#           and this one comes back from a checkout byte by byte.
# Seen:     for a path with filter=lfs, but without -text, Git looks at what the clean filter wrote, the pointer of three lines, and
#           says of the medium: "fatal: LF would be replaced by CRLF in clip.mov". By default, it is a warning, and wrong too: it is
#           the same medium after Git has "touched" it. The same file under a name without the filter is accepted.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Debian 12 or a system that can unpack its packages.
set -euo pipefail
git_version=1:2.39.5-0+deb12u3
lfs_version=3.3.0-1+deb12u2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "git=$git_version" "git-lfs=$lfs_version" >/dev/null 2>&1
for package in *.deb; do
    dpkg-deb -x "$package" root
done
export PATH="$work/root/usr/bin:$PATH" GIT_EXEC_PATH=$work/root/usr/lib/git-core HOME=$work GIT_CONFIG_NOSYSTEM=1

git init -q -b main --template= film
cd film
git config user.name editor
git config user.email editor@example.com
git lfs install --local --skip-repo >/dev/null
printf '* text=auto eol=crlf\n*.mov filter=lfs\n' >.gitattributes
{
    printf 'moov\0\n'
    seq 300
} >clip.mov
cp clip.mov clip.bin
refusal=$(git -c core.safecrlf=true add clip.mov 2>&1) && safe=0 || safe=$?
git -c core.safecrlf=true add clip.bin && other=0 || other=$?
warning=$(git add clip.mov 2>&1)
git commit -qm 'First cut'
cp clip.mov ../original
rm clip.mov
git -c core.safecrlf=true checkout -q -- clip.mov
cmp -s clip.mov ../original && same=yes || same=no
printf '%s, git-lfs %s\nadd with core.safecrlf:     exit %s, %s\nthe same without filter:    exit %s\n' \
    "$(git --version)" "$lfs_version" "$safe" "$refusal" "$other"
printf 'add with the default:       %s\nsame file after a checkout: %s\n' "$warning" "$same"
[ "$safe" = 128 ] && [ "$refusal" = 'fatal: LF would be replaced by CRLF in clip.mov' ] && [ "$other" = 0 ] \
    && [[ $warning == *"'clip.mov', LF will be replaced by CRLF"* ]] && [ "$same" = yes ]
