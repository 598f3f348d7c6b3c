package org.projectexporter;

/** No format, source or checkpoint store of the asked name is there. The message lists those that are. */
public final class UnknownPluginException extends ExportException {
    private static final long serialVersionUID = 1L;

    public UnknownPluginException(String message) {
        super(message);
    }
}
