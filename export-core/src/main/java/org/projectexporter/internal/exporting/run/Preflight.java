package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.InvalidOptionException;
import org.projectexporter.SourceException;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Checks a request before anything is written. */
final class Preflight {
    private static final int LONGEST_NAME = 255;

    private Preflight() {}

    /** The project's folder, its own links resolved. */
    static Path projectFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new SourceException("there is no folder " + folder + "; give the project's folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new SourceException(folder + " is not a folder; give the project's folder");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new SourceException("cannot read the folder " + folder + "; make it readable");
        }
        return folder.toRealPath();
    }

    /** A volume may leave the machine before the last one is written. */
    static void requireSplittable(ArchiveFormat format, ExportOptions options) {
        if (format.needsSeek() && options.splitSizeMb().isPresent()) {
            throw new InvalidOptionException(
                    "split_size_mb",
                    "the format " + format.name() + " cannot be split into volumes, since the beginning of its archives"
                            + " is written last; write one file, or choose another format");
        }
    }

    /** The folders outside the project that may be read, their own links resolved. */
    static ReadAccess access(ExportRequest request) throws IOException {
        List<Path> roots = new ArrayList<>();
        for (Path root : request.dependencyRoots()) {
            if (!Files.isDirectory(root)) {
                throw new SourceException("the dependency root " + root + " is not a folder; give one that exists");
            }
            roots.add(root.toRealPath());
        }
        return new ReadAccess(roots, request.repositoryFolders(), request.pathMappings());
    }

    /** The name of the project's folder in the archive. */
    static RawPath name(ExportRequest request, Path project) throws SourceException {
        RawPath name = request.name().map(RawPath::of).orElseGet(() -> NativeNames.nameOf(project));
        if (name.isRoot()) {
            throw SourceException.withOption(
                    Reason.PROJECT_NAME_UNUSABLE,
                    "the folder " + project + " has no name of its own; give one",
                    "name",
                    null);
        }
        if (MetadataNames.isMetadata(name)) {
            throw SourceException.withOption(
                    Reason.PROJECT_NAME_UNUSABLE,
                    "the archive has a file " + name + " of its own; give the project another name",
                    "name",
                    null);
        }
        if (request.options().includeDependencies()
                && DependencyPlaces.folder(name).length() > LONGEST_NAME) {
            throw SourceException.withOption(
                    Reason.PROJECT_NAME_UNUSABLE,
                    "the name " + name + " is too long for a folder " + DependencyPlaces.folder(name)
                            + " next to it; give the project a shorter name",
                    "name",
                    null);
        }
        return name;
    }
}
