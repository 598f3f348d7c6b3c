package org.projectexporter.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * A sound source that does a little of everything: claims folders called {@code notes} and gives each file in them a
 * first line, reads timelines, refers to the targets of links, reports a finding. Subclasses break one thing each.
 */
class NotesSource implements SourceResolver {
    private static final int LARGEST = 1 << 20;

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public int specificity() {
        return 50;
    }

    @Override
    public boolean refinesSingleFiles() {
        return true;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        checkCancelled(context);
        return new Notes(context);
    }

    /** Called when the walk asks whether an item is claimed. */
    void asked() {}

    void checkCancelled(SourceContext context) throws ExportCancelledException {
        context.checkCancelled();
    }

    /** The content of a regular file; nothing if it is gone, or something else has replaced it. */
    String read(SourceItem item) throws IOException {
        try (ConfinedFolder folder = ConfinedFolder.around(item);
                InputStream in = Channels.newInputStream(folder.open(item.file(), item.stat()))) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    boolean isNote(SourceItem item) {
        return item.isFile();
    }

    Content.Captured capture(String text, PlanSink sink) throws IOException {
        return sink.capture(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void add(SourceItem item, RawPath path, PlanSink sink) throws IOException {
        Content.Captured content = capture("# note\n" + read(item), sink);
        sink.add(PlannedEntry.file(
                path,
                EntryRole.WORKING_TREE,
                content.length(),
                item.stat().mtime(),
                0644,
                content,
                StorageHint.COMPRESS));
    }

    void refer(SourceItem timeline, PlannedEntry entry, PlanSink sink) throws IOException {
        for (String line : read(timeline).lines().toList()) {
            if (!line.isBlank() && line.chars().allMatch(c -> c > 31 && c < 127)) {
                List<Path> target = List.of(timeline.file().resolveSibling(line));
                sink.refer(PlanSink.Reference.of(entry.path(), line, target));
            }
        }
    }

    PlannedEntry refined(PlannedEntry entry) {
        return entry;
    }

    String finding(SourceItem folder) {
        return "has notes";
    }

    void close() throws IOException {}

    private final class Notes implements ProjectSource {
        private final SourceContext context;

        Notes(SourceContext context) {
            this.context = context;
        }

        @Override
        public boolean claims(SourceItem item) {
            asked();
            return item.isDirectory() && item.isNamed(RawPath.of("notes"));
        }

        @Override
        public void contribute(SourceItem item, PlanSink sink) throws IOException {
            checkCancelled(context);
            RawPath path = context.inArchive(item.path());
            sink.add(PlannedEntry.directory(
                    path,
                    EntryRole.WORKING_TREE,
                    item.stat().mtime(),
                    item.stat().mode()));
            sink.report(Finding.of(Finding.Kind.NOTE, path, finding(item)));
            for (Path file : filesOf(item.file())) {
                RawPath name = NativeNames.nameOf(file);
                SourceItem note = new SourceItem(file, item.path().resolve(name), FileStat.read(file));
                if (isNote(note)) {
                    add(note, path.resolve(name), sink);
                }
            }
        }

        private List<Path> filesOf(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        }

        @Override
        public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
            if (entry.type() == EntryType.SYMBOLIC_LINK) {
                sink.refer(entry.path(), item.file());
            } else if (item.isFile() && item.name().toString().endsWith(".timeline")) {
                refer(item, entry, sink);
            }
            return refined(entry);
        }

        @Override
        public void close() throws IOException {
            NotesSource.this.close();
        }
    }
}
