package org.projectexporter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code project-export} itself: it requires a command. */
@Command(
        name = "project-export",
        description = "Export a film project (files, Git history, Git LFS media) as one portable archive.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = RootCommand.Version.class,
        sortOptions = false)
final class RootCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--version", versionHelp = true, description = "show the version")
    boolean version;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "missing command; known commands: " + UsageErrors.commands(spec.commandLine()));
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"project-export " + (version == null ? "(from source)" : version)};
        }
    }
}
