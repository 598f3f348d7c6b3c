package org.projectexporter.media.mhl;

import java.io.IOException;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** Reports how the files of a project compare with what earlier generations recorded. */
final class MhlSummary {
    private final SealFormat.Sink sink;
    private long verified;
    private long original;
    private long renamed;
    private long leftOut;
    private long links;

    MhlSummary(SealFormat.Sink sink) {
        this.sink = sink;
    }

    void verified() {
        verified++;
    }

    void original() {
        original++;
    }

    void renamed() {
        renamed++;
    }

    /** A file differs from what was recorded. */
    void failed(RawPath path, MhlHash kind, byte[] recorded, byte[] now) throws IOException {
        sink.report(Finding.of(
                Finding.Kind.SEAL_FAILED,
                path,
                "differs from what ASC MHL recorded of it: " + kind.element() + " " + kind.text(recorded) + ", now "
                        + kind.text(now)));
    }

    /** A file that was recorded is a symbolic link. */
    void link() {
        links++;
    }

    /** A file that was recorded is not in the archive. */
    void missing(RawPath path) throws IOException {
        missing(path, sink.isLeftOut(path));
    }

    /** A folder that was recorded is not in the archive. */
    void missingFolder(RawPath path) throws IOException {
        missing(path, sink.isLeftOut(path) || sink.isLeftOut(path.resolve("any")));
    }

    private void missing(RawPath path, boolean isLeftOut) throws IOException {
        if (isLeftOut) {
            leftOut++;
        } else {
            sink.report(Finding.of(Finding.Kind.SEAL_FAILED, path, "was recorded by ASC MHL and is missing"));
        }
    }

    /**
     * Reports the totals.
     *
     * @param generation of the project's own history
     * @param unnameable number of files and folders whose names XML cannot have
     */
    void report(int generation, long unnameable) throws IOException {
        sink.report(Finding.note("generation " + generation + " of ASC MHL: " + verified + " files as recorded before, "
                + original + " new, " + renamed + " renamed"));
        if (leftOut > 0) {
            sink.report(
                    Finding.note(leftOut + " files and folders that ASC MHL recorded are left out of this archive by"
                            + " options and defaults; a check of its history will miss them"));
        }
        if (links > 0) {
            sink.report(Finding.note(
                    links + " files that ASC MHL recorded are symbolic links, whose content is not" + " compared"));
        }
        if (unnameable > 0) {
            sink.report(Finding.note(
                    unnameable + " files and folders are not sealed, since XML cannot represent their names"));
        }
    }
}
