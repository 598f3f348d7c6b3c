package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

import org.projectexporter.spi.RawPath;

/** An archive was refused because of a defect. Nothing in it should be trusted. */
public final class RefusedArchiveException extends ExportException {
    private static final long serialVersionUID = 1L;

    private final ArchiveDefect defect;
    private final String found;
    private final transient @Nullable RawPath entry;

    /**
     * @param entry where it was found; null if it concerns the entire archive
     * @param found what was found, in one phrase
     */
    public RefusedArchiveException(ArchiveDefect defect, @Nullable RawPath entry, String found) {
        this(defect, entry, found, null);
    }

    /** Creates the exception with a cause. */
    public RefusedArchiveException(
            ArchiveDefect defect, @Nullable RawPath entry, String found, @Nullable Throwable cause) {
        super(
                Reason.ARCHIVE_REFUSED,
                "the archive was refused: " + (entry == null ? "" : "entry \"" + entry + "\": ") + found,
                cause);
        this.defect = defect;
        this.entry = entry;
        this.found = found;
    }

    /** {@return what was found, in one phrase} */
    public String found() {
        return found;
    }

    /** {@return the kind of defect} */
    public ArchiveDefect defect() {
        return defect;
    }

    /** {@return the entry in which it was found; empty if it concerns the entire archive} */
    public Optional<RawPath> entry() {
        return Optional.ofNullable(entry);
    }
}
