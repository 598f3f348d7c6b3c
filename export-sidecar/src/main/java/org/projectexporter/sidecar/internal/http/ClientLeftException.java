package org.projectexporter.sidecar.internal.http;

import java.io.IOException;

/** A client disconnected before it had sent its complete request. */
final class ClientLeftException extends IOException {
    private static final long serialVersionUID = 1;

    ClientLeftException(IOException cause) {
        super("the client disconnected: " + cause.getMessage(), cause);
    }
}
