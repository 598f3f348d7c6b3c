package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Folders that an import creates next to a project's: parts of it, and no projects of their own. Otherwise an import
 * would create projects that its token is not for.
 */
final class ProjectParts {
    /** The manifest and the checksums; this program removes it. */
    static final String METADATA = ".import";
    /** What the project refers to outside itself. */
    static final String DEPENDENCIES = ".dependencies";

    private ProjectParts() {}

    /** The project that a folder of this name is a part of, if that exists; empty if it is not the name of a part. */
    static Optional<String> ownerOf(String name) {
        for (String suffix : new String[] {METADATA, DEPENDENCIES}) {
            if (name.endsWith(suffix) && name.length() > suffix.length()) {
                return Optional.of(name.substring(0, name.length() - suffix.length()));
            }
        }
        return Optional.empty();
    }

    /** The dependencies of the project in this folder of a workspace; empty if it has none. */
    static Optional<Path> dependenciesOf(Path project) {
        Path parent = project.getParent();
        if (parent == null) {
            return Optional.empty();
        }
        Path folder = NativeNames.resolve(parent, RawPath.of(NativeNames.nameOf(project) + DEPENDENCIES));
        return Optional.of(folder).filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS));
    }
}
