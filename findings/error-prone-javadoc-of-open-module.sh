#!/usr/bin/env bash
# Error Prone 2.42.0: the Javadoc comment of an `open module` is reported as "not actually Javadoc"; that of a plain module is not.
#
# Expected: NotJavadoc ("Avoid using `/**` for comments which aren't actually Javadoc") accepts the comment in front of every
#           module declaration: the Java Language Specification 7.7 has the modifier `open` as a part of the declaration, and
#           javadoc renders the comment as the module's description.
# Seen:     with `open`, and nothing else changed, the warning appears; a build with -Werror fails, and the obvious cure, a
#           plain comment, leaves the module without documentation.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs a JDK 17 and Maven.
set -euo pipefail
version=2.42.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<P
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>open-module</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.google.errorprone</groupId><artifactId>error_prone_core</artifactId><version>$version</version>
    </dependency>
  </dependencies>
</project>
P
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >log 2>&1 \
    || { cat log; exit 1; }
exports=()
for package in api code comp file main model parser processing tree util; do
    exports+=("-J--add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
done
for package in code comp; do exports+=("-J--add-opens=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED"); done
path=$(printf '%s:' lib/*.jar)

warnings() {
    mkdir -p "$1/film"
    printf '/** Things for films. */\n%s film { exports film; }\n' "$2" >"$1/module-info.java"
    printf 'package film;\n\n/** A film. */\npublic final class Film { private Film() {} }\n' >"$1/film/Film.java"
    javac "${exports[@]}" -XDcompilePolicy=simple --should-stop=ifError=FLOW -processorpath "$path" \
        -Xplugin:ErrorProne -d "$1/out" "$1/module-info.java" "$1/film/Film.java" 2>&1 | grep -c '\[NotJavadoc\]' || true
}
plain=$(warnings plain module)
open=$(warnings open 'open module')
printf 'Error Prone %s\nwarnings for "module":      %s\nwarnings for "open module": %s\n' "$version" "$plain" "$open"
[ "$plain" = 0 ] && [ "$open" = 1 ]
