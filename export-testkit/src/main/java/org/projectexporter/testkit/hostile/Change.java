package org.projectexporter.testkit.hostile;

/** A change of an archive that was taken apart. */
interface Change<P> {
    void apply(P parts);
}
