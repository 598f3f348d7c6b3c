package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.wire.FindingWire;
import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.PlannedEntryWire;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;

/** The ledger's events in a spool, so that they need no memory and a later run can read them. */
final class LedgerLog {
    /** An event. */
    sealed interface Event {}

    /**
     * An entry was written to the archive.
     *
     * @param sha256 of a file or hard link, in hexadecimal; else null
     * @param device together with {@code inode}, identifies a file that may have further names; else 0
     * @param contentClass of a file
     * @param compressed whether the content was compressed
     * @param sealed what a seal records; null if there is no seal, or it does not record this entry
     */
    record Entered(
            RawPath path,
            EntryType type,
            EntryRole role,
            int mode,
            long size,
            @Nullable RawPath linkTarget,
            @Nullable String sha256,
            long device,
            long inode,
            ContentClass contentClass,
            boolean compressed,
            @Nullable Sealed sealed)
            implements Event {}

    /** The modification time of a file, and what a seal's digest made of its content. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(Instant mtime, byte[] digest) {
        static void write(WireWriter out, Sealed sealed) throws IOException {
            out.writeInstant(sealed.mtime);
            out.writeBytes(sealed.digest);
        }

        static Sealed read(WireReader in) throws IOException {
            return new Sealed(in.readInstant(), in.readBytes());
        }
    }

    record Found(Finding finding) implements Event {}

    record Vanished(PlannedEntry entry) implements Event {}

    /** The state of a database was found, of which no file was written yet. */
    record Settled(DatabaseState database) implements Event {}

    /** Receives the events one by one. */
    interface Listener {
        void event(Event event) throws IOException;
    }

    private static final int ENTERED = 1;
    private static final int FOUND = 2;
    private static final int VANISHED = 3;
    private static final int SETTLED = 4;
    private static final int SHA256_BYTES = 32;
    private static final Origin ORIGIN =
            new Origin("the ledger of the export", "the export cannot be resumed: discard it and start over");
    private static final EntryType[] TYPES = EntryType.values();
    private static final EntryRole[] ROLES = EntryRole.values();
    private static final ContentClass[] CLASSES = ContentClass.values();

    private final Spool spool;
    private final WireWriter out = new WireWriter();

    LedgerLog(Spool spool) {
        this.spool = spool;
    }

    void append(Event event) throws IOException {
        out.clear();
        encode(out, event);
        append(out.view());
    }

    /** Appends events that {@link #encode} has encoded. */
    void append(ByteBuffer encoded) throws IOException {
        spool.append(encoded);
    }

    /** Adds the bytes of an event. */
    static void encode(WireWriter out, Event event) throws IOException {
        if (event instanceof Entered entered) {
            out.writeByte(ENTERED);
            write(out, entered);
        } else if (event instanceof Found found) {
            out.writeByte(FOUND);
            FindingWire.write(out, found.finding);
        } else if (event instanceof Vanished vanished) {
            out.writeByte(VANISHED);
            PlannedEntryWire.write(out, vanished.entry);
        } else {
            out.writeByte(SETTLED);
            DatabaseState.write(out, ((Settled) event).database);
        }
    }

    private static void write(WireWriter out, Entered entered) throws IOException {
        out.writePath(entered.path);
        out.writeEnum(entered.type);
        out.writeEnum(entered.role);
        out.writeEnum(entered.contentClass);
        out.writeBoolean(entered.compressed);
        out.writeInt(entered.mode);
        out.writeLong(entered.size);
        out.writeOptional(entered.linkTarget, WireWriter::writePath);
        out.writeOptional(
                entered.sha256, (to, sha256) -> to.writeFixed(HexFormat.of().parseHex(sha256)));
        out.writeLong(entered.device);
        out.writeLong(entered.inode);
        out.writeOptional(entered.sealed, Sealed::write);
    }

    /** Passes all events to {@code listener}, in order. */
    void replay(Listener listener) throws IOException {
        try (WireReader in = new WireReader(spool.read(), spool.length(), ORIGIN)) {
            while (in.remaining() > 0) {
                listener.event(in.readChecked(LedgerLog::read));
            }
        }
    }

    private static Event read(WireReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case ENTERED -> readEntered(in);
            case FOUND -> new Found(FindingWire.read(in));
            case VANISHED -> new Vanished(PlannedEntryWire.read(in));
            case SETTLED -> new Settled(DatabaseState.read(in));
            default -> throw in.corrupt("an event of the unknown kind " + kind);
        };
    }

    private static Entered readEntered(WireReader in) throws IOException {
        RawPath path = in.readPath();
        EntryType type = in.readEnum(TYPES);
        EntryRole role = in.readEnum(ROLES);
        ContentClass contentClass = in.readEnum(CLASSES);
        boolean compressed = in.readBoolean();
        int mode = in.readInt();
        long size = in.readLong();
        RawPath target = in.readOptional(WireReader::readPath);
        String sha256 = in.readOptional(from -> HexFormat.of().formatHex(from.readFixed(SHA256_BYTES)));
        return new Entered(
                path,
                type,
                role,
                mode,
                size,
                target,
                sha256,
                in.readLong(),
                in.readLong(),
                contentClass,
                compressed,
                in.readOptional(Sealed::read));
    }
}
