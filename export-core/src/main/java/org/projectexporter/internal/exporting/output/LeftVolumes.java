package org.projectexporter.internal.exporting.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.Patch;
import org.projectexporter.internal.exporting.journal.RestartPoint;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.Crc32c;
import org.projectexporter.internal.io.DirectFile;

/** The volumes that an earlier run left behind, as far as its last checkpoint vouches for them. */
public final class LeftVolumes {
    private final Path folder;
    private final long volumeBytes;
    private final Checkpoint checkpoint;
    private final SumTable sums;

    /**
     * Creates it without reading any file.
     *
     * @param sums of all chunks
     */
    public LeftVolumes(Path folder, long volumeBytes, Checkpoint checkpoint, SumTable sums) {
        this.folder = folder;
        this.volumeBytes = volumeBytes;
        this.checkpoint = checkpoint;
        this.sums = sums;
    }

    private VolumeFiles files() {
        return new VolumeFiles(folder, volumeBytes, false, DiskSteps.ALL_PASS);
    }

    /**
     * Restores what was overwritten since the checkpoint, and makes it durable.
     *
     * @param patches the last one first
     */
    public void putBack(List<Patch> patches) throws IOException {
        if (patches.isEmpty()) {
            return;
        }
        try (VolumeFiles files = files()) {
            files.requireHeld(checkpoint.pages());
            for (Patch patch : patches) {
                long bytes = Math.min(patch.before().length, checkpoint.pages() - patch.position());
                if (patch.position() >= 0 && bytes > 0) {
                    files.patch(ByteBuffer.wrap(patch.before(), 0, (int) bytes), patch.position());
                }
            }
            files.sync();
        }
    }

    /** A checkpoint that vouches only for what precedes the given checkpoint's restart point. */
    public Checkpoint atStart() throws IOException {
        RestartPoint start = checkpoint.start();
        if (start.position() >= checkpoint.pages()) {
            byte[] tail = Arrays.copyOf(checkpoint.tail(), (int) (start.position() - checkpoint.pages()));
            return new Checkpoint(start, null, start.position(), tail, checkpoint.volumes(), List.of());
        }
        try (VolumeFiles files = files()) {
            files.requireHeld(checkpoint.pages());
            return atEarlierPage(start, files);
        }
    }

    /**
     * Reads the page and the preceding part of its chunk from the disk, and compares them with the sum of that chunk.
     */
    private Checkpoint atEarlierPage(RestartPoint start, VolumeFiles files) throws IOException {
        ChunkSums known = new ChunkSums(volumeBytes, sums, checkpoint.pages());
        long page = start.position() - start.position() % DirectFile.ALIGNMENT;
        long chunk = known.startOf(page);
        long end = known.nextKnown(chunk);
        byte[] bytes = files.bytes(chunk, (int) (end - chunk));
        new SumCheck(files, known).take(ByteBuffer.wrap(bytes), chunk);
        int before = (int) (page - chunk);
        List<SumTable.Sum> changed = before == 0
                ? List.of()
                : List.of(new SumTable.Sum(known.number(chunk), Crc32c.of(ByteBuffer.wrap(bytes, 0, before))));
        byte[] tail = Arrays.copyOfRange(bytes, before, (int) (start.position() - chunk));
        return new Checkpoint(start, null, start.position(), tail, checkpoint.volumes(), changed);
    }

    /** The volumes up to {@code from}, which may be an earlier checkpoint. */
    public VolumeOutput.Written written(Checkpoint from) {
        for (SumTable.Sum sum : from.sums()) {
            sums.set(sum.chunk(), sum.crc32c());
        }
        return new VolumeOutput.Written(new VolumeOutput.Mark(from.position(), from.tail()), from.volumes(), sums);
    }
}
