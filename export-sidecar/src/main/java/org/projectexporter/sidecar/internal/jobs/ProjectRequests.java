package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.sidecar.SidecarOptions;

/** Creates the requests for the library, for exports and for their estimates. */
final class ProjectRequests {
    private final SidecarOptions options;

    ProjectRequests(SidecarOptions options) {
        this.options = options;
    }

    /**
     * A request for an archive of a project.
     *
     * @param name of the folder in the archive
     */
    ExportRequest.Builder of(FoundProject project, String name, Path target, ExportOptions chosen) {
        ExportRequest.Builder request = ExportRequest.builder(project.folder(), target)
                .options(chosen)
                .name(name)
                .dependencyRoots(dependencyRoots(project, chosen))
                .pathMappings(options.pathMappings())
                .repositoryFolders(false);
        return project.mapped() ? request.projectId(project.id()) : request;
    }

    /** The dependencies that an import has created are a part of the project, so that links to them are followed. */
    private List<Path> dependencyRoots(FoundProject project, ExportOptions chosen) {
        List<Path> roots = new ArrayList<>(options.dependencyRoots());
        if (chosen.includeDependencies()) {
            project.dependencies().ifPresent(roots::add);
        }
        return roots;
    }
}
