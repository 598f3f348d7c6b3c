package org.projectexporter.sidecar;

/** The server. */
public final class Sidecar {
    private Sidecar() {}
}
