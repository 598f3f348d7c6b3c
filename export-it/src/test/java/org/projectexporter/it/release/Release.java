package org.projectexporter.it.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.testkit.fixtures.Exec;

/** Builds this checkout elsewhere, as version 1.0.0. */
final class Release {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final Path LOCAL = Path.of(System.getProperty("localRepository", "set by Surefire"));

    private Release() {}

    /** Copies the sources to {@code home}. */
    static void copySources(Path home) throws IOException {
        String version = Files.readString(ROOT.resolve("pom.xml"))
                .replaceFirst("(?s).*?<artifactId>export-parent</artifactId>\\s*<version>([^<]*)<.*", "$1");
        for (String name : Exec.in(ROOT).git("ls-files", "-z").text().split("\0", -1)) {
            Path source = ROOT.resolve(name);
            if (!name.isEmpty() && Files.isRegularFile(source)) {
                Path copy = home.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(source, copy);
                if (copy.endsWith("pom.xml")) {
                    Files.writeString(copy, Files.readString(copy).replace(version, "1.0.0"));
                }
            }
        }
    }

    /** Builds a copy of the sources with the profile of a release, without its tests. */
    static void build(Path home, String... arguments) throws IOException {
        List<String> release = List.of("-Prelease", "-DskipTests", "-Dquick");
        maven(home, LOCAL, Stream.concat(release.stream(), Stream.of(arguments)).toArray(String[]::new));
    }

    static void maven(Path folder, Path local, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of("mvn", "-B", "-q", "-Dmaven.repo.local=" + local), Stream.of(arguments))
                .toList();
        Exec.in(folder)
                .with("JAVA_HOME", Jdks.running().toString())
                .within(Duration.ofMinutes(20))
                .run(command)
                .ok();
    }
}
