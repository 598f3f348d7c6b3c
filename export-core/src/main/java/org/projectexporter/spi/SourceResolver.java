package org.projectexporter.spi;

import java.io.IOException;

/**
 * A kind of source: the plug-in that looks at a project and contributes entries to its plan.
 *
 * <p>An implementation must
 *
 * <ul>
 *   <li>have a public no-argument constructor and be named in {@code META-INF/services};
 *   <li>keep no state between exports: all of it belongs to the {@link ProjectSource};
 *   <li>create, change and remove nothing in the project, start no process, open only regular files.
 * </ul>
 *
 * <p>{@link #open} may be called from several threads at once.
 */
public interface SourceResolver {
    /** The lower-case name, as in {@code "git"}; unique. */
    String name();

    /**
     * How special this source is: of the sources that claim a folder the one with the highest number gets it. The plain
     * files have 0, a repository 100, what lies inside a repository 200.
     */
    int specificity();

    /**
     * Looks at the project. Called once an export, before anything is planned.
     *
     * @throws IOException if the project cannot be exported with this source; the message says why and what to do
     */
    ProjectSource open(SourceContext context) throws IOException;

    /** What watches over an import, in which the archive may come from anyone. Called once an import. */
    default ProjectRestorer openRestorer(RestoreContext context) {
        return new ProjectRestorer() {};
    }
}
