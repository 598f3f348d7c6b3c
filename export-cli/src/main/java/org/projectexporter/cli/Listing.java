package org.projectexporter.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.projectexporter.plugins.PluginPath;

/** Where a format or a source comes from, in lists of them. */
final class Listing {
    private final PluginPath plugins;

    Listing(PluginPath plugins) {
        this.plugins = plugins;
    }

    /** {@code bundled}, or the place of the plug-in. */
    String origin(Object provided) {
        return plugins.providerOf(provided)
                .map(plugin -> VisibleText.oneLine(PathText.of(plugin.location())))
                .orElse("bundled");
    }

    /** Adds the place of the plug-in, or null. */
    void addOrigin(ObjectNode item, Object provided) {
        item.put(
                "plugin",
                plugins.providerOf(provided)
                        .map(plugin -> PathText.of(plugin.location()))
                        .orElse(null));
    }
}
