package org.projectexporter.internal.exporting.run;

import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.internal.layout.Bag;
import org.projectexporter.internal.layout.BagFormat;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * What turns the content of an export into the bytes of its archive.
 *
 * @param deflate the engine that the options name; Java's if the format does not use it
 */
record Codecs(ArchiveFormat format, DeflateEngine deflate, int level) {
    /** Those that {@code options} name. */
    static Codecs of(ExportEnvironment environment, ExportOptions options) throws ExportException {
        ArchiveFormat format = environment.formats().get(options.format());
        DeflateEngine deflate = environment.deflateEngines().get(options.deflate());
        return new Codecs(format, format.deflates() ? deflate : DeflateEngine.jdk(), options.compressionLevel());
    }

    /** The same for an archive with these options, in which the project has this name: it may be a bag. */
    Codecs in(ExportOptions options, RawPath name) {
        boolean bag = options.seal().filter(Bag.SEAL::equals).isPresent();
        return bag ? new Codecs(new BagFormat(format, new Bag(name)), deflate, level) : this;
    }

    /** Whether the archive depends on an engine other than Java's. */
    boolean usesOtherEngine() {
        return !deflate.name().equals(DeflateEngine.JDK);
    }

    /**
     * Loads the codecs and digests their output.
     *
     * @throws ExportException if one cannot be loaded
     */
    Fingerprint fingerprint() throws IOException {
        return Fingerprint.of(this);
    }

    /**
     * Checks that an export can be resumed with these codecs.
     *
     * @param before the fingerprint of those that began it
     */
    void requireSame(Fingerprint before) throws IOException {
        Fingerprint now = fingerprint();
        if (!now.deflate().equals(before.deflate())) {
            throw new ExportException(
                    Reason.OTHER_VERSION,
                    "the export was begun with the deflate engine " + before.deflate() + ", and the one here is "
                            + now.deflate() + "; resume it with the former, or discard it and start over");
        }
        if (!now.equals(before)) {
            throw new ExportException(
                    Reason.OTHER_VERSION,
                    "the " + format.name() + " compression here differs from the one that began the"
                            + " export; resume it with the same Java and the same version of this program, or"
                            + " discard it and start over");
        }
    }
}
