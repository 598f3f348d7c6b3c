package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.git.folder.NoRepository;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * What a {@code .git}, or the folder of a bare repository, leads to. A subfolder whose {@code .git} does not lead to a
 * repository is an ordinary folder; if the project's own does not, its history is missing, and the export is refused.
 */
final class RepositoryEntry {
    private static final RawPath GIT = RawPath.of(".git");
    private static final String ORDINARY =
            "an ordinary folder to Git, and so to this export, although there is a .git in it: ";

    private final SourceContext context;

    RepositoryEntry(SourceContext context) {
        this.context = context;
    }

    /**
     * The repository that an item is, or points to.
     *
     * @return null for an empty folder, which Git ignores
     * @throws SourceException if it is damaged, of an unsupported kind, or may not be read
     */
    @Nullable
    GitFolder repository(SourceItem item) throws IOException {
        GitFolder repository =
                switch (item.stat().kind()) {
                    case DIRECTORY -> isEmptyFolder(item) ? null : GitFolder.of(item, context);
                    case FILE -> target(item);
                    default ->
                        throw GitErrors.unsupported(
                                context.inArchive(item.path()),
                                "a .git that is neither file nor folder (replace it with the folder itself)");
                };
        if (repository != null) {
            RepositoryShape.check(repository);
        }
        return repository;
    }

    private GitFolder target(SourceItem file) throws IOException {
        GitLink link = GitLink.read(file, context);
        RawPath place = link.folder() == null ? file.path() : link.folder();
        return GitFolder.of(new SourceItem(link.target(), place, context.stat(link.target())), context);
    }

    /** The folder that is a repository, or that a file points to. */
    Path folder(SourceItem item) throws IOException {
        return item.isFile() ? target(item).file() : item.file();
    }

    boolean isEmptyFolder(SourceItem git) throws IOException {
        return git.isDirectory() && FolderListing.of(git, context).isEmpty();
    }

    /** The project's own {@code .git}, or the folder of a bare one; null if there is none. */
    @Nullable
    SourceItem ofProject(boolean bare) throws IOException {
        RawPath path = bare ? RawPath.ROOT : GIT;
        Path file = NativeNames.resolve(context.projectFolder(), path);
        return GitLink.kind(file) == null ? null : new SourceItem(file, path, context.stat(file));
    }

    /**
     * Whether there is no repository; then this is reported. One that is broken or of an unsupported kind does not
     * count as one either if the user has excluded it.
     *
     * @throws SourceException if the project's own repository is gone, and this ends the export
     */
    boolean isNone(SourceItem item, PlanSink sink) throws IOException {
        if (!item.isNamed(GIT) || isEmptyFolder(item)) {
            return false;
        }
        String why = NoRepository.why(item, context);
        if (why == null) {
            return isExcluded(item, sink);
        }
        if (!item.path().equals(GIT)) {
            sink.report(Finding.of(Finding.Kind.LEFT_OUT, context.inArchive(item.path()), why));
            sink.report(Finding.of(
                    Finding.Kind.NOTE, context.inArchive(RelativePaths.parentOf(item.path())), ORDINARY + why));
        } else if (Damage.isKept(context)) {
            sink.report(Finding.of(
                    Finding.Kind.BROKEN,
                    context.inArchive(item.path()),
                    why + "; the files of the project are exported without any history"));
        } else {
            throw GitErrors.broken(context.inArchive(item.path()), why + "; restore what it points to");
        }
        return true;
    }

    private boolean isExcluded(SourceItem item, PlanSink sink) throws IOException {
        if (!context.isTakenByPattern(item.path())) {
            return false;
        }
        try {
            repository(item);
            return false;
        } catch (SourceException e) {
            sink.report(Finding.of(
                    Finding.Kind.LEFT_OUT,
                    context.inArchive(item.path()),
                    "excluded, since it cannot be exported: " + GitErrors.what(e)));
            return true;
        }
    }
}
