package org.projectexporter.internal.exporting.plan;

import java.io.Closeable;
import java.io.IOException;

/**
 * Content of entries that is not read from the project by its name.
 *
 * @param captures bytes that were captured while the project was planned
 * @param held files that are open since then
 */
public record KeptContent(Captures captures, HeldFiles held) implements Closeable {
    @Override
    public void close() throws IOException {
        try (captures;
                held) {
            // both, whatever fails
        }
    }
}
