package org.projectexporter.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

import org.projectexporter.ExportCancelledException;
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

    /** Opens the content of a document. */
    interface Opener {
        /** The caller closes it. */
        FileChannel open() throws IOException;
    }

    /** Is asked regularly whether to go on. */
    interface Check {
        void check() throws ExportCancelledException;
    }

    private final Path folder;
    private final RawPath name;
    private final Opener content;
    private final Check check;

    /**
     * A document of this name in this folder.
     *
     * @param content opens only a regular file, and follows no link
     */
    Document(Path folder, RawPath name, Opener content, Check check) {
        this.folder = folder;
        this.name = name;
        this.content = content;
        this.check = check;
    }

    /** A document that is to be exported. */
    static Document of(SourceItem item, PlannedEntry entry, SourceContext context) {
        Path folder = Objects.requireNonNull(item.file().getParent(), "a file is in a folder");
        Path content = entry.content() instanceof Content.OfFile file ? file.path() : item.file();
        return new Document(folder, item.name(), () -> open(item, content), context::checkCancelled);
    }

    private static FileChannel open(SourceItem item, Path content) throws IOException {
        boolean inPlace = content.equals(item.file());
        try (ConfinedFolder folder = inPlace ? ConfinedFolder.around(item) : ConfinedFolder.of(content)) {
            return folder.open(content, inPlace ? item.stat() : FileStat.read(content));
        }
    }

    /** The folder that the document is in. */
    Path folder() {
        return folder;
    }

    /** The name of the document. */
    RawPath name() {
        return name;
    }

    /** Opens it, limited in size. The caller closes it. */
    InputStream open() throws IOException {
        return bounded(new BufferedInputStream(Channels.newInputStream(openChannel()), BUFFER_BYTES));
    }

    /** A stream made from the content, with the same limit: what is compressed may be much larger than it looks. */
    InputStream bounded(InputStream in) {
        return new BoundedInput(in, check);
    }

    /** To be called regularly where not every byte is read. */
    void checkCancelled() throws IOException {
        check.check();
    }

    /** Opens it. No link is followed, and only a regular file is opened. The caller closes it. */
    FileChannel openChannel() throws IOException {
        return content.open();
    }
}
