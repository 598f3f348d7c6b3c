#!/usr/bin/env bash
# jetty-http 12.1.13: its helpers for dates, lists and ranges do not follow RFC 9110 on ordinary valid headers.
#
# Expected: 1. HttpDateTime.format of 2 January writes "Fri, 02 Jan 2026 ..." (5.6.7: the day has two digits).
#           2. QuotedCSV splits `"a", W/"b"`, the value of an If-None-Match with a weak tag (8.8.3, 13.1.2), in two.
#           3. ByteRange.parse tells a header that has to be ignored (14.2: another unit) from a range beyond the end (416).
#           4. HttpDateTime.parse refuses a date whose zone is not GMT, or reads it in that zone.
# Seen:     1. "Fri, 2 Jan 2026 ..."; DateGenerator of the same package is right. 2. It throws ("Bad Quotes in Token").
#           3. Both give an empty list. 4. "+0100" is passed over: the time is off by an hour.
#
# Exits 0 as long as all four are the case, 1 if one has changed. Needs a JDK 17 and Maven.
set -euo pipefail
version=12.1.13
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<P
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>jetty-http</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.eclipse.jetty</groupId><artifactId>jetty-http</artifactId><version>$version</version>
    </dependency>
  </dependencies>
</project>
P
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >log 2>&1 \
    || { cat log; exit 1; }
cat >Headers.java <<'J'
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jetty.http.ByteRange;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.QuotedCSV;

public final class Headers {
    private static int unchanged;

    private static void show(String what, String seen, boolean asBefore) {
        System.out.println(what + ": " + seen);
        unchanged += asBefore ? 1 : 0;
    }

    private static String split(String list) {
        try {
            return new QuotedCSV(true, list).getValues().toString();
        } catch (IllegalArgumentException e) {
            return "throws " + e.getMessage();
        }
    }

    private static String parsed(String date) {
        try {
            return HttpDateTime.parse(date).toInstant().toString();
        } catch (RuntimeException e) {
            return "throws " + e.getMessage();
        }
    }

    public static void main(String[] args) {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        String date = HttpDateTime.format(time.atOffset(ZoneOffset.UTC));
        String right = DateGenerator.formatDate(time);
        show("1. HttpDateTime.format", date + " (DateGenerator: " + right + ")",
                date.equals("Fri, 2 Jan 2026 03:04:05 GMT") && right.equals("Fri, 02 Jan 2026 03:04:05 GMT"));
        String tags = split("\"a\", W/\"b\"");
        show("2. QuotedCSV of \"a\", W/\"b\"", tags, tags.startsWith("throws Bad Quotes"));
        List<ByteRange> unit = ByteRange.parse(List.of("lines=0-3"), 10);
        List<ByteRange> beyond = ByteRange.parse(List.of("bytes=10-"), 10);
        show("3. ByteRange of lines=0-3 and of bytes=10- of 10 bytes", unit + " " + beyond,
                unit.isEmpty() && beyond.isEmpty());
        String zone = parsed("Fri, 02 Jan 2026 03:04:05 +0100");
        show("4. HttpDateTime.parse of 03:04:05 +0100", zone, zone.equals("2026-01-02T03:04:05Z"));
        System.exit(unchanged == 4 ? 0 : 1);
    }
}
J
echo "jetty-http $version"
javac -cp 'lib/*' -d . Headers.java
java -cp 'lib/*:.' Headers 2>errors || { cat errors; exit 1; }
