package org.projectexporter.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Programs that a test needs in addition to Java and Git. If one is missing, the test is skipped with a line on
 * standard error; with {@code -Drequire.tools=true}, which CI sets, it fails.
 */
public final class Tools {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Tools() {}

    /** Skips or fails the test that calls it, unless all of {@code programs} are on the PATH. */
    public static void require(String... programs) {
        List<String> missing = List.of(programs).stream()
                .filter(program -> find(program).isEmpty())
                .toList();
        requireThat(missing.isEmpty(), "not on the PATH: " + String.join(", ", missing));
    }

    /** Skips or fails the test that calls it, unless {@code available}. */
    public static void requireThat(boolean available, String whatIsMissing) {
        if (available) {
            return;
        }
        System.err.println("SKIPPED for want of a tool: " + whatIsMissing);
        if (Boolean.getBoolean("require.tools")) {
            Assertions.fail("required, since require.tools is set: " + whatIsMissing);
        }
        Assumptions.abort(whatIsMissing);
    }

    /**
     * Skips the test that calls it, unless {@code granted}: a right that cannot be installed, such as that to mount.
     */
    public static void requireRight(boolean granted, String right) {
        if (!granted) {
            System.err.println("SKIPPED for want of a right: " + right);
            Assumptions.abort(right);
        }
    }

    /** The path of {@code program} on the PATH. */
    public static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return PATH_SEPARATOR
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
