package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder whose folders are the projects. A project is looked up among the names that the folder has, and never by joining a
 * name to a path; links are no projects.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Workspace {
    private final Path folder;

    public Workspace(Path folder) {
        this.folder = folder;
    }

    /** Ids of all projects, sorted: names that are valid UTF-8 and do not begin with a dot. */
    public List<String> projects() throws IOException {
        throw new UnsupportedOperationException("" + folder);
    }

    /** The project's folder; empty if there is none of that id. */
    public Optional<Path> find(String id) throws IOException {
        throw new UnsupportedOperationException(id);
    }

    /**
     * Where an import may make a project of this id.
     *
     * @throws IllegalArgumentException if no project can have this id
     */
    public Path placeFor(String id) {
        throw new UnsupportedOperationException(id);
    }
}
