package org.projectexporter.git.folder;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Converts iterables to streams. */
public final class Streams {
    private Streams() {}

    /** A sequential stream over the elements of {@code all}. */
    public static <T> Stream<T> of(Iterable<T> all) {
        return StreamSupport.stream(all.spliterator(), false);
    }
}
