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

import org.projectexporter.testkit.Exec;
import org.projectexporter.testkit.Tools;

/**
 * Another user of the machine, that with the number of {@code nobody}, for tests that root runs: files can be given to that user, and the command line be run as
 * that user, without any capability. Where root does not run the tests they are skipped, loudly.
 */
public final class SecondUser {
    private static final String NUMBER = "65534";

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private SecondUser() {}

    /** Skips the test that calls it where there is no second user. */
    public static void require() throws IOException {
        Tools.require("setpriv", "id", "chown");
        boolean root = Exec.in(Path.of("/")).run("id", "-u").ok().text().strip().equals("0");
        Tools.requireThat(root, "root, to act as two users");
    }

    /** Gives a folder with all that is in it to that user; links themselves, not what they lead to. */
    public static void own(Path path) throws IOException {
        Exec.in(Path.of("/")).run("chown", "-hR", NUMBER, path.toString()).ok();
    }

    /** Gives one folder to that user, and not what is in it. */
    public static void ownAlone(Path path) throws IOException {
        Exec.in(Path.of("/")).run("chown", "-h", NUMBER, path.toString()).ok();
    }

    /** What the machine calls the owner of a file. */
    public static String ownerOf(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    /** What to put before a command for it to be that user's. */
    public static String[] prefix() {
        return new String[] {
            "setpriv", "--reuid", NUMBER, "--regid", NUMBER, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"
        };
    }

    /** Opens a folder of a test to all, as {@code /tmp} is: everybody may make names in it, and remove their own. */
    public static Path share(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setAttribute(folder, "unix:mode", 01777);
        return folder;
    }

    /** Lets that user reach a test's folder. */
    public static void open(Path temp) throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A copy of this test's class path that everybody may read: the one that it has is root's own, most often. */
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
