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
        /**
         * Reports a problem.
         *
         * @param path where, in the archive
         * @param what what is wrong, in one short phrase
         */
        void add(RawPath path, String what);
    }

    /**
     * Reads a file for which {@link SealFormat#isOfSeal} is true; does not close the stream.
     *
     * @param path of the file in the archive
     * @param content from its first byte
     * @throws IOException if the content cannot be read
     */
    void seal(RawPath path, InputStream content) throws IOException;

    /**
     * Called once when all seals are passed in.
     *
     * @param problems takes what is wrong with the seals themselves
     */
    void startFiles(Problems problems);

    /**
     * {@return a digest for a file; null if no seal records it}
     *
     * @param path of the file in the archive
     */
    SealFormat.@Nullable Digest digest(RawPath path);

    /**
     * Compares what that digest has made of the content.
     *
     * @param path of the file in the archive
     * @param digest what {@link SealFormat.Digest#finish} returned
     * @param problems takes a difference
     */
    void compare(RawPath path, byte[] digest, Problems problems);

    /**
     * Called for a further name of a file.
     *
     * @param path the further name
     * @param target the first name
     * @param problems takes a difference
     */
    void link(RawPath path, RawPath target, Problems problems);

    /**
     * Reports at the end what was not in the archive.
     *
     * @param problems takes it
     * @return one line for each seal that is right
     */
    List<String> finish(Problems problems);
}
