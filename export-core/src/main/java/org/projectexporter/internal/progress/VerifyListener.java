package org.projectexporter.internal.progress;

import org.projectexporter.spi.RawPath;

/** Is notified of progress by the verifying thread. */
public interface VerifyListener {
    /** Some bytes of the archive were read. */
    void verified(long bytes);

    /** The content of an entry is about to be read. */
    void verifies(RawPath path, boolean file);
}
