package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.testkit.example.BoxFormat;

/** Boxes whose reader has one fault each, as in {@link BrokenFormats}. */
final class BrokenReaders {
    private BrokenReaders() {}

    /** Wraps readers. */
    @FunctionalInterface
    interface Readers {
        ArchiveReader wrap(ArchiveReader reader, SeekableByteChannel archive) throws IOException;
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
                        return entry != null
                                        && BrokenFormats.named("film/wide.mov").test(entry)
                                ? BrokenFormats.withOtherMode(entry)
                                : entry;
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
}
