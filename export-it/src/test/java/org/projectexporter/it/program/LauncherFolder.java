package org.projectexporter.it.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A small installation of the program: its launcher, and a jar that refers to the classes of this test. */
public final class LauncherFolder {
    private LauncherFolder() {}

    /** Creates it. Returns the launcher. */
    public static Path make(Path home) throws IOException {
        Path lib = Files.createDirectories(home.resolve("lib"));
        Path original = Path.of("").toAbsolutePath().resolveSibling("export-dist/src/main/sh/project-export");
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("project-export");
        Files.copy(original, launcher, StandardCopyOption.COPY_ATTRIBUTES);
        writeJar(lib.resolve("all.jar"));
        return launcher;
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(StartedProgram.classPath().split(File.pathSeparator, -1))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
