package org.projectexporter.git.folder;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions.BrokenRepository;
import org.projectexporter.SourceException;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** What is done about something broken in a repository: it ends the export, or it is exported as it is and listed. */
public final class Damage {
    private Damage() {}

    /** Whether broken repositories are exported as they are. */
    public static boolean isKept(SourceContext context) {
        return context.options().brokenRepository() == BrokenRepository.KEEP;
    }

    /** Whether an error is one of a broken repository, and broken repositories are exported as they are. */
    public static boolean isKept(SourceContext context, SourceException e) {
        return isKept(context) && e.reason() == Reason.SOURCE_BROKEN;
    }

    /**
     * Reports that something is broken.
     *
     * @param path of the file or ref, relative to the repository's folder
     * @throws SourceException if this ends the export
     */
    public static void found(GitFolder repository, RawPath path, String what, PlanSink sink) throws SourceException {
        if (!isKept(repository.context())) {
            throw GitErrors.broken(repository.inArchive(), what);
        }
        sink.report(finding(repository, path, what));
    }

    /** What the manifest lists. */
    public static Finding finding(GitFolder repository, RawPath path, String what) {
        return Finding.of(
                Finding.Kind.BROKEN,
                repository.context().inArchive(repository.path().resolve(path)),
                what);
    }
}
