package org.projectexporter.internal.wire;

import java.io.IOException;

/** Writes values of one type. */
@FunctionalInterface
public interface Encoder<T> {
    void write(WireWriter out, T value) throws IOException;
}
