package org.projectexporter.internal.wire;

import java.io.IOException;

/** Reads values of one type, as written by its {@link Encoder}. */
@FunctionalInterface
public interface Decoder<T> {
    /**
     * Reads the next value.
     *
     * @throws CorruptFileException if there is none
     */
    T read(WireReader in) throws IOException;
}
