package org.projectexporter.git.folder;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Reads a file, and names it in errors: those of read(2) come without the name. */
final class NamedInput extends FilterInputStream {
    private final Path file;

    NamedInput(Path file, InputStream in) {
        super(in);
        this.file = file;
    }

    private IOException named(IOException e) {
        if (e.getClass() != IOException.class) {
            return e;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw named(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException e) {
            throw named(e);
        }
    }
}
