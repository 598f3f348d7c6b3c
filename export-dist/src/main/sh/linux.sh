#!/bin/sh
# linux.sh JDK ANY OUT TEXTS DATE: makes the folder OUT of the folder ANY: with a Java of its own from the folder JDK, with the native
# libraries as files, and with archives of the classes that an export and a server of the folder TEXTS load.
set -eu
jdk=$1
any=$2
out=$3
texts=$4
date=$5
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)

# What the jars use: jdeps, and what is loaded by name only (elliptic curves for TLS, names of hosts).
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml
modules=$modules,jdk.crypto.ec,jdk.management,jdk.unsupported

rm -rf "$out"
mkdir -p "$(dirname -- "$out")"
cp -R "$any" "$out"
rm "$out/bin/project-export.cmd"
"$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages --output "$out/runtime"
sh "$here/natives.sh" "$jdk" "$out"

# The native libraries of other systems, and of this one, which are now files.
slim() {
    mkdir "$out/slim"
    # shellcheck disable=SC2086 # patterns
    (cd "$out/slim" && "$jdk/bin/jar" xf "$1" && rm -rf $2 &&
        "$jdk/bin/jar" --create --no-manifest --date="$date" --file "$1" .)
    rm -r "$out/slim"
}
slim "$out"/lib/zstd-jni-*.jar 'aix darwin freebsd linux win'
slim "$out"/lib/jna-[0-9]*.jar 'com/sun/jna/*-*'
slim "$out"/lib/aircompressor-v3-*.jar aircompressor

# Java compares the times of the jars with those when an archive of classes was created; archives and packages give all files this one.
find "$out" -exec touch -h -d "$date" {} +
sh "$here/train.sh" runtime "$out" "$texts"

# The package for Debian has the program elsewhere.
mkdir -p "$out/../../deb"
sed 's|/opt/project-export/bin/|/usr/bin/|; s|/opt/project-export|/usr/lib/project-export|' \
    "$out/share/systemd/project-export.service" >"$out/../../deb/project-export.service"
