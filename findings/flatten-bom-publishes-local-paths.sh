#!/usr/bin/env bash
# flatten-maven-plugin 1.7.3 with flattenMode "bom" (Maven 3.8.6 and newer): the published bill of materials has a path of the machine
# that built it.
#
# Expected: a POM whose repository for releases is file://${maven.multiModuleProjectDirectory}/target/repository is published as it is
#           written, as the POMs of the other modules are: the parent's has the property, not its value.
# Seen:     flattening inherits distributionManagement into the bill of materials and resolves the property. The published POM has
#           the absolute path of the checkout, and differs between two builds of the same sources in two folders; the mode "bom" is
#           documented to keep what a bill of materials needs.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs a JDK and Maven.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for place in one two; do
    mkdir -p "$work/$place/bom"
    cd "$work/$place"
    cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging>
  <modules><module>bom</module></modules>
  <distributionManagement>
    <repository><id>here</id><url>file://${maven.multiModuleProjectDirectory}/target/repository</url></repository>
  </distributionManagement>
</project>
POM
    cat >bom/pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>example</groupId><artifactId>parent</artifactId><version>1</version></parent>
  <artifactId>bom</artifactId><packaging>pom</packaging>
  <dependencyManagement><dependencies>
    <dependency><groupId>example</groupId><artifactId>library</artifactId><version>1</version></dependency>
  </dependencies></dependencyManagement>
  <build><plugins><plugin>
    <groupId>org.codehaus.mojo</groupId><artifactId>flatten-maven-plugin</artifactId><version>1.7.3</version>
    <configuration><flattenMode>bom</flattenMode></configuration>
    <executions><execution><phase>process-resources</phase><goals><goal>flatten</goal></goals></execution></executions>
  </plugin></plugins></build>
</project>
POM
    mvn -B -q deploy >log 2>&1 || { cat log; exit 2; }
done
published=target/repository/example
has() { # a text in a published POM
    grep -cF "$1" "$work/one/$published/$2" || true
}
parent=$(has "$work" parent/1/parent-1.pom)
bom=$(has "$work" bom/1/bom-1.pom)
same=yes
cmp -s "$work/one/$published/bom/1/bom-1.pom" "$work/two/$published/bom/1/bom-1.pom" || same=no
printf 'paths of this machine: in the published parent %s, in the bill of materials %s; two builds are the same: %s\n' \
    "$parent" "$bom" "$same"
[ "$parent" = 0 ] && [ "$bom" != 0 ] && [ "$same" = no ]
