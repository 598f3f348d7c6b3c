package org.projectexporter.internal.plugin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.projectexporter.ProjectExporter;
import org.projectexporter.internal.io.ErrorText;
import org.projectexporter.plugins.PluginPath.Plugin;

/** Finds plug-ins in folders and jars. What cannot be used is named in a warning, and prevents nothing else. */
public final class PluginSearch {
    private static final Logger LOG = LoggerFactory.getLogger(PluginSearch.class);

    private final ClassLoader shared = new SharedClasses(ProjectExporter.class.getClassLoader());
    private final Map<Path, Plugin> byLocation = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Adds a jar, a folder with jars, or each folder with jars in a folder without. */
    public void element(Path element) {
        attempt(element, () -> {
            Path real = element.toRealPath();
            if (!Files.isDirectory(real)) {
                add(real, List.of(real));
                return;
            }
            List<Path> jars = jarsIn(real);
            if (!jars.isEmpty()) {
                add(real, jars);
            } else if (addEachIn(real) == 0) {
                throw new IOException("there is no jar in it, and no folder");
            }
        });
    }

    /** Adds each jar and each folder with jars in a folder, which need not exist. */
    public void folder(Path folder) {
        if (Files.isDirectory(folder)) {
            attempt(folder, () -> addEachIn(folder.toRealPath()));
        }
    }

    /** What was found, in this order. */
    public List<Plugin> found() {
        return List.copyOf(byLocation.values());
    }

    /** What cannot be used, and why. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Path location, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            String problem = "the plug-in " + location + " is not used: " + ErrorText.of(e);
            LOG.warn("{}", problem);
            problems.add(problem);
        }
    }

    private int addEachIn(Path folder) throws IOException {
        requireOwn(folder);
        List<Path> candidates = list(folder).stream()
                .filter(file -> Files.isDirectory(file) || isJar(file))
                .toList();
        for (Path candidate : candidates) {
            attempt(candidate, () -> add(candidate));
        }
        return candidates.size();
    }

    /** A folder without jars may be anything, such as notes about the plug-ins. */
    private void add(Path file) throws IOException {
        List<Path> jars = Files.isDirectory(file) ? jarsIn(file) : List.of(file);
        if (!jars.isEmpty()) {
            add(file.toRealPath(), jars);
        }
    }

    private void add(Path location, List<Path> jars) throws IOException {
        if (byLocation.containsKey(location)) {
            return;
        }
        requireOwn(location);
        boolean provides = false;
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            requireOwn(jar);
            provides |= hasServices(jar);
            urls.add(jar.toUri().toURL());
        }
        if (!provides) {
            throw new IOException("it names no format, source, seal or deflate engine in META-INF/services");
        }
        ClassLoader loader = new URLClassLoader("plug-in " + location, urls.toArray(URL[]::new), shared);
        byLocation.put(location, new Plugin(location, loader));
    }

    private static boolean hasServices(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return PluginKind.ALL.stream()
                    .anyMatch(kind ->
                            zip.getEntry("META-INF/services/" + kind.type().getName()) != null);
        } catch (IOException e) {
            throw new IOException(jar.getFileName() + " is not a jar that can be read (" + ErrorText.of(e) + ")", e);
        }
    }

    /** Another user must not be able to make this one run something. */
    private static void requireOwn(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("every user may write to " + file + "; take that right away (chmod o-w)");
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        return list(folder).stream()
                .filter(file -> isJar(file) && Files.isRegularFile(file))
                .toList();
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
