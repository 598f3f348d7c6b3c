package org.projectexporter.testkit.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import org.projectexporter.ArchiveDefect;

/**
 * Zips with one defect each, made of an export that has, in its working tree, a file that was deflated and one that was
 * stored, a folder and a symbolic link, and a Git folder.
 */
public final class HostileZips {
    private final byte[] export;
    private final List<HostileArchive> zips = new ArrayList<>();

    private HostileZips(byte[] export) {
        this.export = export;
    }

    /** Hostile variants of a zip export, each with one defect. */
    public static List<HostileArchive> of(byte[] export) {
        HostileZips hostile = new HostileZips(export);
        new ZipEnds(hostile).addAll();
        new ZipHeaders(hostile).addAll();
        new ZipPaths(hostile).addAll();
        return hostile.zips;
    }

    byte[] export() {
        return export;
    }

    /** Parses the export, changes it, and writes it again. */
    void add(String name, ArchiveDefect defect, Change<ZipParts> change) {
        ZipParts parts = new ZipParts(export);
        change.apply(parts);
        addBytes(name, defect, parts.toBytes());
    }

    void addBytes(String name, ArchiveDefect defect, byte[] bytes) {
        zips.add(new HostileArchive(name, defect, bytes));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
