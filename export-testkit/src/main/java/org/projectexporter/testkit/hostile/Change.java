package org.projectexporter.testkit.hostile;

/** A change of a parsed archive. */
interface Change<P> {
    void apply(P parts);
}
