package org.projectexporter.internal.progress;

import org.projectexporter.spi.RawPath;

/** Is told by the verifying thread how it goes on. */
public interface VerifyListener {
    /** Bytes of the archive that were read. */
    void verified(long bytes);

    /** An entry whose content is about to be read. */
    void verifies(RawPath path, boolean file);
}
