package org.projectexporter.cli;

/** How progress is shown; the constants in lower case are what {@code --progress} takes. */
enum ProgressMode {
    /** A bar on a terminal, plain lines elsewhere. */
    AUTO,
    BAR,
    /** One event a line, as JSON. */
    JSON,
    NONE
}
