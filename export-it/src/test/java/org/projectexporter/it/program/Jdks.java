package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs next to the running one, by version: {@code JAVA_HOME} of each. */
public final class Jdks {
    private Jdks() {}

    /** The version of the running JDK. */
    public static Path running() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A JDK of this version, such as 25; the running one if it has it. */
    public static Optional<Path> find(int version) throws IOException {
        TreeMap<Path, Integer> found = new TreeMap<>();
        try (Stream<Path> homes = Files.list(running().toRealPath().getParent())) {
            for (Path home : homes.toList()) {
                if (Files.isExecutable(home.resolve("bin/java"))) {
                    found.put(home.toRealPath(), version(home));
                }
            }
        }
        if (version(running()) == version) {
            return Optional.of(running());
        }
        return found.keySet().stream()
                .filter(home -> found.get(home) == version)
                .findFirst();
    }

    /** From the file {@code release}, which each JDK has: {@code JAVA_VERSION="25.0.1"}. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(release));
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        String feature = version.replaceAll("[^0-9].*", "");
        return feature.isEmpty() ? 0 : Integer.parseInt(feature);
    }
}
