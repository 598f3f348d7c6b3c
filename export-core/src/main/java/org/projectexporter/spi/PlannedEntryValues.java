package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What a {@link PlannedEntry} holds; consistent. */
record PlannedEntryValues(
        RawPath path,
        EntryType type,
        EntryRole role,
        long size,
        Instant mtime,
        int mode,
        @Nullable RawPath linkTarget,
        @Nullable Content content,
        @Nullable ContentCheck check,
        StorageHint storage) {
    PlannedEntryValues {
        boolean file = type == EntryType.FILE || type == EntryType.HARD_LINK;
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        if (file != (content != null) || link != (linkTarget != null) || size < 0 || (!file && size != 0)) {
            throw new IllegalArgumentException("not a consistent entry of type " + type + ": " + path);
        }
    }

    /** All of it in one line, for logs. */
    @Override
    public String toString() {
        return "PlannedEntry[path=" + path + ", type=" + type + ", role=" + role + ", size=" + size + ", mtime=" + mtime
                + ", mode=" + mode + ", linkTarget=" + linkTarget + ", content=" + content + ", check=" + check
                + ", storage=" + storage + "]";
    }
}
