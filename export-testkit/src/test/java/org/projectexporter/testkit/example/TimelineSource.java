package org.projectexporter.testkit.example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.files.ConfinedFolder;

/** An example of a source: timelines, files whose lines name media, which are exported as dependencies. */
public final class TimelineSource implements SourceResolver {
    private static final int LARGEST = 1 << 20;

    public TimelineSource() {}

    @Override
    public String name() {
        return "timelines";
    }

    @Override
    public int specificity() {
        return 20;
    }

    @Override
    public boolean refinesSingleFiles() {
        return true;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        context.checkCancelled();
        if (!context.options().includeDependencies()) {
            return new ProjectSource() {};
        }
        return new ProjectSource() {
            @Override
            public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
                if (isTimeline(item)) {
                    for (String line : lines(item)) {
                        List<Path> target = List.of(item.file().resolveSibling(line));
                        sink.refer(PlanSink.Reference.of(entry.path(), line, target));
                    }
                }
                return entry; // the timeline itself is exported unchanged
            }
        };
    }

    private static boolean isTimeline(SourceItem item) {
        return item.isFile()
                && item.name().toString().endsWith(".timeline")
                && item.stat().size() <= LARGEST;
    }

    /** Reads the lines of a file, which may contain anything, be gone, or have been replaced by a link or a FIFO. */
    private static List<String> lines(SourceItem item) throws IOException {
        try (ConfinedFolder folder = ConfinedFolder.around(item);
                InputStream in = Channels.newInputStream(folder.open(item.file(), item.stat()))) {
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
            return text.lines().filter(line -> line.indexOf('\0') < 0).toList();
        } catch (NoSuchFileException e) {
            return List.of(); // reported as vanished when it is to be read
        }
    }
}
