#!/bin/sh
# assemble.sh JAVA_HOME JARS SOURCES OUT DATE: makes the folder OUT, the program for any system with an installed Java, of the folder
# JARS with all jars and the folder SOURCES with the other files. What is written anew is of DATE, so that each build makes the same.
set -eu
jdk=$1/bin
jars=$2
sources=$3
out=$4
date=$5

rm -rf "$out"
mkdir -p "$out/bin" "$out/lib/serve" "$out/conf" "$out/share"
cp "$sources/sh/project-export" "$out/bin/"
chmod 755 "$out/bin/project-export"
cp "$sources/windows/project-export.cmd" "$out/bin/"
cp "$sources/conf/java.options" "$out/conf/"
cp "$jars"/*.jar "$out/lib/"

# Java checks the signature of a signed jar at every start, which takes a quarter of a second. Maven has checked the jar.
for signed in "$out"/lib/org.eclipse.jgit-*.jar; do
    mkdir "$out/unsigned"
    (cd "$out/unsigned" && "$jdk/jar" xf "$signed" && rm -f META-INF/*.SF META-INF/*.RSA &&
        "$jdk/jar" --create --no-manifest --date="$date" --file "$signed" .)
    rm -r "$out/unsigned"
done

# Jars that only the server needs are in a separate folder, so that other commands need not search them.
for jar in "$out"/lib/*.jar; do
    case ${jar##*/} in
        javalin-* | jetty-* | jakarta.* | kotlin-* | annotations-* | micrometer-* | prometheus-* | HdrHistogram-* | LatencyUtils-*)
            mv "$jar" "$out/lib/serve/"
            ;;
    esac
done
