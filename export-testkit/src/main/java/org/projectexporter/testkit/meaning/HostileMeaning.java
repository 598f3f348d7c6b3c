package org.projectexporter.testkit.meaning;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.testkit.reseal.Resealed;

/**
 * One case.
 *
 * @param name what is hostile in it
 * @param outcome what an import may do
 * @param change the change of the archive
 * @param planted what is placed beforehand in the folder that it is imported into
 */
public record HostileMeaning(String name, Outcome outcome, Change change, Planted planted) {
    /** What an import may do. */
    public enum Outcome {
        /** Refuse it because of its meaning. */
        REFUSED,
        /** Find it damaged: the manifest's statements about it are wrong. */
        FOUND_WRONG,
        /** Refuse it, or import it in a harmless form. */
        REFUSED_OR_HARMLESS,
        /** Import it. */
        HARMLESS
    }

    /**
     * The surroundings of the project that an import creates.
     *
     * @param project the future path of the project
     * @param outside an unrelated folder, next to the project's parent folder, with files, a program and a repository
     * @param bare a bare repository, as part of an archive
     * @param nested a repository with a working tree, as part of an archive
     */
    public record Place(Path project, Path outside, Path bare, Path nested) {}

    /** Makes a harmless archive hostile. */
    public interface Change {
        /** Changes the archive. */
        void apply(Resealed film, Place place) throws IOException;
    }

    /** Places something next to the project's future path. */
    public interface Planted {
        /** Creates the files. */
        void in(Place place) throws IOException;
    }

    @Override
    public String toString() {
        return name;
    }
}
