package org.projectexporter.it.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * The files that an export has left in a folder that contains nothing else.
 *
 * @param sha256 the digest of each file, by name; for folders, the empty string
 */
public record OutFolder(Map<String, String> sha256) {
    public static OutFolder of(Path folder) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                boolean regular = Files.isRegularFile(file);
                found.put(file.getFileName().toString(), regular ? TreeSnapshot.sha256(file) : "");
            }
        }
        return new OutFolder(found);
    }

    /** Fails unless the folder is as this one was, with the same files of the same content and nothing else. */
    public void assertSameAs(Path folder, String story) throws IOException {
        assertThat(of(folder).sha256).as(story).isEqualTo(sha256);
    }

    /** Fails if the archive bears its final name (its first volume, that is, which comes last) without being whole. */
    public void assertNothingBearsTheNameTooEarly(Path target, String story) throws IOException {
        Path first = sha256.containsKey(target.getFileName().toString())
                ? target
                : target.resolveSibling(target.getFileName() + ".001");
        if (Files.exists(first)) {
            Map<String, String> there = of(target.getParent()).sha256;
            assertThat(there).as(story).containsAllEntriesOf(sha256);
        }
    }

    /** Makes the folder, or removes what an export has left in it. */
    public static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
