package org.projectexporter.git;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What can be iterated over, as a stream. */
final class Streams {
    private Streams() {}

    static <T> Stream<T> of(Iterable<T> all) {
        return StreamSupport.stream(all.spliterator(), false);
    }
}
