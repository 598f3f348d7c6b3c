package org.projectexporter.fakes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.projectexporter.spi.ArchiveEntry;

/** An archive of the fake format, read back. */
public final class FakeArchive {
    private record Item(ArchiveEntry entry, byte[] content) {}

    private final Map<String, Item> items = new LinkedHashMap<>();

    private FakeArchive() {}

    /** Reads an archive to its end. */
    public static FakeArchive of(byte[] bytes) {
        FakeArchive archive = new FakeArchive();
        FakeReader reader = new FakeReader(new ByteArrayInputStream(bytes));
        try {
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                archive.items.put(
                        entry.path().toString(),
                        new Item(entry, reader.content().readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive;
    }

    /** Paths in the order of the archive. */
    public List<String> paths() {
        return List.copyOf(items.keySet());
    }

    public ArchiveEntry entry(String path) {
        return item(path).entry;
    }

    public byte[] content(String path) {
        return item(path).content;
    }

    private Item item(String path) {
        return Objects.requireNonNull(items.get(path), path);
    }
}
