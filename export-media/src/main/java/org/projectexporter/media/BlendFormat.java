package org.projectexporter.media;

import com.github.luben.zstd.ZstdInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A file of Blender, from 2.8 on: blocks of structs, which the table in the block {@code DNA1} describes. The whole
 * file may be compressed, with gzip before 3.0 and with Zstandard since (Blender, {@code BLO_core_bhead.hh}, {@code
 * dna_genfile.cc}; the manual, "Save, Compress").
 *
 * <p>It is read twice: first for the table, which is near the end, then for the blocks that it makes readable.
 */
final class BlendFormat implements DocumentFormat {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    @Override
    public Set<String> suffixes() {
        return Set.of("blend");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        BlendTable table;
        try (InputStream in = open(document)) {
            table = BlendBlocks.of(in, document).table();
        }
        BlendReferences references = new BlendReferences(table, found);
        try (InputStream in = open(document)) {
            BlendBlocks.of(in, document).visit(table, references);
        }
        references.addStrips();
    }

    /** A file that is not compressed may be of any size: what is not needed of it is skipped. */
    private static InputStream open(Document document) throws IOException {
        byte[] magic;
        try (InputStream in = document.open()) {
            magic = in.readNBytes(ZSTD.length);
        }
        if (Arrays.equals(magic, ZSTD)) {
            return document.bounded(new BufferedInputStream(new ZstdInputStream(document.open()), BUFFER_BYTES));
        }
        if (Arrays.equals(Arrays.copyOf(magic, GZIP.length), GZIP)) {
            return document.bounded(new BufferedInputStream(new GZIPInputStream(document.open()), BUFFER_BYTES));
        }
        return new BufferedInputStream(Channels.newInputStream(document.openChannel()), BUFFER_BYTES);
    }
}
