package org.projectexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.StorageHint;

/**
 * A source that claims the folder {@code takes} and plans a given number of files below it, which do not exist, in no
 * useful order.
 */
record SyntheticSource(int files) implements SourceResolver {
    static final String FOLDER = "takes";

    /** Coprime with every number of files here, so that the order is far from sorted. */
    private static final int STRIDE = 7919;

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public int specificity() {
        return 1;
    }

    @Override
    public ProjectSource open(SourceContext context) {
        return new ProjectSource() {
            @Override
            public boolean claims(SourceItem item) {
                return item.path().toString().equals(FOLDER);
            }

            @Override
            public void contribute(SourceItem item, PlanSink sink) throws IOException {
                RawPath folder = context.inArchive(item.path());
                sink.add(PlannedEntry.directory(folder, EntryRole.WORKING_TREE, Instant.EPOCH, 0755));
                for (int i = 0; i < files; i++) {
                    sink.add(file(folder, item.file(), (int) ((long) i * STRIDE % files)));
                }
            }
        };
    }

    private static PlannedEntry file(RawPath folder, Path source, int number) {
        String name = String.format(Locale.ROOT, "take%07d.txt", number);
        return PlannedEntry.file(
                folder.resolve(name),
                EntryRole.WORKING_TREE,
                number % 3000,
                Instant.ofEpochSecond(number),
                0644,
                new Content.OfFile(source.resolve(name)),
                StorageHint.AUTO);
    }
}
