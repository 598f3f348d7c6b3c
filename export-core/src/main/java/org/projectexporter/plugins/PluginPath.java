package org.projectexporter.plugins;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.projectexporter.internal.plugin.PluginSearch;

/**
 * Plug-ins that are loaded from jars: archive formats, sources with their restorers, kinds of seals and deflate
 * engines, all that {@code META-INF/services} of the jars name. Immutable, and may be used by several threads at once.
 *
 * <p>A plug-in is a jar, or a folder with jars, which belong together. Each has a class loader of its own, which sees
 * the classes of Java, of this library ({@code org.projectexporter}) and of SLF4J; everything else must be in its own
 * jars, and may be of any version. What a plug-in runs, runs with all rights of the process.
 *
 * <p>A plug-in that cannot be used is named in a warning of the log, with the reason, and prevents no other. So is a
 * format or source whose name, or suffix, an earlier one has: what is on the class path comes first, then the plug-ins
 * in the order of their path. Jars are opened when they are needed, and closed when nothing refers to them any more.
 *
 * <pre>{@code
 * PluginPath plugins = PluginPath.of(List.of(Path.of("plugins/format-7z")));
 * ProjectExporter exporter = ProjectExporter.builder().plugins(plugins).build();
 * }</pre>
 */
public final class PluginPath {
    private static final PluginPath NONE = new PluginPath(List.of(), List.of());

    private final List<Plugin> plugins;
    private final List<String> problems;

    private PluginPath(List<Plugin> plugins, List<String> problems) {
        this.plugins = List.copyOf(plugins);
        this.problems = List.copyOf(problems);
    }

    /**
     * One plug-in.
     *
     * @param location the jar, or the folder with its jars
     * @param loader loads its classes, and finds its services and no others
     */
    public record Plugin(Path location, ClassLoader loader) {}

    /** {@return no plug-ins} */
    public static PluginPath none() {
        return NONE;
    }

    /**
     * {@return the plug-ins at these places}
     *
     * @param elements each a jar; or a folder with jars, which is one plug-in; or a folder without jars, in which each
     *     folder is one
     */
    public static PluginPath of(List<Path> elements) {
        PluginSearch search = new PluginSearch();
        elements.forEach(search::element);
        return new PluginPath(search.found(), search.problems());
    }

    /**
     * {@return the plug-ins of a list of places}
     *
     * @param elements separated by {@link File#pathSeparator}, as on a class path; empty ones are passed over
     * @throws java.nio.file.InvalidPathException if an element is not a path
     */
    public static PluginPath parse(String elements) {
        return of(Stream.of(elements.split(File.pathSeparator, -1))
                .filter(element -> !element.isEmpty())
                .map(Path::of)
                .toList());
    }

    /**
     * {@return the plug-ins in a folder, sorted by name: each jar in it is one, and each folder with jars}
     *
     * @param folder none if it does not exist
     */
    public static PluginPath in(Path folder) {
        PluginSearch search = new PluginSearch();
        search.folder(folder);
        return new PluginPath(search.found(), search.problems());
    }

    /**
     * {@return these plug-ins, then those of another path that are not among them}
     *
     * @param other is asked after this one
     */
    public PluginPath and(PluginPath other) {
        List<Plugin> all = new ArrayList<>(plugins);
        other.plugins.stream()
                .filter(added ->
                        plugins.stream().noneMatch(known -> known.location().equals(added.location())))
                .forEach(all::add);
        return new PluginPath(
                all, Stream.concat(problems.stream(), other.problems.stream()).toList());
    }

    /** {@return the plug-ins whose jars can be used, in the order of the path} */
    public List<Plugin> plugins() {
        return plugins;
    }

    /** {@return what at these places cannot be used, and why, one line each} The log has the same as warnings. */
    public List<String> problems() {
        return problems;
    }

    /**
     * {@return the plug-in that an object comes from; empty if it is not of this path}
     *
     * @param provided a format or source, for example
     */
    public Optional<Plugin> providerOf(Object provided) {
        return plugins.stream()
                .filter(plugin -> plugin.loader() == provided.getClass().getClassLoader())
                .findFirst();
    }
}
