package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.projectexporter.spi.RawPath;

/**
 * Checks the seals of one archive, which is read twice for it: first its seals are passed in, then the content of all
 * other files. Used by one thread.
 */
public interface SealCheck {
    /** Receives what is wrong. */
    @FunctionalInterface
    interface Problems {
        /** A problem of {@code path}: {@code what}, in one short phrase. */
        void add(RawPath path, String what);
    }

    /** Reads a file for which {@link SealFormat#isOfSeal} is true; does not close the stream. */
    void seal(RawPath path, InputStream content) throws IOException;

    /** Called once when all seals are passed in. */
    void startFiles(Problems problems);

    /** Starts the digest of a file; null if no seal records it. */
    SealFormat.@Nullable Digest digest(RawPath path);

    /** Compares what that digest has made of the content. */
    void compare(RawPath path, byte[] digest, Problems problems);

    /** Called for a further name of a file, whose first name is {@code target}. */
    void link(RawPath path, RawPath target, Problems problems);

    /** Called at the end; reports what was not in the archive, and returns a line for each seal that is right. */
    List<String> finish(Problems problems);
}
