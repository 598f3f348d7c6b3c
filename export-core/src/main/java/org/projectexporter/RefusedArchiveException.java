package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

import org.projectexporter.spi.RawPath;

/** An archive was refused because of a defect. Nothing in it should be trusted. */
public final class RefusedArchiveException extends ExportException {
    private static final long serialVersionUID = 1L;

    /** What kind of defect it is. */
    private final ArchiveDefect defect;
    /** One phrase for people. */
    private final String found;

    private final transient @Nullable RawPath entry;

    /**
     * Says what was found, and where.
     *
     * @param defect the kind of defect
     * @param entry where it was found; null if it concerns the entire archive
     * @param found what was found, in one phrase
     */
    public RefusedArchiveException(ArchiveDefect defect, @Nullable RawPath entry, String found) {
        this(defect, entry, found, null);
    }

    /**
     * Says what was found, where, and what revealed it.
     *
     * @param defect the kind of defect
     * @param entry where it was found; null if it concerns the entire archive
     * @param found what was found, in one phrase
     * @param cause the failure that revealed it; null if there is none
     */
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
