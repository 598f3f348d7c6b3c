package org.projectexporter.sidecar.internal.jobs;

import java.io.InputStream;

/**
 * An archive that arrives with a request.
 *
 * @param owner who sends it
 * @param body its bytes
 * @param length their number; negative if it is unknown
 */
public record ArrivingArchive(UploadOwner owner, InputStream body, long length) {}
