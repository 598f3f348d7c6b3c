package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.projectexporter.internal.plugin.PluginLoaders;
import org.projectexporter.plugins.PluginPath;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;

/**
 * The plug-ins of an exporter or importer, as their builders collect them.
 *
 * @param <B> the builder
 */
abstract class PluginChoices<B extends PluginChoices<B>> {
    final List<ArchiveFormat> formats = new ArrayList<>();
    final List<SourceResolver> sources = new ArrayList<>();
    private @Nullable ClassLoader classLoader;
    private PluginPath plugins = PluginPath.none();

    PluginChoices() {}

    abstract B self();

    PluginLoaders loaders() {
        return new PluginLoaders(classLoader, plugins);
    }

    /**
     * {@return this builder, with a further format} It comes before one of the same name on the class path.
     *
     * @param format for archives to be written and read, also of untrusted content
     */
    public B format(ArchiveFormat format) {
        formats.add(Objects.requireNonNull(format));
        return self();
    }

    /**
     * {@return this builder, with a further source} It comes before one of the same name on the class path.
     *
     * @param source for projects to be exported and verified; its restorer takes part in an import
     */
    public B source(SourceResolver source) {
        sources.add(Objects.requireNonNull(source));
        return self();
    }

    /**
     * {@return this builder, with the class loader that finds the plug-ins of the class path} {@code build()} asks it
     * once, through {@link java.util.ServiceLoader}. Set one in a container that loads this library apart from the
     * plug-ins, or on a thread without a useful context class loader.
     *
     * @param value by default, the context class loader of the thread that calls {@code build()}
     */
    public B classLoader(ClassLoader value) {
        classLoader = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with plug-ins that are not on the class path}
     *
     * @param value none by default
     */
    public B plugins(PluginPath value) {
        plugins = Objects.requireNonNull(value);
        return self();
    }
}
