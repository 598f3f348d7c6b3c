package org.projectexporter.fakes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/** A format that writes everything it receives, and calls a test's script in between. */
public final class FakeFormat implements ArchiveFormat {
    /** Actions of a test when the writer is called. */
    public interface Script {
        /** Called before the header of an entry is written. */
        default void put(ArchiveEntry entry) throws IOException {}

        /** Called before a block of the entry is written. */
        default void write(ArchiveEntry entry, ByteBuffer data) throws IOException {}

        /** Called before the archive's last byte is written. */
        default void finish() throws IOException {}
    }

    private final boolean keepsHardLinks;
    private final Script script;
    private boolean groups;

    public FakeFormat(boolean keepsHardLinks, Script script) {
        this.keepsHardLinks = keepsHardLinks;
        this.script = script;
    }

    public static FakeFormat plain() {
        return new FakeFormat(true, new Script() {});
    }

    public static FakeFormat with(Script script) {
        return new FakeFormat(true, script);
    }

    /** A format whose small entries are encoded by other threads. */
    public static FakeFormat withGroups() {
        FakeFormat format = plain();
        format.groups = true;
        return format;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".fake");
    }

    @Override
    public String description() {
        return "for tests";
    }

    @Override
    public boolean keepsHardLinks() {
        return keepsHardLinks;
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) {
        return new FakeWriter(output, script, groups);
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) {
        return new FakeReader(archive);
    }
}
