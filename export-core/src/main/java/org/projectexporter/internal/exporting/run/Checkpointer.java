package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.projectexporter.internal.exporting.engine.Checkpoints;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.journal.OpenFile;
import org.projectexporter.internal.exporting.journal.RestartPoint;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.FileStat;

/**
 * Records a checkpoint whenever the archive has grown by a given number of bytes. Data and spools are made durable
 * first, then the record that vouches for them; another thread than the one that writes the archive does both, so that
 * neither waits.
 */
final class Checkpointer implements Checkpoints {
    /** How far the archive grows before a moment between two entries is remembered, in case a large file follows. */
    private static final long ASK_EVERY = 1 << 20;

    private final VolumeOutput output;
    private final WorkFolder work;
    private final Journal journal;
    private final long everyBytes;
    private long lastPosition;
    private @Nullable RestartPoint start;
    private int part;
    private long entry;
    private long askAt;
    private volatile boolean underWay;

    /** A checkpointer for an archive that ends at the current position of {@code output}. */
    Checkpointer(VolumeOutput output, WorkFolder work, Journal journal, long everyBytes) {
        this.output = output;
        this.work = work;
        this.journal = journal;
        this.everyBytes = everyBytes;
        this.lastPosition = output.position();
    }

    /**
     * Continues from {@code newStart}, or within a file begun after it: entry {@code openEntry} of {@code openPart}.
     */
    void resumeAt(RestartPoint newStart, int openPart, long openEntry) {
        start = newStart;
        part = openPart;
        entry = openEntry;
    }

    @Override
    public void entryStarts(ArchiveWriter writer, int newPart, long newEntry, boolean large) throws IOException {
        part = newPart;
        entry = newEntry;
        long position = output.position();
        if (!large && !isDue() && position < askAt) {
            return;
        }
        FileMark ledger = work.spool(Ledger.SPOOL);
        boolean taken = writer.offerSnapshot(state -> {
            RestartPoint point = new RestartPoint(newPart, newEntry, output.position(), state, spools(ledger));
            start = point;
            if (isDue()) {
                note(point, null);
            }
        });
        if (taken) {
            askAt = position + ASK_EVERY;
        }
    }

    @Override
    public void within(ArchiveWriter writer, ArchiveEntry head, @Nullable FileStat stat, long given, byte[] sha256)
            throws IOException {
        if (!isDue()) {
            return;
        }
        FileMark ledger = work.spool(Ledger.SPOOL);
        int openPart = part;
        long number = entry;
        writer.offerSnapshot(state -> {
            RestartPoint point = start;
            if (point != null && isDue()) {
                note(point, new OpenFile(openPart, number, head, stat, given, sha256, state, spools(ledger)));
            }
        });
    }

    private boolean isDue() {
        return !underWay && output.position() - lastPosition >= everyBytes;
    }

    /** The spools as they are, except for the ledger, which may be ahead of the writer. */
    private Map<String, FileMark> spools(FileMark ledger) throws IOException {
        Map<String, FileMark> marks = new HashMap<>(work.flushSpools());
        marks.put(Ledger.SPOOL, ledger);
        return marks;
    }

    private void note(RestartPoint point, @Nullable OpenFile open) throws IOException {
        VolumeOutput.Mark mark = output.mark();
        lastPosition = mark.position();
        underWay = true;
        output.checkpoint(sums -> {
            work.syncSpools();
            journal.checkpoint(new Checkpoint(point, open, mark.position(), mark.tail(), output.digestsKnown(), sums));
            underWay = false;
        });
    }
}
