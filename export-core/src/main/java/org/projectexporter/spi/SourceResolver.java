package org.projectexporter.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of source: the plug-in that examines a project and contributes entries to its plan.
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
    /** {@return the unique lower-case name, such as {@code "git"}} */
    String name();

    /** {@return one line for people: what the source adds to an archive, or finds out; empty if it does not say} */
    default String description() {
        return "";
    }

    /**
     * {@return how specific this source is: of the sources that claim a folder, the one with the highest number gets
     * it} Plain files have 0, a repository 100, anything inside a repository 200.
     */
    int specificity();

    /**
     * {@return the source of one project} Called once per export, before anything is planned.
     *
     * @param context the project, the options, and what may be read
     * @throws IOException if the project cannot be exported with this source; the message says why and what to do
     */
    ProjectSource open(SourceContext context) throws IOException;

    /**
     * {@return whether the source {@linkplain ProjectSource#refine refines} files and links wherever they are, without
     * the folder around them} If so, it is also opened for the folder of each single file that is exported as a
     * dependency, and asked to refine that file only: a timeline outside the project may name media.
     */
    default boolean refinesSingleFiles() {
        return false;
    }

    /**
     * What is recorded together with a file that a document names, such as the folder of a camera's card. With {@code
     * whole_cards} it is exported with the file, as far as it may be read. Called from one thread.
     *
     * @param file a file without links, which may be read
     * @param context only what it {@linkplain SourceContext#isAllowed allows} may be looked at
     * @return absolute paths of files and folders that exist
     * @throws IOException if the file system fails
     */
    default List<Path> companions(Path file, SourceContext context) throws IOException {
        return List.of();
    }

    /**
     * {@return the restorer for an import of an untrusted archive} Called once per import.
     *
     * @param context takes what the user must know
     */
    default ProjectRestorer openRestorer(RestoreContext context) {
        return new ProjectRestorer() {};
    }
}
