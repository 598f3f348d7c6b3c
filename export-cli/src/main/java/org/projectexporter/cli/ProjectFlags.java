package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.projectexporter.sidecar.ProjectDirectory;
import org.projectexporter.sidecar.SidecarOptions;

/** Where the sidecar finds projects. */
final class ProjectFlags {
    private static final String WORKSPACE = "--workspace";
    private static final String FILE = "--projects";
    private static final String LOOKUP = "--project-lookup";
    private static final String ROOT = "--project-root";

    @Option(
            names = WORKSPACE,
            paramLabel = "DIR",
            description = "a folder whose subfolders are projects, by name; repeatable")
    List<Path> workspaces = List.of();

    @Option(
            names = FILE,
            paramLabel = "FILE",
            description = "JSON that maps ids of projects to their paths; it is read again when it changes")
    @Nullable
    Path file;

    @Option(
            names = LOOKUP,
            paramLabel = "URL",
            description = "where a backend looks up a project, for example http://127.0.0.1:8000/projects/{id}")
    @Nullable
    String lookup;

    @Option(
            names = "--project-lookup-seconds",
            paramLabel = "N",
            description = "time limit for looking up a project (default: 5)")
    long lookupSeconds = 5;

    @Option(
            names = ROOT,
            paramLabel = "DIR",
            description =
                    "a folder below which mapped projects, and targets of links in a workspace, may be; repeatable")
    List<Path> roots = List.of();

    /** Options with these projects. */
    SidecarOptions.Builder options(Path data, Map<String, String> environment) throws IOException {
        requireFolders(WORKSPACE, workspaces);
        requireFolders(ROOT, roots);
        SidecarOptions.Builder options =
                SidecarOptions.builder(data).workspaces(workspaces).projectRoots(roots);
        if (file != null && lookup != null) {
            throw new IllegalArgumentException("give either " + FILE + " or " + LOOKUP + ", not both");
        } else if (file != null) {
            options.projects(ProjectDirectory.ofFile(file));
        } else if (lookup != null) {
            if (roots.isEmpty()) {
                throw new IllegalArgumentException(
                        LOOKUP + " needs " + ROOT + ": an answer could otherwise name any folder of this machine");
            }
            String token = ServeToken.ofLookup(environment);
            options.projects(ProjectDirectory.ofLookup(lookup, token, Duration.ofSeconds(lookupSeconds)));
        } else if (workspaces.isEmpty()) {
            throw new IllegalArgumentException("give " + WORKSPACE + ", " + FILE + " or " + LOOKUP);
        }
        return options;
    }

    private static void requireFolders(String flag, List<Path> folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(flag + " " + PathText.of(folder) + " is not a folder");
            }
        }
    }
}
