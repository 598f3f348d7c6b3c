package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system calls with file names in a log of {@code strace -f -y}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/strace.1.html">strace(1)</a>
 */
public final class SystemCalls {
    private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)$");
    private static final Pattern NAMED =
            Pattern.compile("(?:(?:AT_FDCWD|\\d+)<([^>]*)>, )?\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<([^>]*)>");
    private static final Pattern OPENS = Pattern.compile("open|openat|openat2|creat");
    private static final Pattern CHANGES = Pattern.compile(
            "(f?chmod|f?chown|rename|link|symlink|unlink|mkdir|mknod|utimensat|utime|f?truncate|f?setxattr|rmdir).*");
    private static final Pattern OPENS_TO_CHANGE = Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC");
    private static final Set<String> READS_LINK_ONLY = Set.of("readlink", "readlinkat");

    /**
     * One call with one of the files that it names.
     *
     * @param name the name of the call
     * @param file the absolute path of the file
     * @param line the line printed by strace
     */
    public record Call(String name, String file, String line) {
        public boolean opens() {
            return OPENS.matcher(name).matches();
        }

        public boolean changes() {
            return CHANGES.matcher(name).matches()
                    || (opens() && OPENS_TO_CHANGE.matcher(line).find());
        }

        public boolean starts() {
            return isExec(name);
        }

        public boolean isBelow(Path folder) {
            return file.equals(folder.toString()) || file.startsWith(folder + "/");
        }
    }

    private final List<Call> calls = new ArrayList<>();

    private SystemCalls() {}

    public static String[] strace(Path log) {
        return new String[] {
            "strace",
            "-f",
            "-y",
            "--seccomp-bpf",
            "-s",
            "8192",
            "-e",
            "trace=%file,fchmod,fchown,ftruncate,fsetxattr",
            "-o",
            log.toString()
        };
    }

    public static SystemCalls read(Path log) throws IOException {
        SystemCalls calls = new SystemCalls();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            calls.parse(line);
        }
        return calls;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Resolves names relative to the folder of the descriptor before them. */
    private void parse(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches() || READS_LINK_ONLY.contains(call.group(1))) {
            return;
        }
        String arguments = call.group(2);
        Matcher descriptor = DESCRIPTOR.matcher(arguments);
        Matcher named = NAMED.matcher(arguments);
        boolean found = false;
        if (call.group(1).startsWith("symlink")) {
            named.find(); // the text of the link: symlink(2)
        }
        while (named.find() && !(found && isExec(call.group(1)))) {
            found = true;
            calls.add(new Call(call.group(1), absolute(named.group(1), named.group(2)), line));
        }
        if (!found && descriptor.find()) {
            calls.add(new Call(call.group(1), descriptor.group(1), line));
        }
    }

    /** The program is the first name; its arguments follow. */
    private static boolean isExec(String name) {
        return name.startsWith("execve");
    }

    private static String absolute(String folder, String name) {
        return name.startsWith("/") || folder == null
                ? name
                : Path.of(folder).resolve(name).normalize().toString();
    }
}
