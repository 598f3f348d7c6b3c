package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/** The bytes of a file of the project. What cannot be read is reported with the path of its entry. */
final class ProjectStream implements ContentOpener.Stream {
    private final RawPath path;
    private final ContentOpener.Stream file;

    private ProjectStream(RawPath path, ContentOpener.Stream file) {
        this.path = path;
        this.file = file;
    }

    /** Opens the file of an entry. */
    interface Opening {
        ContentOpener.Stream open() throws IOException;
    }

    /** Opens a file. */
    static ProjectStream open(RawPath path, Opening opening) throws IOException {
        try {
            return new ProjectStream(path, opening.open());
        } catch (IOException e) {
            throw UnreadableEntryException.of(path, e);
        }
    }

    @Override
    public @Nullable FileStat before() {
        return file.before();
    }

    @Override
    public boolean isJustWritten() {
        return file.isJustWritten();
    }

    @Override
    public int readOnce(ByteBuffer into) throws IOException {
        try {
            return file.readOnce(into);
        } catch (IOException e) {
            throw UnreadableEntryException.of(path, e);
        }
    }

    @Override
    public @Nullable FileStat stat() throws IOException {
        try {
            return file.stat();
        } catch (IOException e) {
            throw UnreadableEntryException.of(path, e);
        }
    }

    @Override
    public void position(long position) throws IOException {
        try {
            file.position(position);
        } catch (IOException e) {
            throw UnreadableEntryException.of(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
