package org.projectexporter;

/** There is no archive format or source of this name. The message lists those that are available. */
public final class UnknownPluginException extends ExportException {
    private static final long serialVersionUID = 1L;

    public UnknownPluginException(String message) {
        super(message);
    }
}
