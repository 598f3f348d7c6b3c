package org.projectexporter.spi;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.VerifyResult;

/** The deep verification that a restorer works for. */
public interface ProofContext {
    /** A repository is going to be followed. */
    void follows(RawPath repository);

    /** Reports what is missing. */
    void report(VerifyResult.Missing missing);

    /** Reports something about a repository that is worth knowing, but not wrong. */
    void note(RawPath repository, String what);

    /** To be called regularly during long work. */
    void checkCancelled() throws ExportCancelledException;
}
