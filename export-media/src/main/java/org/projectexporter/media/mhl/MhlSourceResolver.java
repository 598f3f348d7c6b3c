package org.projectexporter.media.mhl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * The source {@code mhl}: captures the ASC MHL histories of a project that is to be sealed, so that a resumed export
 * continues what the first run has read.
 */
public final class MhlSourceResolver implements SourceResolver {
    /** Found by {@link java.util.ServiceLoader}. */
    public MhlSourceResolver() {}

    @Override
    public String name() {
        return MhlFormat.NAME;
    }

    @Override
    public String description() {
        return "the histories of ASC Media Hash Lists, of a project that is to be sealed with one";
    }

    @Override
    public int specificity() {
        return 15;
    }

    @Override
    public ProjectSource open(SourceContext context) throws IOException {
        context.checkCancelled();
        boolean sealed = context.options().seal().filter(MhlFormat.NAME::equals).isPresent();
        return sealed ? new MhlSource() : new ProjectSource() {};
    }

    private static final class MhlSource implements ProjectSource {
        @Override
        public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
            if (!item.isFile()
                    || !MhlNames.isOfHistory(entry.path())
                    || !(entry.content() instanceof Content.OfFile file)
                    || !file.path().equals(item.file())) {
                return entry;
            }
            try (ConfinedFolder folder = ConfinedFolder.around(item);
                    InputStream in = Channels.newInputStream(folder.open(item.file(), item.stat()))) {
                Content.Captured captured = sink.capture(in);
                return entry.withContent(captured, captured.length(), StorageHint.COMPRESS);
            } catch (NoSuchFileException e) {
                return entry; // reported as vanished when it is to be read
            }
        }
    }
}
