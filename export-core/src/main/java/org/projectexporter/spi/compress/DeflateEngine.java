package org.projectexporter.spi.compress;

import java.io.IOException;
import java.util.Optional;

/**
 * An implementation of DEFLATE (RFC 1951). Each produces other bytes from the same content, so an export uses the one
 * that its option {@code deflate} names, whatever else is on the class path.
 *
 * <p>An implementation must
 *
 * <ul>
 *   <li>have a public no-argument constructor and be named in {@code META-INF/services};
 *   <li>load its library, if it has one, no earlier than in {@link #open};
 *   <li>produce the same bytes for the same content and level on every machine, as long as its {@link #version} is the
 *       same.
 * </ul>
 *
 * <p>The methods may be called from several threads at once.
 */
public interface DeflateEngine {
    /** The name of the engine that is always available: the one of the Java that runs the program. */
    String JDK = "jdk";

    /** {@return the unique lower-case name, which options and manifests contain} */
    String name();

    /**
     * {@return the version, which manifests contain and a resumed export requires; empty if it is unknown, as the
     * version of the zlib that Java uses is}
     */
    Optional<String> version();

    /** {@return the memory in bytes that a compressor needs at most in addition to its two buffers} */
    int compressorBytes();

    /**
     * {@return a compressor with a buffer for content and one for results} The caller closes it.
     *
     * @param level 0 (none) to 9 (smallest)
     * @param inputBytes size of the buffer for content
     * @param outputBytes size of the buffer for results
     * @throws org.projectexporter.ExportException if the engine's library cannot be loaded; the message says why
     * @throws IOException if the file system fails
     */
    DeflateCompressor open(int level, int inputBytes, int outputBytes) throws IOException;

    /** {@return the engine of Java: zlib, by {@link java.util.zip.Deflater}} */
    static DeflateEngine jdk() {
        return new JdkDeflate();
    }
}
