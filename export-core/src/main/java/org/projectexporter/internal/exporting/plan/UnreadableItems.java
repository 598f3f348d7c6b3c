package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.SourceException;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * What a walk cannot read: reported and passed over where the options say so. Otherwise missing permissions are
 * collected, so that all of them can be granted at once, and any other error ends the walk.
 */
final class UnreadableItems {
    private static final int READABLE_BY_ALL = 0444;

    private final PlanContext context;
    private final PlanBuilder plan;
    private final EntryRole role;
    private final SortedSet<RawPath> denied = new TreeSet<>();

    UnreadableItems(PlanContext context, PlanBuilder plan, EntryRole role) {
        this.context = context;
        this.plan = plan;
        this.role = role;
    }

    /**
     * Handles an error.
     *
     * @param path what could not be read, relative to the folder of the context
     */
    void add(RawPath path, IOException error) throws IOException {
        IOException found = UnreadableEntryException.of(shown(path), error);
        if (!(found instanceof UnreadableEntryException unreadable)) {
            throw found;
        }
        if (skips()) {
            plan.report(Finding.of(Finding.Kind.UNREADABLE, context.inArchive(path), unreadable.finding()));
        } else if (error instanceof AccessDeniedException) {
            denied.add(shown(path));
        } else {
            throw unreadable;
        }
    }

    private boolean skips() {
        return context.options().onUnreadable() == OnUnreadable.SKIP;
    }

    /** Handles an error of a file that must be known, such as one whose patterns keep secrets out of the archive. */
    void addNeeded(RawPath path, IOException error) throws IOException {
        if (!(error instanceof AccessDeniedException)) {
            throw UnreadableEntryException.ofNeeded(shown(path), error);
        }
        denied.add(shown(path));
    }

    /** The form of a path in messages: relative to the project's folder. */
    RawPath shown(RawPath path) {
        return role == EntryRole.WORKING_TREE && !path.isRoot() ? path : context.inArchive(path);
    }

    /**
     * Whether the file is readable: checked only if its mode does not allow everyone to read it, and again when it is
     * opened.
     */
    static boolean isReadable(SourceItem item) {
        return (item.stat().mode() & READABLE_BY_ALL) == READABLE_BY_ALL || Files.isReadable(item.file());
    }

    /** Ends an export that lacks permissions. */
    void requireNone() throws SourceException {
        if (!denied.isEmpty()) {
            String names = denied.stream().map(RawPath::toString).collect(Collectors.joining(", "));
            throw SourceException.withOption(
                    Reason.SOURCE_UNREADABLE,
                    "cannot read " + names + "; make them readable, or leave them out",
                    skips() ? "exclude" : "onUnreadable SKIP, or exclude",
                    null);
        }
    }
}
