package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.PlanSink;

/**
 * An index as it is exported: without extensions that are only valid on one machine. The untracked cache contains the
 * working tree's path and the operating system, and the file system monitor's extension the state of a daemon:
 * gitformat-index(5). Git recreates both.
 *
 * @param content the file
 * @param change what was removed; null if nothing was
 */
public record PortableIndex(Content.Captured content, @Nullable String change) {
    private static final String UNTRACKED_CACHE = "UNTR";
    private static final String MONITOR = "FSMN";
    /** Contains the position where the entries end, and a checksum over all other extensions. */
    private static final String END_OF_ENTRIES = "EOIE";

    private static final Set<String> OF_THIS_MACHINE = Set.of(UNTRACKED_CACHE, MONITOR, END_OF_ENTRIES);

    /**
     * The portable form of an index.
     *
     * @param source the original file
     * @param form the structure that was found when reading it
     * @param digest of the algorithm of its trailer
     */
    public static PortableIndex of(Content.Captured source, IndexForm form, MessageDigest digest, PlanSink sink)
            throws IOException {
        List<String> taken = new ArrayList<>();
        for (IndexForm.Extension extension : form.extensions()) {
            switch (extension.name()) {
                case UNTRACKED_CACHE -> taken.add("the untracked cache");
                case MONITOR -> taken.add("the state of a file system monitor");
                default -> {}
            }
        }
        if (taken.isEmpty()) {
            return new PortableIndex(source, null);
        }
        try (InputStream cut = cut(source, form, digest, sink)) {
            return new PortableIndex(sink.capture(cut), "left out of it: " + String.join(", ", taken));
        }
    }

    /** The index without those extensions, and with a new checksum if it had one. */
    private static InputStream cut(Content.Captured source, IndexForm form, MessageDigest digest, PlanSink sink) {
        long trailer = source.length() - digest.getDigestLength();
        List<InputStream> parts = new ArrayList<>();
        long from = 0;
        for (IndexForm.Extension extension : form.extensions()) {
            if (OF_THIS_MACHINE.contains(extension.name())) {
                parts.add(new CapturedInput(sink, source, from, extension.start()));
                from = extension.end();
            }
        }
        parts.add(new CapturedInput(sink, source, from, trailer));
        InputStream body = new DigestInputStream(new SequenceInputStream(Collections.enumeration(parts)), digest);
        InputStream checksum = new CapturedInput(sink, source, trailer, source.length());
        return new SequenceInputStream(body, new Trailer(checksum, digest));
    }

    /** The checksum of the bytes before it; zeros mean none (index.skipHash), and are kept. */
    private static final class Trailer extends InputStream {
        private final InputStream before;
        private final MessageDigest digest;
        private @Nullable InputStream bytes;

        private Trailer(InputStream before, MessageDigest digest) {
            this.before = before;
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            return bytes().read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return bytes().read(buffer, offset, length);
        }

        private InputStream bytes() throws IOException {
            if (bytes == null) {
                byte[] old = before.readAllBytes();
                bytes = new ByteArrayInputStream(Arrays.equals(old, new byte[old.length]) ? old : digest.digest());
            }
            return bytes;
        }
    }
}
