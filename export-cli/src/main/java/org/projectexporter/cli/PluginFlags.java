package org.projectexporter.cli;

import picocli.CommandLine.Option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.projectexporter.ProjectExporter;
import org.projectexporter.plugins.PluginPath;

/** Where plug-ins are: of this run, of the environment, and of the installation, in this order. */
final class PluginFlags {
    /** A list of places, as for the flag. */
    static final String VARIABLE = "PROJECT_EXPORT_PLUGINS";

    /** The property with the folder of the installation, which its launcher sets. */
    static final String FOLDER = "project.export.plugins";

    @Option(
            names = "--plugin-path",
            paramLabel = "PATH",
            description = "plug-ins: jars, folders with the jars of one plug-in, and folders of such folders, separated"
                    + " as on a class path; repeatable; before those of " + VARIABLE)
    List<String> paths = new ArrayList<>();

    /** All plug-ins; those that cannot be used are named on standard error. */
    PluginPath path(Map<String, String> environment) {
        PluginPath all = PluginPath.none();
        for (String path : paths) {
            all = all.and(parse("--plugin-path", path));
        }
        String variable = environment.get(VARIABLE);
        if (variable != null) {
            all = all.and(parse(VARIABLE, variable));
        }
        String folder = System.getProperty(FOLDER);
        return folder == null ? all : all.and(PluginPath.in(Path.of(folder)));
    }

    /** An exporter with all plug-ins. */
    ProjectExporter exporter(Console console) {
        return ProjectExporter.builder().plugins(path(console.environment())).build();
    }

    private static PluginPath parse(String option, String path) {
        try {
            return PluginPath.parse(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
