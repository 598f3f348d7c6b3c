package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * An index as it travels: without what is true on one machine alone. The untracked cache names the working tree's path and the
 * operating system, and the file system monitor's extension tells what a daemon knew: gitformat-index(5). Git makes both anew.
 *
 * @param bytes the file
 * @param change what was taken out; null if nothing was
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PortableIndex(byte[] bytes, @Nullable String change) {
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
    static PortableIndex of(byte[] source, IndexForm form, MessageDigest digest) {
        List<String> taken = new ArrayList<>();
        for (IndexForm.Extension extension : form.extensions()) {
            switch (extension.name()) {
                case UNTRACKED_CACHE -> taken.add("the untracked cache");
                case MONITOR -> taken.add("what a file system monitor knew");
                default -> {}
            }
        }
        return taken.isEmpty()
                ? new PortableIndex(source, null)
                : new PortableIndex(cut(source, form, digest), "left out of it: " + String.join(", ", taken));
    }

    private static byte[] cut(byte[] source, IndexForm form, MessageDigest digest) {
        int trailer = source.length - digest.getDigestLength();
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length);
        int from = 0;
        for (IndexForm.Extension extension : form.extensions()) {
            if (OF_THIS_MACHINE.contains(extension.name())) {
                out.write(source, from, (int) extension.start() - from);
                from = (int) extension.end();
            }
        }
        out.write(source, from, trailer - from);
        byte[] checksum = Arrays.copyOfRange(source, trailer, source.length);
        boolean hasChecksum = !Arrays.equals(checksum, new byte[checksum.length]);
        out.writeBytes(hasChecksum ? digest.digest(out.toByteArray()) : checksum);
        return out.toByteArray();
    }
}
