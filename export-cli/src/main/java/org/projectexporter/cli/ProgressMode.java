package org.projectexporter.cli;

/** How progress is shown; {@code --progress} takes the constants in lower case. */
enum ProgressMode {
    /** A bar on a terminal, plain lines elsewhere. */
    AUTO,
    BAR,
    /** One event per line, as JSON. */
    JSON,
    NONE
}
