package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.projectexporter.internal.exporting.plan.EntryCodec;
import org.projectexporter.internal.exporting.plan.FindingCodec;
import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;

/** The ledger's events in a spool, so that they need no memory, and so that a later run knows them. */
final class LedgerLog {
    /** One thing that happened. */
    sealed interface Event {}

    /**
     * An entry is in the archive.
     *
     * @param sha256 of a file or hard link, in hexadecimal; else null
     * @param device with {@code inode} of a file that may have further names; else 0
     * @param contentClass of a file
     * @param compressed whether the content was given to be compressed
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
            boolean compressed)
            implements Event {}

    record Found(Finding finding) implements Event {}

    record Vanished(PlannedEntry entry) implements Event {}

    /** Takes one event after the other. */
    interface Listener {
        void event(Event event) throws IOException;
    }

    private static final int ENTERED = 1;
    private static final int FOUND = 2;
    private static final int VANISHED = 3;
    private static final EntryType[] TYPES = EntryType.values();
    private static final EntryRole[] ROLES = EntryRole.values();
    private static final ContentClass[] CLASSES = ContentClass.values();

    private final Spool spool;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    LedgerLog(Spool spool) {
        this.spool = spool;
    }

    void append(Event event) throws IOException {
        bytes.reset();
        if (event instanceof Entered entered) {
            write(entered);
        } else if (event instanceof Found found) {
            write(found.finding);
        } else {
            out.writeByte(VANISHED);
            EntryCodec.write(((Vanished) event).entry, out);
        }
        spool.append(ByteBuffer.wrap(bytes.toByteArray()));
    }

    // the log is read by the build that wrote it, so ordinals are stable names
    @SuppressWarnings("EnumOrdinal")
    private void write(Entered entered) throws IOException {
        out.writeByte(ENTERED);
        Records.writePath(entered.path, out);
        out.writeByte(entered.type.ordinal());
        out.writeByte(entered.role.ordinal());
        out.writeByte(entered.contentClass.ordinal());
        out.writeBoolean(entered.compressed);
        out.writeInt(entered.mode);
        out.writeLong(entered.size);
        out.writeBoolean(entered.linkTarget != null);
        if (entered.linkTarget != null) {
            Records.writePath(entered.linkTarget, out);
        }
        out.writeBoolean(entered.sha256 != null);
        if (entered.sha256 != null) {
            out.write(HexFormat.of().parseHex(entered.sha256));
        }
        out.writeLong(entered.device);
        out.writeLong(entered.inode);
    }

    private void write(Finding finding) throws IOException {
        out.writeByte(FOUND);
        FindingCodec.write(finding, out);
    }

    /** Hands all events to {@code listener}, in their order. */
    void replay(Listener listener) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(spool.read(), 1 << 16))) {
            for (int tag = in.read(); tag >= 0; tag = in.read()) {
                listener.event(read(tag, in));
            }
        }
    }

    private static Event read(int tag, DataInputStream in) throws IOException {
        return switch (tag) {
            case ENTERED -> readEntered(in);
            case FOUND -> new Found(FindingCodec.read(in));
            case VANISHED -> new Vanished(EntryCodec.read(in));
            default -> throw new EOFException("no event of kind " + tag);
        };
    }

    private static Entered readEntered(DataInputStream in) throws IOException {
        RawPath path = Records.readPath(in);
        EntryType type = TYPES[in.readUnsignedByte()];
        EntryRole role = ROLES[in.readUnsignedByte()];
        ContentClass contentClass = CLASSES[in.readUnsignedByte()];
        boolean compressed = in.readBoolean();
        int mode = in.readInt();
        long size = in.readLong();
        RawPath target = in.readBoolean() ? Records.readPath(in) : null;
        String sha256 = in.readBoolean() ? HexFormat.of().formatHex(in.readNBytes(32)) : null;
        return new Entered(
                path, type, role, mode, size, target, sha256, in.readLong(), in.readLong(), contentClass, compressed);
    }
}
