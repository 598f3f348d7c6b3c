package org.projectexporter.fakes;

import org.slf4j.Logger;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.projectexporter.spi.ArchiveFormat;

/** A jar with classes that are compiled from their source, and with services. */
public final class PluginJar {
    private static final String LIBRARIES = placeOf(ArchiveFormat.class) + File.pathSeparator + placeOf(Logger.class);

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> services = new TreeMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    private static String placeOf(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    /** With a class of the package {@code acme}. */
    public PluginJar with(String name, String source) {
        sources.put(name, "package acme;\n" + source);
        return this;
    }

    /** Compiled against another jar. */
    public PluginJar against(Path jar) {
        classPath.add(jar);
        return this;
    }

    /** With a format that does nothing; {@code more} are further members of the class. */
    public PluginJar withFormat(String className, String name, String suffix, String more) {
        service("org.projectexporter.spi.ArchiveFormat", "acme." + className);
        return with(
                className,
                String.format(
                        Locale.ROOT,
                        """
                import java.nio.ByteBuffer;
                import java.nio.channels.SeekableByteChannel;
                import java.util.List;
                import org.projectexporter.spi.*;

                public class %s implements ArchiveFormat {
                    public String name() { return "%s"; }
                    public List<String> suffixes() { return List.of("%s"); }
                    public String description() { return "of a plug-in"; }
                    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) { return null; }
                    public ArchiveReader openReader(SeekableByteChannel archive) { return null; }
                    %s
                }
                """,
                        className,
                        name,
                        suffix,
                        more));
    }

    /** With a line in a file of services. */
    public PluginJar service(String type, String provider) {
        services.merge(type, provider + "\n", String::concat);
        return this;
    }

    /** A class that was there when the others were compiled. */
    public PluginJar without(String name) {
        absent.add(name);
        return this;
    }

    /** Compiles, and writes the jar. */
    public Path write(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), ".classes");
        compile(classes);
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (!absent.contains(name)) {
                    put(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            for (Map.Entry<String, String> service : services.entrySet()) {
                put(
                        zip,
                        "META-INF/services/" + service.getKey(),
                        service.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile(Path into) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringBuilder path = new StringBuilder(LIBRARIES);
        classPath.forEach(jar -> path.append(File.pathSeparator).append(jar));
        StringWriter messages = new StringWriter();
        List<SimpleJavaFileObject> units = sources.entrySet().stream()
                .map(source -> unit(source.getKey(), source.getValue()))
                .toList();
        List<String> options = List.of("-d", into.toString(), "-cp", path.toString(), "-proc:none");
        if (!compiler.getTask(messages, null, null, options, null, units).call()) {
            throw new IOException(messages.toString());
        }
    }

    private static SimpleJavaFileObject unit(String name, String source) {
        return new SimpleJavaFileObject(URI.create("string:///acme/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
