package org.projectexporter.testkit.example;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/** An example of a source: timelines, files whose lines name media, which are exported as dependencies. */
public final class TimelineSource implements SourceResolver {
    private static final long LARGEST = 1 << 20;

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
                    for (String line : lines(item.file())) {
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

    /** Reads the lines of a file, which may contain anything: one that is not text is read as far as possible. */
    private static List<String> lines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.lines().filter(line -> line.indexOf('\0') < 0).toList();
    }
}
