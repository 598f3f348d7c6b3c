package org.projectexporter.testkit.hostile;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A parsed tar that can be changed and written again. */
final class TarParts {
    private final byte[] tar;
    private int at;
    final List<TarPart> entries = new ArrayList<>();
    byte[] end = new byte[2 * TarPart.BLOCK_BYTES];

    TarParts(byte[] tar) {
        this.tar = tar;
        while (tar[at] != 0) {
            byte[] header = take(TarPart.BLOCK_BYTES);
            if (header[TarPart.TYPE] == 'x') {
                byte[] pax = take(sizeOf(header));
                at += TarPart.zeros(pax.length).length;
                add(take(TarPart.BLOCK_BYTES), header, pax);
            } else {
                add(header, null, null);
            }
        }
    }

    private void add(byte[] header, byte @Nullable [] paxHeader, byte @Nullable [] pax) {
        byte[] content = take(sizeOf(header));
        at += TarPart.zeros(content.length).length;
        entries.add(new TarPart(header, paxHeader, pax, content));
    }

    private byte[] take(int bytes) {
        at += bytes;
        return Arrays.copyOfRange(tar, at - bytes, at);
    }

    private static int sizeOf(byte[] header) {
        return Integer.parseInt(new String(header, TarPart.SIZE, 11, StandardCharsets.US_ASCII), 8);
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach(entry -> entry.writeTo(out));
        out.writeBytes(end);
        return out.toByteArray();
    }

    /** The project's folder. */
    String name() {
        return entries.get(0).path();
    }

    TarPart first(Predicate<TarPart> wanted) {
        return entries.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the export has none of a kind that is needed"));
    }

    /** A file of the working tree whose last block is not full. */
    TarPart file() {
        return first(entry -> isWorking(entry) && entry.type() == '0' && entry.padding.length > 0);
    }

    TarPart folder() {
        return first(entry -> isWorking(entry) && entry.type() == '5');
    }

    TarPart link() {
        return first(entry -> isWorking(entry) && entry.type() == '2');
    }

    TarPart named(String path) {
        return first(entry -> entry.path().equals(path));
    }

    private boolean isWorking(TarPart entry) {
        return entry.path().startsWith(name() + "/") && !entry.path().startsWith(name() + "/.git");
    }

    void addBehind(TarPart there, TarPart added) {
        entries.add(entries.indexOf(there) + 1, added);
    }
}
