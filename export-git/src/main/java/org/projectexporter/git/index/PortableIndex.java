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
 * An index as it travels: without what is true on one machine alone. The untracked cache names the working tree's path and the
 * operating system, and the file system monitor's extension tells what a daemon knew: gitformat-index(5). Git makes both again.
 *
 * @param content the file
 * @param change what was taken out; null if nothing was
 */
public record PortableIndex(Content.Captured content, @Nullable String change) {
    private static final String UNTRACKED_CACHE = "UNTR";
    private static final String MONITOR = "FSMN";
    /** Tells where the entries end, with a checksum over all other extensions. */
    private static final String END_OF_ENTRIES = "EOIE";

    private static final Set<String> OF_THIS_MACHINE = Set.of(UNTRACKED_CACHE, MONITOR, END_OF_ENTRIES);

    /**
     * The portable form of an index.
     *
     * @param source the file as it is
     * @param form what reading it has found
     * @param digest of the kind that its last bytes are made with
     */
    public static PortableIndex of(Content.Captured source, IndexForm form, MessageDigest digest, PlanSink sink)
            throws IOException {
        List<String> taken = new ArrayList<>();
        for (IndexForm.Extension extension : form.extensions()) {
            switch (extension.name()) {
                case UNTRACKED_CACHE -> taken.add("the untracked cache");
                case MONITOR -> taken.add("what a file system monitor knew");
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

    /** The index without those extensions, and with the checksum that it has then, if it had one. */
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

    /** The checksum of what was read before it; zeros stand for none (index.skipHash), and stay. */
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
