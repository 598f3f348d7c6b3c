package org.projectexporter.git.folder;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What can be iterated over, as a stream. */
public final class Streams {
    private Streams() {}

    public static <T> Stream<T> of(Iterable<T> all) {
        return StreamSupport.stream(all.spliterator(), false);
    }
}
