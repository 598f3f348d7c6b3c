package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.spi.files.SingleBytes;

/** Passes bytes on until the receiver finds that they are damaged; then it ignores the rest. */
final class DamageOutput extends OutputStream {
    private final OutputStream receiver;
    private @Nullable String damage;

    DamageOutput(OutputStream receiver) {
        this.receiver = receiver;
    }

    @Override
    public void write(int b) throws IOException {
        SingleBytes.write(b, this);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (damage == null) {
            try {
                receiver.write(bytes, offset, length);
            } catch (SourceException e) {
                damage = GitErrors.what(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (damage == null) {
            try {
                receiver.close();
            } catch (SourceException e) {
                damage = GitErrors.what(e);
            }
        }
    }

    /** What is wrong, in one phrase; null if nothing is. */
    @Nullable
    String damage() {
        return damage;
    }
}
