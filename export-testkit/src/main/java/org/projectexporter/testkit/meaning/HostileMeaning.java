package org.projectexporter.testkit.meaning;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.testkit.reseal.Resealed;

/**
 * One case.
 *
 * @param name what is hostile in it
 * @param outcome what an import may do
 * @param change of the archive
 * @param planted what lies in the folder that it is imported into beforehand
 */
public record HostileMeaning(String name, Outcome outcome, Change change, Planted planted) {
    /** What an import may do. */
    public enum Outcome {
        /** Refuse it for what it means. */
        REFUSED,
        /** Find that it is not as it was made: what the manifest says of it is wrong. */
        FOUND_WRONG,
        /** Refuse it, or bring it in harmless. */
        REFUSED_OR_HARMLESS,
        /** Bring it in. */
        HARMLESS
    }

    /**
     * What surrounds the project that an import makes.
     *
     * @param project where it will be
     * @param outside a folder that is not its own, beside the folder that it lies in, with files, a program and a repository
     * @param bare a bare repository, as part of an archive
     * @param nested a repository with a working tree, as part of an archive
     */
    public record Place(Path project, Path outside, Path bare, Path nested) {}

    /** Makes a harmless archive hostile. */
    public interface Change {
        void apply(Resealed film, Place place) throws IOException;
    }

    /** Puts something beside the project's future place. */
    public interface Planted {
        void in(Place place) throws IOException;
    }

    @Override
    public String toString() {
        return name;
    }
}
