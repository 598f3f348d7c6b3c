#!/bin/sh
# natives.sh JAVA_HOME OUT: unpacks the native libraries in the jars of OUT/lib for this system into files next to them, so that Java
# need not unpack them into a temporary folder: zstd's and JNA's under their own names, libdeflate under ours. Systems for which a jar
# has none do without.
set -eu
jdk=$1/bin
lib=$2/lib

unpack() {
    mkdir "$lib/native"
    (cd "$lib/native" && "$jdk/jar" xf "$1" "$2")
    find "$lib/native" -type f -exec mv {} "$lib/" \;
    rm -r "$lib/native"
}

arch=$("$jdk/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *os.arch = //p')
case $arch in
    amd64 | x86_64) plain=amd64 dashed=x86-64 ;;
    *) plain=$arch dashed=$arch ;;
esac
case $(uname -s) in
    Linux) zstd=linux jna=linux deflate=linux suffix=so ;;
    Darwin) zstd=darwin jna=darwin deflate=macos suffix=dylib ;;
    *) exit 0 ;;
esac
unpack "$lib"/zstd-jni-*.jar "$zstd/$arch"
unpack "$lib"/jna-[0-9]*.jar "com/sun/jna/$jna-$dashed"
unpack "$lib"/aircompressor-v3-*.jar "aircompressor/$deflate-$plain/libdeflate.$suffix"
[ ! -e "$lib/libdeflate.$suffix" ] || mv "$lib/libdeflate.$suffix" "$lib/libexport-deflate.$suffix"
