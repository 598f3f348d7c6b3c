package org.projectexporter.cli;

import picocli.CommandLine.Option;

/** The flags that every command accepts. */
final class CommonFlags {
    @Option(
            names = "--progress",
            paramLabel = "HOW",
            description =
                    "how to show progress on standard error: auto (a bar on a terminal, else lines), bar, json, none")
    ProgressMode progress = ProgressMode.AUTO;

    @Option(names = "--json", description = "print the result as one line of JSON")
    boolean json;

    @Option(names = "--debug", description = "print stack traces, and what the target's file system can do")
    boolean debug;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    boolean help;
}
