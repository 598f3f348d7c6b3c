package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.projectexporter.sidecar.internal.jobs.JobView.Volume;

/** The joined bytes of volumes. One file is open at a time. Used by one thread at a time, except {@link #close}. */
final class VolumesChannel implements ReadableByteChannel {
    private final List<Volume> volumes;
    private long left;
    private int at;
    private long position;
    private @Nullable FileChannel file;
    private volatile boolean closed;

    /**
     * Opens the first volume of the range.
     *
     * @param range within the joined volumes
     */
    VolumesChannel(List<Volume> volumes, ByteRange range) throws IOException {
        this.volumes = volumes;
        this.left = range.bytes();
        this.position = range.first();
        while (position >= volumes.get(at).bytes()) {
            position -= volumes.get(at).bytes();
            at++;
        }
        open();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (left == 0) {
            return -1;
        }
        Volume volume = volumes.get(at);
        int wanted = (int) Math.min(target.remaining(), Math.min(left, volume.bytes() - position));
        int read = read(target, wanted);
        if (read < 0) {
            throw new EOFException(volume.name() + " has become shorter");
        }
        left -= read;
        position += read;
        if (position == volume.bytes()) {
            next();
        }
        return read;
    }

    private int read(ByteBuffer target, int wanted) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + wanted);
        try {
            return open().read(target, position);
        } finally {
            target.limit(limit);
        }
    }

    private synchronized FileChannel open() throws IOException {
        if (closed) {
            throw new IOException("the download has ended");
        }
        if (file == null) {
            file = FileChannel.open(volumes.get(at).file(), StandardOpenOption.READ);
        }
        return file;
    }

    private synchronized void next() throws IOException {
        closeFile();
        position = 0;
        at++;
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        closeFile();
    }
}
