package org.projectexporter.sidecar.internal.http;

import java.io.IOException;

/** A client has gone away before it had sent all that it announced. */
final class ClientLeftException extends IOException {
    private static final long serialVersionUID = 1;

    ClientLeftException(IOException cause) {
        super("the client has gone: " + cause.getMessage(), cause);
    }
}
