package org.projectexporter.internal.plugin;

import org.jspecify.annotations.Nullable;

import org.projectexporter.plugins.PluginPath;

/**
 * Where plug-ins are looked for.
 *
 * @param classPath null for the context class loader of the thread
 * @param path is asked afterwards
 */
public record PluginLoaders(@Nullable ClassLoader classPath, PluginPath path) {
    /** The class path alone. */
    public static final PluginLoaders CLASS_PATH = new PluginLoaders(null, PluginPath.none());
}
