#!/bin/sh
# train.sh JAVA OUT TEXTS: has the program in the folder OUT export and serve a copy of the folder TEXTS, and keeps what Java loaded
# for it in archives in OUT/lib. Most of a short run is spent loading classes; with an archive, Java maps them into memory. Only the
# same build of Java can; before Java 19, also only in the same place. JAVA is the program, or the word "runtime" for OUT's own.
set -eu
out=$2
texts=$3
lib=$out/lib
train=$lib/train
if [ "$1" = runtime ]; then
    real=runtime
    java=$out/runtime/bin/java
else
    java=$1
    real=$(readlink -f -- "$java")
fi

natives=
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
[ "$version" -lt 24 ] || natives=--enable-native-access=ALL-UNNAMED

training='-XX:+UseSerialGC -XX:-UsePerfData -Xmx1g -XX:ErrorFile=/dev/null'
run_java() {
    # shellcheck disable=SC2086
    "$java" $training $natives "$@"
}

# In the same order as in bin/project-export, since Java compares them.
class_path() {
    jars=
    for folder in "$@"; do
        for jar in "$folder"/*.jar; do
            jars=$jars${jars:+:}$jar
        done
    done
    printf '%s\n' "$jars"
}

# A repository of the texts: enough for Java to see what an export does.
make_project() {
    # shellcheck disable=SC2046
    unset $(git rev-parse --local-env-vars) # this may run in a hook of another repository
    cp -R "$texts" "$1" &&
        git -c init.defaultBranch=main init -q "$1" &&
        git -C "$1" add . &&
        git -C "$1" -c user.name=training -c user.email=training@localhost -c commit.gpgsign=false \
            -c core.hooksPath=/dev/null commit -q -m training
}

# One list of several: without lambdas, since with some of them Java 17 crashes while it creates the archive, and without the
# numbers that newer versions give to the classes of each list.
class_list() {
    sed -e '/^@lambda-proxy/d' -e 's/ id: [0-9]*$//' "$@" | sort -u
}

# Java 25 and newer also keep classes that are linked, and which code is used most (JEP 483, 514 and 515). That pays off for
# commands that read or write archives; it costs others more than they take. Older ones do not know the option.
train_ahead_of_time() {
    run_java -XX:AOTCacheOutput="$train/classes.aot" -cp "$(class_path "$lib")" org.projectexporter.cli.Main \
        export "$train/film" -o "$train/film.aot.zip" --progress bar &&
        mv "$train/classes.aot" "$lib/classes.aot"
}

# Starts a server and stops it as soon as it is ready.
train_server() {
    mkdir "$train/data"
    # shellcheck disable=SC2086
    "$java" $training -XX:DumpLoadedClassList="$train/served" -cp "$(class_path "$lib" "$lib/serve")" \
        org.projectexporter.cli.Main serve --workspace "$train" --data "$train/data" --port 0 >"$train/ready" &
    server=$!
    seconds=0
    until grep -q ready "$train/ready" || [ "$seconds" -ge 30 ] || ! kill -0 "$server"; do
        sleep 1
        seconds=$((seconds + 1))
    done
    kill "$server"
    wait "$server"
}

export LC_ALL=C.UTF-8
mkdir -p "$train"
trap 'rm -rf "$train"' EXIT
make_project "$train/film" || :
run_java -XX:DumpLoadedClassList="$train/classes" -cp "$(class_path "$lib")" org.projectexporter.cli.Main \
    export "$train/film" -o "$train/film.tar" --progress none
run_java -XX:DumpLoadedClassList="$train/more" -cp "$(class_path "$lib")" org.projectexporter.cli.Main \
    export "$train/film" -o "$train/film.zip" --progress bar
class_list "$train/classes" "$train/more" >"$train/list"
run_java -Xshare:dump -XX:SharedClassListFile="$train/list" -XX:SharedArchiveFile="$train/classes.jsa" \
    -cp "$(class_path "$lib")"
run_java -Xshare:on -XX:SharedArchiveFile="$train/classes.jsa" -cp "$(class_path "$lib")" \
    org.projectexporter.cli.Main --version
mv "$train/classes.jsa" "$lib/classes.jsa"
printf '%s\n' "$real" >"$lib/classes.java"
[ "$version" -lt 25 ] || train_ahead_of_time || :
train_server || :
class_list "$train/served" "$train/list" >"$train/serve.list"
run_java -Xshare:dump -XX:SharedClassListFile="$train/serve.list" -XX:SharedArchiveFile="$train/serve.jsa" \
    -cp "$(class_path "$lib" "$lib/serve")"
mv "$train/serve.jsa" "$lib/serve.jsa"
