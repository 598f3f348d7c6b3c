package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.engine.Presence;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/**
 * Recognises what was planned by a sample of the plan's files in each folder that the export reads from: the project's,
 * those outside of it, and file systems mounted below them. A folder in which none of its sample is left, by type, size
 * and time, is not the one that was planned: its disk is not mounted, or another one is mounted there. Device and inode
 * are not compared between runs, since they change when a disk is mounted again; within a run a folder that still has
 * both is the same.
 */
final class ProjectPresence implements Presence {
    /** At most so many files of a folder are looked for; with more than half of them the sample is thinned out. */
    private static final int MOST_IN_SAMPLE = 64;

    private final PlannedProject project;
    private final Path folder;
    private final List<Path> roots;
    /** Device and inode of each folder in this run, as far as the platform has them. */
    private final Map<Path, Object> keys = new HashMap<>();

    private final Map<Path, Sample> samples = new HashMap<>();

    /** Files of one folder, evenly spread over the plan. */
    private static final class Sample {
        private final List<PlannedEntry> files = new ArrayList<>();
        private long seen;
        private int stride = 1;

        private void offer(PlannedEntry file) {
            if (seen++ % stride != 0) {
                return;
            }
            files.add(file);
            if (files.size() == MOST_IN_SAMPLE) {
                stride *= 2;
                for (int i = MOST_IN_SAMPLE - 1; i > 0; i -= 2) {
                    files.remove(i);
                }
            }
        }
    }

    /**
     * Recognises a project.
     *
     * @param request which folders outside of it may be read
     */
    ProjectPresence(PlannedProject project, StoredRequest request) {
        this.project = project;
        this.folder = request.project();
        List<Path> all = new ArrayList<>(List.of(folder));
        all.addAll(request.access().roots());
        all.addAll(project.facts().outside());
        all.addAll(project.facts().mounts());
        this.roots = all.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                .toList();
        roots.forEach(root -> key(root).ifPresent(key -> keys.put(root, key)));
    }

    @Override
    public void requireAround(PlannedEntry gone) throws IOException {
        if (gone.content() instanceof Content.OfFile file) {
            for (Path root : roots) {
                if (file.path().startsWith(root)) {
                    Object key = keys.get(root);
                    if (key == null || !key(root).equals(Optional.of(key))) {
                        require(root);
                    }
                    return;
                }
            }
        }
    }

    /**
     * Requires that everything that was planned is where it was.
     *
     * @throws ExportStoppedException if a folder is gone, or is another one
     */
    void requireAll() throws IOException {
        for (Path root : roots) {
            require(root);
        }
    }

    private void require(Path root) throws IOException {
        if (samples.isEmpty()) {
            takeSamples();
        }
        Sample sample = samples.get(root);
        boolean there = sample == null
                ? !root.equals(folder) || Files.isDirectory(root)
                : sample.files.stream().anyMatch(ProjectPresence::isAsPlanned);
        if (!there) {
            throw gone(root);
        }
    }

    private static Optional<Object> key(Path folder) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The exception for a folder that is gone. */
    static ExportStoppedException gone(Path folder) {
        String what = Files.isDirectory(folder)
                ? "nothing in " + folder + " is as it was when the export was planned"
                : "the folder " + folder + " is not there";
        return new ExportStoppedException(
                Reason.SOURCE_GONE,
                what + " (its disk may not be mounted); bring it back, then resume the export",
                new FileSystemException(folder.toString()));
    }

    private void takeSamples() throws IOException {
        try (SealedPlan.Reader entries = project.plan().open()) {
            for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                if (entry.content() instanceof Content.OfFile file) {
                    offer(entry, file.path());
                }
            }
        }
    }

    private void offer(PlannedEntry entry, Path file) {
        for (Path root : roots) {
            if (file.startsWith(root)) {
                samples.computeIfAbsent(root, any -> new Sample()).offer(entry);
                return;
            }
        }
    }

    private static boolean isAsPlanned(PlannedEntry entry) {
        if (!(entry.content() instanceof Content.OfFile file)) {
            return false;
        }
        try {
            FileStat stat = FileStat.read(file.path());
            return stat.kind() == FileStat.Kind.FILE
                    && stat.size() == entry.size()
                    && stat.mtime().equals(entry.mtime());
        } catch (IOException e) {
            return false;
        }
    }
}
