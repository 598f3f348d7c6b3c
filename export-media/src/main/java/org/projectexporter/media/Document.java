package org.projectexporter.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/** A document to be read: its content as it will be in the archive, which may be elsewhere than the file itself. */
final class Document {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SourceItem item;
    private final Path content;
    private final SourceContext context;

    Document(SourceItem item, PlannedEntry entry, SourceContext context) {
        this.item = item;
        this.content = entry.content() instanceof Content.OfFile file ? file.path() : item.file();
        this.context = context;
    }

    /** The folder that the document is in. */
    Path folder() {
        return Objects.requireNonNull(item.file().getParent(), "a file is in a folder");
    }

    /** The name of the document. */
    RawPath name() {
        return item.name();
    }

    /** Opens it, limited in size. The caller closes it. */
    InputStream open() throws IOException {
        return bounded(new BufferedInputStream(Channels.newInputStream(openChannel()), BUFFER_BYTES));
    }

    /** A stream made from the content, with the same limit: what is compressed may be much larger than it looks. */
    InputStream bounded(InputStream in) {
        return new BoundedInput(in, context);
    }

    /** To be called regularly where not every byte is read. */
    void checkCancelled() throws IOException {
        context.checkCancelled();
    }

    /** Opens it. No link is followed, and only a regular file is opened. The caller closes it. */
    FileChannel openChannel() throws IOException {
        boolean inPlace = content.equals(item.file());
        try (ConfinedFolder folder = inPlace ? ConfinedFolder.around(item) : ConfinedFolder.of(content)) {
            return folder.open(content, inPlace ? item.stat() : FileStat.read(content));
        }
    }
}
