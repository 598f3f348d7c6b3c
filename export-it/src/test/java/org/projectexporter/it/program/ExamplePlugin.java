package org.projectexporter.it.program;

import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.tukaani.xz.LZMA2Options;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.projectexporter.spi.ArchiveFormat;

/** The plug-ins of the folder {@code examples}, compiled here; {@code ReleaseTest} has Maven build them. */
public final class ExamplePlugin {
    private static final Path EXAMPLES = Path.of("").toAbsolutePath().resolveSibling("examples");

    private ExamplePlugin() {}

    /** The format 7z with the jars that it needs, in a new folder. */
    public static Path sevenZ(Path folder) throws IOException {
        List<Path> libraries = Stream.of(
                        SevenZFile.class,
                        LZMA2Options.class,
                        org.apache.commons.io.IOUtils.class,
                        org.apache.commons.lang3.ArrayUtils.class,
                        org.apache.commons.codec.binary.Hex.class)
                .map(ExamplePlugin::placeOf)
                .toList();
        make("format-7z", folder, libraries);
        for (Path library : libraries) {
            Files.copy(library, folder.resolve(library.getFileName()));
        }
        return folder;
    }

    /** The source object-folder, in a new folder. */
    public static Path objectFolder(Path folder) throws IOException {
        make("source-object-folder", folder, List.of());
        return folder;
    }

    private static Path placeOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static void make(String example, Path folder, List<Path> libraries) throws IOException {
        Files.createDirectories(folder);
        Path main = EXAMPLES.resolve(example).resolve("src/main");
        Path classes = Files.createTempDirectory("classes");
        compile(main.resolve("java"), classes, libraries);
        try (OutputStream out = Files.newOutputStream(folder.resolve(example + "-1.jar"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, classes);
            add(zip, main.resolve("resources"));
        }
    }

    private static void compile(Path sources, Path classes, List<Path> libraries) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        String classPath = Stream.concat(Stream.of(placeOf(ArchiveFormat.class)), libraries.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(sources)) {
            List<Path> units =
                    all.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "--release", "17");
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
                    .call()) {
                throw new IOException(messages.toString());
            }
        }
    }

    private static void add(ZipOutputStream zip, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
