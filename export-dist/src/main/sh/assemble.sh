#!/bin/sh
# assemble.sh JAVA_HOME JARS SHARE SOURCES OUT DATE: makes the folder OUT, the program for any system with an installed Java: of the
# folder JARS with all jars, the folder SHARE with completions and the manual, and the folder SOURCES with everything else. A jar that
# is written here has the time DATE for all of its files, so that each build makes the same one.
set -eu
jdk=$1/bin
jars=$2
share=$3
sources=$4
out=$5
date=$6

rm -rf "$out"
mkdir -p "$out/bin" "$out/lib/serve" "$out/conf" "$out/share/systemd" "$out/share/doc" "$out/plugins"
cp "$sources/sh/project-export" "$out/bin/"
chmod 755 "$out/bin/project-export"
cp "$sources/windows/project-export.cmd" "$out/bin/"
cp "$sources/conf/java.options" "$out/conf/"
cp "$sources/plugins/README" "$out/plugins/"
cp -R "$share"/. "$out/share/"
cp "$sources/systemd/project-export.service" "$out/share/systemd/"
cp -R "$sources/licenses" "$sources/../../../LICENSE" "$sources/../../../CHANGELOG.md" "$out/share/doc/"
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
