package org.projectexporter.git.program;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.spi.SourceContext;

/**
 * The installed program {@code git}, run in an environment that does not depend on the machine: no configuration of the
 * system or the user, no home folder, no fetching, and no variables other than those that are set here (git(1),
 * "Environment Variables").
 *
 * @param file the executable
 * @param path the PATH on which it finds its own parts
 */
record GitProgram(Path file, String path) {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final Pattern VERSION = Pattern.compile("git version (\\d{1,6})\\.(\\d{1,6}).*");
    /**
     * The first version with {@code --filter=object:type} and {@code --filter-provided-objects}: Git's release notes.
     */
    private static final int OLDEST_MAJOR = 2;

    private static final int OLDEST_MINOR = 32;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "LC_ALL", "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_ATTR_NOSYSTEM", "1",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0");

    /** Options for a command that has no repository, or one whose configuration must be ignored. */
    private static final List<String> QUIET = List.of(
            "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never", "--no-pager");

    /**
     * Finds the program on a PATH. Folders in the project, whose programs are never run, and folders relative to the
     * current directory are skipped.
     *
     * @throws GitUnavailableException if there is no program, or it is too old
     */
    static GitProgram find(String path, SourceContext context) throws IOException {
        for (String folder : SEPARATOR.splitAsStream(path).toList()) {
            Path file = Path.of(folder, "git");
            boolean trusted = file.isAbsolute()
                    && Files.isRegularFile(file)
                    && Files.isExecutable(file)
                    && !file.toRealPath().startsWith(context.projectFolder());
            if (trusted) {
                return new GitProgram(file, path).checked();
            }
        }
        throw new GitUnavailableException("there is no git on the PATH; install Git, then try again");
    }

    private GitProgram checked() throws IOException {
        ProcessBuilder builder = builder(List.of("--version")).redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null"));
        Process process = start(builder);
        String text = new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8);
        process.destroyForcibly();
        Matcher version = VERSION.matcher(text.strip());
        if (!version.matches()) {
            throw new GitUnavailableException(file + " does not report its version");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
            throw new GitUnavailableException(
                    "git " + major + "." + minor + " is too old, " + OLDEST_MAJOR + "." + OLDEST_MINOR + " is needed");
        }
        return this;
    }

    static Process start(ProcessBuilder builder) throws GitUnavailableException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new GitUnavailableException("git cannot be started: " + e.getMessage(), e);
        }
    }

    /** A process with these arguments that has not been started; the caller may add to its environment. */
    ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(QUIET);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("PATH", path);
        return builder;
    }
}
