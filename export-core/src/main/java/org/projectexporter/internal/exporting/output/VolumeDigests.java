package org.projectexporter.internal.exporting.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.internal.io.Sha256;

/**
 * SHA-256 of each volume, computed from the blocks as they are written. Everything else (what an earlier run wrote,
 * what was patched) is read back from the files, a piece at a time, between the blocks. Used by one thread, except for
 * {@link #finished}.
 */
final class VolumeDigests implements Closeable {
    /** The distance between the saved states to which a patch can return; doubled when there are too many states. */
    private static final long FIRST_SPACING = 4L << 20;

    private static final int MOST_STATES = 1024;

    private final VolumeFiles files;
    private final List<String> finished = new ArrayList<>();
    private final TreeMap<Long, MessageDigest> states = new TreeMap<>();
    private final ReadBack readBack;
    private MessageDigest digest = Sha256.newDigest();
    private long spacing = FIRST_SPACING;
    private long at;
    /**
     * The end of the volumes whose digests were known: they are read back nevertheless, to be compared with their sums.
     */
    private long knownTo;

    /** Digests of an archive whose first volumes are known. */
    VolumeDigests(VolumeFiles files, ChunkSums sums, List<String> known) {
        this.files = files;
        readBack = new ReadBack(files, sums);
        finished.addAll(known);
        for (int i = 0; i < known.size(); i++) {
            knownTo = files.endAfter(knownTo);
        }
        states.put(knownTo, Sha256.newDigest());
    }

    /**
     * Digests bytes of one volume, unless earlier bytes have not been digested yet: then these have to be read back
     * later.
     */
    boolean pass(ByteBuffer data, long position) {
        long end = position + data.remaining();
        if (position == at && data.hasRemaining()) {
            update(data);
        }
        return at >= end;
    }

    private void update(ByteBuffer data) {
        at += data.remaining();
        if (at <= knownTo) {
            return;
        }
        digest.update(data);
        if (at - states.lastKey() >= spacing) {
            remember();
        }
        if (at == files.endAfter(at - 1)) {
            endVolume();
            remember();
        }
    }

    private void remember() {
        states.put(at, copy(digest));
        if (states.size() > MOST_STATES) {
            spacing *= 2;
            long first = states.firstKey();
            states.keySet().removeIf(key -> key > first && key < at && key / (spacing / 2) % 2 != 0);
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    private void endVolume() {
        synchronized (finished) {
            finished.add(HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** Discards what was read ahead, since it is about to change on disk. */
    void forgetReadAhead() throws IOException {
        readBack.forget();
    }

    /** Discards the digests from {@code position} on, since the bytes have changed on disk. */
    void rewind(long position) {
        if (position < knownTo) {
            knownTo = files.startOf(position);
            states.clear();
            states.put(knownTo, Sha256.newDigest());
        }
        if (position < at) {
            goBack(position);
        }
        synchronized (finished) {
            int complete = files.numberAt(Math.max(at, knownTo));
            while (finished.size() > complete) {
                finished.remove(finished.size() - 1);
            }
        }
    }

    private void goBack(long position) {
        Map.Entry<Long, MessageDigest> state = states.floorEntry(position);
        at = state == null ? files.startOf(position) : state.getKey();
        digest = state == null ? Sha256.newDigest() : copy(state.getValue());
        states.tailMap(at, false).clear();
        states.putIfAbsent(at, copy(digest));
    }

    /** Reads back one piece that has not been digested, up to {@code written}; false if there is none. */
    boolean catchUp(long written) throws IOException {
        if (at >= written) {
            return false;
        }
        update(readBack.read(at, written));
        return true;
    }

    /** Digests of the complete volumes that are known, in hexadecimal, from the first one on. */
    List<String> finished() {
        synchronized (finished) {
            return List.copyOf(finished);
        }
    }

    /** Ends the last volume, unless it was complete, and returns all digests. */
    List<String> end() {
        boolean lastIsComplete = at > 0 && at == files.endAfter(at - 1);
        if (!lastIsComplete) {
            endVolume();
        }
        return finished();
    }

    @Override
    public void close() {
        readBack.close();
    }
}
