package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOutline.Excluded;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** Counts the files of repositories that are left out because history was not requested. */
final class LeftOutHistory {
    private static final String GIT = ".git";
    private static final int MOST_EXAMPLES = 3;

    private final Path project;
    private final RawPath name;
    private final CancellationToken cancellation;
    private final List<RawPath> examples = new ArrayList<>();
    private long files;
    private long bytes;

    LeftOutHistory(Path project, RawPath name, CancellationToken cancellation) {
        this.project = project;
        this.name = name;
        this.cancellation = cancellation;
    }

    /**
     * The repositories of the project; empty if there are none.
     *
     * @param plan has the folders in which there may be one
     * @param findings of planning, which name bare ones
     */
    List<Excluded> count(SealedPlan plan, List<Finding> findings) throws IOException {
        for (Finding finding : findings) {
            RawPath path = finding.path();
            if (finding.kind() == Finding.Kind.LEFT_OUT && path != null && path.startsWith(name)) {
                countIfThere(path);
            }
        }
        try (SealedPlan.Reader entries = plan.open()) {
            for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                if (entry.type() == EntryType.DIRECTORY && entry.path().startsWith(name)) {
                    countIfThere(entry.path().resolve(GIT));
                }
            }
        }
        return examples.isEmpty() ? List.of() : List.of(new Excluded("history", GIT, files, bytes, examples));
    }

    private void countIfThere(RawPath path) throws IOException {
        cancellation.throwIfCancelled();
        Path repository = NativeNames.resolve(project, path.relativeTo(name));
        if (Files.exists(repository, LinkOption.NOFOLLOW_LINKS)) {
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(path);
            }
            count(repository);
        }
    }

    private void count(Path repository) throws IOException {
        Files.walkFileTree(repository, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                cancellation.throwIfCancelled();
                files += attributes.isRegularFile() ? 1 : 0;
                bytes += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // gone, or not readable: it is not exported anyway
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
