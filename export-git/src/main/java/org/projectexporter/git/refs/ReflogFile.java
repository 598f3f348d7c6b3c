package org.projectexporter.git.refs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.Lines;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SingleBytes;

/** Takes the bytes of a reflog (git-update-ref(1), "Logging updates"): of each line the two ids at its start count. */
final class ReflogFile extends OutputStream {
    /** A line holds two ids, who it was, and the first line of a message. */
    private static final int LONGEST_LINE = 1 << 20;

    private final RawPath path;
    private final IdList ids;
    private final IdFormat format;
    private final Consumer<IdList> end;
    private final Lines lines;

    /** Collects the ids in {@code ids}, which {@code end} takes when the reflog is whole. */
    ReflogFile(RawPath path, IdList ids, IdFormat format, Consumer<IdList> end) {
        this.path = path;
        this.ids = ids;
        this.format = format;
        this.end = end;
        this.lines = new Lines(2 * format.digits() + 1, (line, whole) -> take(line));
    }

    private void take(String line) throws MemoryException {
        int hex = format.digits();
        if (line.length() == 2 * hex + 1 && line.charAt(hex) == ' ') {
            addId(line.substring(0, hex));
            addId(line.substring(hex + 1));
        }
    }

    private void addId(String id) throws MemoryException {
        if (format.isId(id) && !IdFormat.isNull(id)) {
            ids.add(id);
        }
    }

    @Override
    public void write(int b) throws IOException {
        SingleBytes.write(b, this);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lines.write(bytes, offset, length);
        if (lines.lineBytes() > LONGEST_LINE) {
            throw new SourceException(path + " is not a reflog (a line has more than " + LONGEST_LINE
                    + " bytes); move it away, or mend it");
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
        end.accept(ids);
    }
}
