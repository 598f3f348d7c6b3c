package org.projectexporter.internal.exporting.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.spi.RawPath;

/**
 * What an export does about files that cannot be read. A file is in the archive completely or not at all: one that
 * turns out to be unreadable when its beginning is already written is recorded here, and left out when the export
 * resumes before it. Thread-safe.
 */
public final class UnreadableFiles {
    private final OnUnreadable what;
    private final Map<RawPath, UnreadableEntryException> known = new ConcurrentHashMap<>();

    /** No file is known to be unreadable yet. */
    public UnreadableFiles(OnUnreadable what) {
        this.what = what;
    }

    /** What is done. */
    public OnUnreadable what() {
        return what;
    }

    /** Whether they are skipped; otherwise they end the export. */
    public boolean areSkipped() {
        return what == OnUnreadable.SKIP;
    }

    /**
     * Records a file of which a part is already written.
     *
     * @return whether the export may resume without it
     */
    public boolean skipWritten(UnreadableEntryException unreadable) {
        return areSkipped() && known.putIfAbsent(unreadable.path(), unreadable) == null;
    }

    /** Reports a file that was recorded as it was found then. */
    void requireReadable(RawPath path) throws UnreadableEntryException {
        UnreadableEntryException found = known.get(path);
        if (found != null) {
            throw found;
        }
    }
}
