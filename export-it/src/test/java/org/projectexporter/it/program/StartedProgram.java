package org.projectexporter.it.program;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.cli.Main;
import org.projectexporter.testkit.fixtures.Exec;

/**
 * The class path of this test like that of an installed program: unsigned jars, and an archive of the classes that most
 * runs load. A JVM starts in half the time with it, and tests start several hundred.
 */
public final class StartedProgram {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final StartedProgram OF_THIS_TEST = make();

    private final Path folder;
    private final String classPath;
    private final List<String> options;

    private StartedProgram(Path folder, String classPath, List<String> options) {
        this.folder = folder;
        this.classPath = classPath;
        this.options = List.copyOf(options);
    }

    /** Where all of it is. */
    public static Path folder() {
        return OF_THIS_TEST.folder;
    }

    /** The JVM options for the class path. */
    static String classPath() {
        return OF_THIS_TEST.classPath;
    }

    /** The JVM options with which this test starts programs faster. */
    static List<String> options() {
        return OF_THIS_TEST.options;
    }

    private static StartedProgram make() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "programs-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            String classPath = jars(folder);
            Path archive = folder.resolve("classes.jsa");
            dump(classPath, archive, Files.createDirectory(folder.resolve("work")));
            return new StartedProgram(
                    folder, classPath, Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            Exec.in(folder.getParent()).run("rm", "-rf", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jars(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String element : PATH_SEPARATOR.split(System.getProperty("java.class.path"))) {
            Path from = Path.of(element).toAbsolutePath();
            if (Files.isDirectory(from)) {
                Path jar = folder.resolve(jars.size() + "-classes.jar");
                pack(from, jar);
                jars.add(jar.toString());
            } else if (Files.exists(from)) {
                Path jar = Files.copy(from, folder.resolve(jars.size() + "-" + from.getFileName()));
                unsign(jar);
                jars.add(jar.toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.toList()) {
                Path place = zip.getPath("/").resolve(classes.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(file, place);
                }
            }
        }
    }

    /**
     * Copies a jar without its signature, which the JVM would check at every start, and of which it archives no class.
     */
    private static void unsign(Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path information = zip.getPath("META-INF");
            if (!Files.isDirectory(information)) {
                return;
            }
            try (Stream<Path> files = Files.list(information)) {
                for (Path file : files.toList()) {
                    if (file.toString().endsWith(".SF") || file.toString().endsWith(".RSA")) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Creates the class archive; if the JVM cannot, everything works without it, but more slowly. */
    private static void dump(String classPath, Path archive, Path work) throws IOException {
        Exec exec = Exec.in(work).within(Duration.ofMinutes(10));
        Path project = Files.createDirectory(work.resolve("film"));
        Files.writeString(project.resolve("scene.txt"), "A film.\n");
        Exec.in(project).git("init", "-q");
        Exec.in(project).git("add", ".");
        exec.run(
                Jdks.running().resolve("bin/java").toString(),
                "-XX:ArchiveClassesAtExit=" + archive,
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                WarmUp.class.getName(),
                work.toString());
    }

    /** Does what most tests do, so that the classes are loaded. */
    static final class WarmUp {
        private WarmUp() {}

        /** Runs with a folder that contains a project {@code film}. */
        public static void main(String[] arguments) {
            String work = arguments[0];
            for (String format : List.of("zip", "tar.gz")) {
                String archive = work + "/film." + format;
                run("export", work + "/film", "-o", archive);
                run("verify", archive);
                run("import", archive, work + "/" + format);
            }
        }

        private static void run(String... command) {
            Main.ofProcess().run(command);
        }
    }
}
