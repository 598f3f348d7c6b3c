package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.testkit.example.BoxFormat;

/**
 * Boxes with one fault each; {@link BrokenReaders} has those whose fault is in the reader, {@link BrokenSnapshots} those
 * that depend on threads or restore their writers. Where a fault would break many rules, it is confined to what one rule
 * does, so that it is this rule that finds it.
 */
final class BrokenFormats {
    /** The level of compression that rules about threads and snapshots use, unlike all others. */
    static final int THREADS_LEVEL = 1;

    private BrokenFormats() {}

    /** Wraps writers. */
    @FunctionalInterface
    interface Writers {
        ArchiveWriter wrap(ArchiveWriter writer, ArchiveOutput output, WriterContext context) throws IOException;
    }

    static ArchiveFormat writing(Writers writers) {
        return writing(new BoxFormat(), writers);
    }

    static ArchiveFormat writing(ArchiveFormat box, Writers writers) {
        return new DelegatingFormat(box) {
            @Override
            public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
                return writers.wrap(super.openWriter(output, context), output, context);
            }
        };
    }

    /** Writes some entries otherwise. */
    static ArchiveFormat changing(Predicate<ArchiveEntry> which, UnaryOperator<ArchiveEntry> change) {
        return writing((writer, output, context) -> changing(writer, which, change));
    }

    static ArchiveWriter changing(
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

    /** Refuses an archive of the one entry that {@code which} matches; of none, if it is null. */
    static ArchiveFormat refusing(@Nullable Predicate<ArchiveEntry> which) {
        return BrokenReaders.reading((reader, archive) -> new DelegatingReader(reader) {
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

    /** Its reader undoes what its writer does, so that no other program can read it. */
    static ArchiveFormat foreignToOthers() {
        UnaryOperator<ArchiveEntry> shift =
                entry -> entry.toBuilder().mode(entry.mode() ^ 0111).build();
        return new DelegatingFormat(BrokenReaders.reading((reader, archive) -> new DelegatingReader(reader) {
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

    /** Gives one file another time in each export: the volumes are not those of the archive in one piece. */
    static ArchiveFormat exportingTheTime() {
        return changing(
                named("film/wide.mov"),
                entry -> entry.toBuilder().mtime(Instant.now()).build());
    }
}
