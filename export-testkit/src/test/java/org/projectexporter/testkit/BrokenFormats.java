package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.testkit.example.BoxFormat;

/**
 * Boxes with one fault each. Where a fault would break many rules, it is confined to what one rule does, so that it is
 * this rule that finds it.
 */
final class BrokenFormats {
    /** The level of compression that rules about threads and snapshots use, unlike all others. */
    private static final int THREADS_LEVEL = 1;

    private BrokenFormats() {}

    /** Wraps writers. */
    @FunctionalInterface
    interface Writers {
        ArchiveWriter wrap(ArchiveWriter writer, ArchiveOutput output, WriterContext context) throws IOException;
    }

    /** Wraps readers. */
    @FunctionalInterface
    interface Readers {
        ArchiveReader wrap(ArchiveReader reader, SeekableByteChannel archive) throws IOException;
    }

    static ArchiveFormat writing(Writers writers) {
        return writing(new BoxFormat(), writers);
    }

    private static ArchiveFormat writing(ArchiveFormat box, Writers writers) {
        return new DelegatingFormat(box) {
            @Override
            public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
                return writers.wrap(super.openWriter(output, context), output, context);
            }
        };
    }

    static ArchiveFormat reading(Readers readers) {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
                return readers.wrap(super.openReader(archive), archive);
            }

            @Override
            public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
                return readers.wrap(super.openStrictReader(archive), archive);
            }
        };
    }

    /** Writes some entries otherwise. */
    static ArchiveFormat changing(Predicate<ArchiveEntry> which, UnaryOperator<ArchiveEntry> change) {
        return writing((writer, output, context) -> changing(writer, which, change));
    }

    private static ArchiveWriter changing(
            ArchiveWriter writer, Predicate<ArchiveEntry> which, UnaryOperator<ArchiveEntry> change) {
        return new DelegatingWriter(writer) {
            @Override
            public void putEntry(ArchiveEntry entry) throws IOException {
                super.putEntry(which.test(entry) ? change.apply(entry) : entry);
            }
        };
    }

    static Predicate<ArchiveEntry> named(String path) {
        return entry -> entry.path().equals(RawPath.of(path));
    }

    static ArchiveEntry withOtherMode(ArchiveEntry entry) {
        return entry.toBuilder().mode(entry.mode() ^ 0100).build();
    }

    static ArchiveEntry withoutNanos(ArchiveEntry entry) {
        return entry.toBuilder()
                .mtime(Instant.ofEpochSecond(entry.mtime().getEpochSecond()))
                .build();
    }

    static ArchiveFormat dependingOnThreads() {
        return writing((writer, output, context) -> changing(
                writer,
                entry -> context.parallelism() == 2 && context.compressionLevel() == THREADS_LEVEL,
                BrokenFormats::withOtherMode));
    }

    static ArchiveFormat dependingOnMemory() {
        return writing((writer, output, context) -> changing(
                writer,
                entry -> context.workBytes() == 1 && context.compressionLevel() == THREADS_LEVEL,
                BrokenFormats::withOtherMode));
    }

    /** Closing writes what is still in a buffer, once there were many entries. */
    static ArchiveFormat flushingWhenClosed() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            private int entries;
            private boolean finished;

            @Override
            public void putEntry(ArchiveEntry entry) throws IOException {
                super.putEntry(entry);
                entries++;
            }

            @Override
            public void finish() throws IOException {
                super.finish();
                finished = true;
            }

            @Override
            public void close() throws IOException {
                super.close();
                if (!finished && entries > 10) {
                    output.write(ByteBuffer.allocate(1));
                }
            }
        });
    }

    /** A writer that is restored does not know where it was. */
    static ArchiveFormat restoringWrongly(boolean inEngine) {
        return new RestoringBox() {
            @Override
            public ArchiveWriter restoreWriter(
                    ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open)
                    throws IOException {
                ArchiveWriter writer = super.restoreWriter(output, context, state, open);
                boolean broken = inEngine == (context.compressionLevel() != THREADS_LEVEL);
                return broken ? changing(writer, entry -> true, BrokenFormats::withOtherMode) : writer;
            }
        };
    }

    static ArchiveFormat withLargeState() {
        return new RestoringBox() {
            @Override
            byte[] state() {
                return new byte[70_000];
            }
        };
    }

    static ArchiveFormat takingSnapshotsAtTheEnd() {
        return writing(new RestoringBox(), (writer, output, context) -> new DelegatingWriter(writer) {
            private boolean closed;

            @Override
            public boolean offerSnapshot(Snapshot snapshot) throws IOException {
                return super.offerSnapshot(snapshot) || !closed;
            }

            @Override
            public void close() throws IOException {
                super.close();
                closed = true;
            }
        });
    }

    /** Refuses an archive of the one entry that {@code which} matches; of none, if it is null. */
    static ArchiveFormat refusing(@Nullable Predicate<ArchiveEntry> which) {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            private @Nullable ArchiveEntry only;
            private int entries;

            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                ArchiveEntry entry = super.next();
                if (entry != null) {
                    only = entry;
                    entries++;
                } else if (which == null ? entries == 0 : only != null && entries == 1 && which.test(only)) {
                    throw new IOException("an archive of " + entries + " entries");
                }
                return entry;
            }
        });
    }

    static ArchiveFormat assumingThatReadsAreWhole() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
                if (archive.read(ByteBuffer.allocate(16)) < Math.min(16, archive.size())) {
                    throw new IOException("a short read");
                }
                return super.openReader(archive.position(0));
            }
        };
    }

    static ArchiveFormat claimingToAlign() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            @Override
            public long contentStart(ArchiveEntry entry) {
                return 0;
            }
        });
    }

    /** Writes the CRC that was announced, although the content has changed since. */
    static ArchiveFormat trustingTheAnnouncedCrc() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            private long announced = ArchiveEntry.CRC_UNKNOWN;

            @Override
            public void putEntry(ArchiveEntry entry) throws IOException {
                super.putEntry(entry);
                announced = named("changed").test(entry) ? entry.crc32() : ArchiveEntry.CRC_UNKNOWN;
            }

            @Override
            public void closeEntry(long crc32) throws IOException {
                super.closeEntry(announced == ArchiveEntry.CRC_UNKNOWN ? crc32 : announced);
            }
        });
    }

    /** Counts entries in 16 bits. */
    static ArchiveFormat forgettingEntries() {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            private int entries;

            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                return entries++ == 0xffff ? null : super.next();
            }
        });
    }

    static ArchiveFormat with32BitSizes() {
        return changing(
                entry -> entry.size() > 0xffff_ffffL,
                entry -> entry.toBuilder().size(entry.size() & 0xffff_ffffL).build());
    }

    static ArchiveFormat wrappingFailures() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
                return super.openWriter(
                        context.compressionLevel() == THREADS_LEVEL ? wrapping(output) : output, context);
            }
        };
    }

    private static ArchiveOutput wrapping(ArchiveOutput output) {
        return new ArchiveOutput() {
            @Override
            public long position() {
                return output.position();
            }

            @Override
            public void write(ByteBuffer data) {
                try {
                    output.write(data);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void patch(long position, ByteBuffer data) throws IOException {
                output.patch(position, data);
            }
        };
    }

    static ArchiveFormat leavingAThread() {
        return writing((writer, output, context) -> {
            if (context.compressionLevel() == THREADS_LEVEL) {
                Thread thread = new Thread(BrokenFormats::sleep, "left-by-a-writer");
                thread.setDaemon(true);
                thread.start();
            }
            return writer;
        });
    }

    private static void sleep() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes the archive when it is closed. */
    static ArchiveFormat finishingWhenClosed() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            private boolean open;

            @Override
            public void putEntry(ArchiveEntry entry) throws IOException {
                super.putEntry(entry);
                open = entry.size() == 3 << 20 && named("a").test(entry);
            }

            @Override
            public void closeEntry(long crc32) throws IOException {
                super.closeEntry(crc32);
                open = false;
            }

            @Override
            public void close() throws IOException {
                super.close();
                if (open) {
                    output.write(ByteBuffer.wrap(new byte[] {'e'}));
                }
            }
        });
    }

    static ArchiveFormat neverClosed() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            @Override
            public void close() {} // holds nothing, but does not remember either
        });
    }

    static ArchiveFormat finishingTwice() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            private boolean finished;

            @Override
            public void finish() throws IOException {
                if (!finished) {
                    super.finish();
                }
                finished = true;
            }
        });
    }

    static ArchiveFormat closingTheChannel() {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            @Override
            public void close() throws IOException {
                super.close();
                if (archive instanceof MemoryChannel) {
                    archive.close();
                }
            }
        });
    }

    static ArchiveFormat readingAnEmptyFile() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
                return archive.size() > 0 ? super.openReader(archive) : nothing(archive);
            }

            private ArchiveReader nothing(SeekableByteChannel archive) {
                return new ArchiveReader() {
                    @Override
                    public @Nullable ArchiveEntry next() {
                        return null;
                    }

                    @Override
                    public InputStream content() {
                        return InputStream.nullInputStream();
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    static ArchiveFormat endingAnywhere() {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                try {
                    return super.next();
                } catch (EOFException e) {
                    return null;
                }
            }
        });
    }

    /** The reader for imports gives one file of the project another mode. */
    static ArchiveFormat importingOtherwise() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
                return new DelegatingReader(super.openStrictReader(archive)) {
                    @Override
                    public @Nullable ArchiveEntry next() throws IOException {
                        ArchiveEntry entry = super.next();
                        return entry != null && named("film/wide.mov").test(entry) ? withOtherMode(entry) : entry;
                    }
                };
            }
        };
    }

    /** Allocates what a damaged field asks for. */
    static ArchiveFormat allocatingAnything() {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                try {
                    return super.next();
                } catch (IOException e) {
                    if (String.valueOf(e.getMessage()).startsWith("a path of")) {
                        throw new OutOfMemoryError(e.getMessage());
                    }
                    throw e;
                }
            }
        });
    }

    /** Its reader undoes what its writer does, so that no other program can read it. */
    static ArchiveFormat foreignToOthers() {
        UnaryOperator<ArchiveEntry> shift =
                entry -> entry.toBuilder().mode(entry.mode() ^ 0111).build();
        return new DelegatingFormat(reading((reader, archive) -> new DelegatingReader(reader) {
            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                ArchiveEntry entry = super.next();
                return entry == null ? null : shift.apply(entry);
            }
        })) {
            @Override
            public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
                return changing(super.openWriter(output, context), entry -> true, shift);
            }
        };
    }

    static ArchiveFormat withoutDescription() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public String description() {
                return " ";
            }
        };
    }

    static ArchiveFormat recognizingAnything() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public boolean recognizes(ByteBuffer start) {
                return true;
            }
        };
    }

    static ArchiveFormat claimingToCompress() {
        return new DelegatingFormat(new BoxFormat()) {
            @Override
            public boolean compresses() {
                return true;
            }
        };
    }

    static ArchiveFormat acceptingHardLinks() {
        return changing(entry -> entry.type() == EntryType.HARD_LINK, entry -> ArchiveEntry.builder(
                        entry.path(), EntryType.FILE)
                .mtime(entry.mtime())
                .mode(entry.mode())
                .build());
    }

    static ArchiveFormat dependingOnTheCut() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            @Override
            public void write(ByteBuffer data) throws IOException {
                int bytes = data.remaining();
                super.write(data);
                if (bytes == 511) {
                    output.patch(output.position() - 1, ByteBuffer.allocate(1));
                }
            }
        });
    }

    static ArchiveFormat needingAnArray() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            @Override
            public void write(ByteBuffer data) throws IOException {
                if (data.isDirect() && data.remaining() == 100_000) {
                    throw new UnsupportedOperationException("no array");
                }
                super.write(data);
            }
        });
    }

    /** Groups lose what is added to them. */
    static ArchiveFormat losingGroups(int capacity) {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            @Override
            public @Nullable Group newGroup(ByteBuffer into) {
                return into.capacity() == capacity ? (entry, content) -> true : null;
            }

            @Override
            public void append(Group group) {}
        });
    }

    static ArchiveFormat writingTheTime() {
        return changing(entry -> entry.type() == EntryType.DIRECTORY && entry.mode() == 0700, entry -> entry.toBuilder()
                .mtime(Instant.ofEpochSecond(entry.mtime().getEpochSecond(), System.nanoTime() % 1_000_000_000))
                .build());
    }

    static ArchiveFormat breakingLevelNine() {
        return writing((writer, output, context) ->
                changing(writer, entry -> context.compressionLevel() == 9, BrokenFormats::withOtherMode));
    }

    static ArchiveFormat leavingTheBuffer() {
        return writing((writer, output, context) -> new DelegatingWriter(writer) {
            @Override
            public void write(ByteBuffer data) throws IOException {
                super.write(data.remaining() == 200_000 ? data.duplicate() : data);
            }
        });
    }

    static ArchiveFormat placingFolders() {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            private @Nullable ArchiveEntry entry;

            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                entry = super.next();
                return entry;
            }

            @Override
            public OptionalLong contentPosition() {
                return entry != null && entry.type() == EntryType.DIRECTORY ? OptionalLong.of(0) : OptionalLong.empty();
            }
        });
    }

    static ArchiveFormat needingAllContentToBeRead() {
        return reading((reader, archive) -> new DelegatingReader(reader) {
            private boolean ended = true;

            @Override
            public @Nullable ArchiveEntry next() throws IOException {
                if (!ended) {
                    throw new IOException("the content of an entry was not read");
                }
                ArchiveEntry entry = super.next();
                ended = entry == null || entry.size() == 0;
                return entry;
            }

            @Override
            public InputStream content() throws IOException {
                return new FilterInputStream(super.content()) {
                    @Override
                    public int read() throws IOException {
                        int one = super.read();
                        ended |= one < 0;
                        return one;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int n = super.read(into, offset, length);
                        ended |= n < 0;
                        return n;
                    }
                };
            }
        });
    }

    /** Gives one file another time in each export: the volumes are not those of the archive in one piece. */
    static ArchiveFormat exportingTheTime() {
        return changing(
                named("film/wide.mov"),
                entry -> entry.toBuilder().mtime(Instant.now()).build());
    }
}
