package org.projectexporter.testkit;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.example.BoxFormat;

/** A format on trial, under a class that the service loader finds. */
public final class TrialFormat extends DelegatingFormat {
    /** For {@link java.util.ServiceLoader}, in which the contract looks for the format. */
    public TrialFormat() {
        this(new BoxFormat());
    }

    TrialFormat(ArchiveFormat format) {
        super(format);
    }
}
