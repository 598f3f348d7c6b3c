package org.projectexporter.git.refs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.Lines;

/** Takes the bytes of the file {@code packed-refs} (git-pack-refs(1)): its refs count when it is closed. */
final class PackedRefsFile extends OutputStream {
    private final IdFormat ids;
    private final PackedRefs refs;
    private final Consumer<PackedRefs> end;
    private final Lines lines;
    private boolean broken;

    /** Collects the refs in {@code refs}, which {@code end} takes when the file is whole. */
    PackedRefsFile(IdFormat ids, PackedRefs refs, Consumer<PackedRefs> end) {
        this.ids = ids;
        this.refs = refs;
        this.end = end;
        this.lines = new Lines(ids.digits() + 1 + PackedRefs.LONGEST_NAME, this::take);
    }

    private void take(String line, boolean whole) throws IOException {
        int hex = ids.digits();
        boolean ref = whole && line.length() > hex + 1 && line.charAt(hex) == ' ' && ids.isId(line.substring(0, hex));
        if (ref) {
            refs.add(line.substring(hex + 1).getBytes(StandardCharsets.ISO_8859_1), line.substring(0, hex));
        } else if (!whole) {
            throw noRef(); // at once, since the line may never end
        } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '^') {
            broken = true;
        }
    }

    @Override
    public void write(int b) throws IOException {
        lines.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lines.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        lines.close();
        end.accept(refs);
        if (broken) {
            throw noRef();
        }
    }

    private static SourceException noRef() {
        return new SourceException("packed-refs has a line that is not a ref");
    }
}
