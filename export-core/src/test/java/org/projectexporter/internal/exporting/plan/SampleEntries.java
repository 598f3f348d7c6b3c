package org.projectexporter.internal.exporting.plan;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** One entry of each shape. */
final class SampleEntries {
    private static final Instant TIME = Instant.ofEpochSecond(-1, 123_456_789);

    private SampleEntries() {}

    static PlannedEntry directory(String path) {
        return PlannedEntry.directory(RawPath.of(path), EntryRole.WORKING_TREE, TIME, 0755);
    }

    static PlannedEntry file(String path, long size) {
        return PlannedEntry.file(
                RawPath.of(path),
                EntryRole.WORKING_TREE,
                size,
                TIME,
                06644,
                new Content.OfFile(NativeNames.toPath(RawPath.of("/project/" + path))),
                StorageHint.AUTO);
    }

    /** In tree order. */
    static List<PlannedEntry> all() {
        RawPath invalid = RawPath.of("film/b\u00ff".getBytes(StandardCharsets.ISO_8859_1));
        return List.of(
                directory("film"),
                file("film/a", 12),
                file("film/a2", 12).asHardLinkTo(RawPath.of("film/a")),
                PlannedEntry.symbolicLink(
                        RawPath.of("film/b"), EntryRole.REPOSITORY, Instant.MAX, 0777, RawPath.of("../é//")),
                PlannedEntry.builder(invalid, org.projectexporter.spi.EntryType.FILE, EntryRole.LARGE_OBJECT)
                        .size(5L << 40)
                        .mtime(Instant.MIN)
                        .mode(0)
                        .content(new Content.Captured(7, 5L << 40))
                        .check(new ContentCheck("0123456789abcdef".repeat(4), true))
                        .storage(StorageHint.STORE)
                        .build());
    }
}
