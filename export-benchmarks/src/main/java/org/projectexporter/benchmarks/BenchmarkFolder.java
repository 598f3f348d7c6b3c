package org.projectexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that benchmarks work in: {@code -Dbenchmarks.work}, else {@code target/benchmarks} below the current one.
 */
final class BenchmarkFolder {
    private BenchmarkFolder() {}

    /** The folder, created if it does not exist. */
    static Path get() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("benchmarks.work", "target/benchmarks"))
                .toAbsolutePath());
    }
}
