package org.projectexporter.git.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.spi.ProjectRestorer;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.SourceContext;

/** An unpacked archive as a project that Git reads: nothing outside the folder that it was unpacked into is allowed. */
final class UnpackedProject implements SourceContext {
    private final Path folder;
    private final ProjectRestorer.ProofContext context;

    private UnpackedProject(Path folder, ProjectRestorer.ProofContext context) {
        this.folder = folder;
        this.context = context;
    }

    /** The project, and its dependencies next to it. */
    static UnpackedProject of(RestoredTree tree, ProjectRestorer.ProofContext context) throws IOException {
        Path project = tree.fileOf(tree.name());
        return new UnpackedProject(Objects.requireNonNull(project.getParent()).toRealPath(), context);
    }

    @Override
    public Path projectFolder() {
        return folder;
    }

    @Override
    public ExportOptions options() {
        return ExportOptions.builder().build();
    }

    @Override
    public RawPath inArchive(RawPath path) {
        return path;
    }

    @Override
    public boolean isTakenByPattern(RawPath path) {
        return false;
    }

    @Override
    public boolean isAllowed(Path real) {
        return real.startsWith(folder);
    }

    @Override
    public boolean allowsRepositoryFolders() {
        return false;
    }

    @Override
    public void readsOutside(Path outside) {
        // nothing outside is allowed
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        context.checkCancelled();
    }
}
