package org.projectexporter.it.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Another user of the machine, with the user id of {@code nobody}, for tests that root runs: files can be given to that
 * user, and the command line can be run as that user, without any capability. If the tests are not run by root they are
 * skipped, loudly.
 */
public final class SecondUser {
    private static final String NUMBER = "65534";

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private SecondUser() {}

    /** Skips the test that calls it if there is no second user. */
    public static void require() throws IOException {
        Tools.require("setpriv", "id", "chown");
        boolean root = Exec.in(Path.of("/")).run("id", "-u").ok().text().strip().equals("0");
        Tools.requireThat(root, "root, to act as two users");
    }

    /** Gives a folder with its contents to that user; links themselves, not their targets. */
    public static void own(Path path) throws IOException {
        Exec.in(Path.of("/")).run("chown", "-hR", NUMBER, path.toString()).ok();
    }

    /** Gives one folder to that user, but not its contents. */
    public static void ownAlone(Path path) throws IOException {
        Exec.in(Path.of("/")).run("chown", "-h", NUMBER, path.toString()).ok();
    }

    /** The name of a file's owner. */
    public static String ownerOf(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    /** The prefix that runs a command as that user. */
    public static String[] prefix() {
        return new String[] {
            "setpriv", "--reuid", NUMBER, "--regid", NUMBER, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"
        };
    }

    /** Opens a test's folder to all users, like {@code /tmp}: everyone may create names in it, and remove their own. */
    public static Path share(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setAttribute(folder, "unix:mode", 01777);
        return folder;
    }

    /** Makes a test's folder accessible to that user. */
    public static void open(Path temp) throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A copy of this test's class path that everyone may read: the original is usually readable only by root. */
    public static String classPath(Path copy) throws IOException {
        List<String> copied = new ArrayList<>();
        Path top = Files.createDirectories(copy);
        for (String element : PATH_SEPARATOR.split(StartedProgram.classPath())) {
            Path from = Path.of(element);
            if (Files.exists(from)) {
                Path to = top.resolve(copied.size() + "-" + from.getFileName());
                copy(from, to);
                copied.add(to.toString());
            }
        }
        Exec.in(top).run("chmod", "-R", "a+rX", top.toString()).ok();
        return String.join(File.pathSeparator, copied);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path place = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(file, place);
                }
            }
        }
    }
}
