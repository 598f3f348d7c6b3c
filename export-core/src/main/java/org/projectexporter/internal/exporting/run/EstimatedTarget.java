package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.ExportRequest;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.plan.OwnFiles;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.Disk;

/** The place where an export would make its archive, which need not exist for an estimate. */
final class EstimatedTarget {
    private final ExportRequest request;
    private final List<String> refusals = new ArrayList<>();

    EstimatedTarget(ExportRequest request) {
        this.request = request;
    }

    /**
     * The files that are no part of the project: those that an earlier export has made at the target, or those of the
     * estimate if they are in the project.
     */
    OwnFiles own(Path project, Path scratch) throws IOException {
        Path parent = scratch.getParent();
        OwnFiles ofEstimate = new OwnFiles(Set.of(scratch), parent == null ? scratch : parent, FileStat.read(scratch));
        try {
            Target target = Target.ofInterrupted(request.target(), request.replaceTarget());
            checkFree(target);
            return scratch.startsWith(project)
                    ? ofEstimate
                    : new OwnFiles(target.own(), target.folder(), FileStat.read(target.folder()));
        } catch (ExportException e) {
            refusals.add(e.summary());
            return ofEstimate;
        }
    }

    private void checkFree(Target target) {
        try {
            target.requireFree();
        } catch (ExportException e) {
            refusals.add(e.summary());
        }
    }

    /** Why an export would be refused as it is, one line each for people; {@code bytes} is the archive's length. */
    List<String> refusals(long bytes) {
        List<String> all = new ArrayList<>(refusals);
        if (volumes(bytes) > VolumeOutput.MOST_VOLUMES) {
            all.add("the archive would need more than " + VolumeOutput.MOST_VOLUMES
                    + " volumes; give a larger split size");
        }
        Path folder = request.target().toAbsolutePath().getParent();
        if (folder != null && refusals.isEmpty()) {
            addLackOfSpace(folder, bytes, all);
        }
        return all;
    }

    private static void addLackOfSpace(Path folder, long bytes, List<String> all) {
        try {
            long free = Disk.usableBytes(folder);
            if (free < bytes) {
                all.add("not enough space in " + folder + ": the archive needs about " + bytes + " bytes, " + free
                        + " are free; free up space, or choose another target");
            }
        } catch (IOException e) {
            // the export will find out
        }
    }

    /** Number of files that hold so many bytes. */
    long volumes(long bytes) {
        if (request.options().splitSizeMb().isEmpty()) {
            return 1;
        }
        long volumeBytes = request.options().splitSizeMb().getAsInt() * (1L << 20);
        return Math.max(1, (bytes + volumeBytes - 1) / volumeBytes);
    }
}
