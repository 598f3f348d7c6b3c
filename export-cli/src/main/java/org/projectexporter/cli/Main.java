package org.projectexporter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The command line {@code project-export}: parses, runs a command, and returns its exit code to the shell. */
public final class Main {
    /** The property with the level of the log about file systems, in {@code logback.xml}. */
    static final String DISK_LOG = "project.export.log.disk";

    private final Console console;

    Main(Console console) {
        this.console = console;
    }

    /** {@return commands that read and write the standard streams of this process} */
    public static Main ofProcess() {
        return new Main(Console.ofProcess());
    }

    /**
     * Runs one command, and ends this process with its exit code.
     *
     * @param arguments those that Java decoded; names of files come from the process itself where it has their bytes
     */
    public static void main(String[] arguments) {
        System.exit(ofProcess().run(RawArguments.ofProcess(arguments)));
    }

    /** {@return all commands with their options, for generators of documents} */
    public static CommandLine commands() {
        Main main = ofProcess();
        return main.commandLine(false, RawArguments.ofText(ServeCommand.NAME, TokensCommand.NAME));
    }

    /**
     * Runs one command.
     *
     * @param arguments the name of the command, and what follows it
     * @return one of {@link ExitCode}
     */
    public int run(String... arguments) {
        return run(RawArguments.ofText(arguments));
    }

    private int run(RawArguments arguments) {
        String[] texts = arguments.texts();
        boolean debug = List.of(texts).contains("--debug");
        if (debug) {
            System.setProperty(DISK_LOG, "DEBUG"); // logback.xml has not been read yet
        }
        CommandLine command = commandLine(debug, arguments);
        int code = command.execute(texts);
        command.getOut().flush();
        return written(code);
    }

    /** The exit code of a command, which has failed if its result was lost on the way out. */
    private int written(int code) {
        IOException failure = console.out().failure();
        if (failure == null) {
            return code;
        }
        console.message("cannot write the result to standard output (" + failure.getMessage() + ")");
        return code == ExitCode.DONE || code == ExitCode.INCOMPLETE ? ExitCode.FAILED : code;
    }

    CommandLine commandLine(boolean debug, RawArguments arguments) {
        return new CommandLine(new RootCommand())
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(new ResumeCommand(console))
                .addSubcommand(new DiscardCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new InspectCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new FormatsCommand(console))
                .addSubcommand(new SourcesCommand(console))
                .addSubcommand(ServeCommand.NAME, serve(arguments))
                .addSubcommand(TokensCommand.NAME, tokens(arguments))
                .registerConverter(Path.class, arguments::path)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setUsageHelpWidth(Math.max(
                        Terminal.DEFAULT_COLUMNS,
                        Math.min(120, console.terminal().columns())))
                .setParameterExceptionHandler((e, args) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e, command, debug));
    }

    /** The other commands list this command without paying for the lookup of its flags. */
    private CommandLine serve(RawArguments arguments) {
        if (List.of(arguments.texts()).contains(ServeCommand.NAME)) {
            return new CommandLine(new ServeCommand(console));
        }
        return listed(ServeCommand.NAME, ServeCommand.DESCRIPTION);
    }

    private CommandLine tokens(RawArguments arguments) {
        if (List.of(arguments.texts()).contains(TokensCommand.NAME)) {
            return new CommandLine(new TokensCommand(console));
        }
        return listed(TokensCommand.NAME, TokensCommand.DESCRIPTION);
    }

    private static CommandLine listed(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    private int wrongUsage(ParameterException e) {
        console.message(UsageErrors.message(e));
        hint(e.getCommandLine());
        return ExitCode.USAGE;
    }

    private void hint(CommandLine command) {
        console.err().println("see '" + command.getCommandSpec().qualifiedName() + " --help'");
    }

    private int failed(Exception e, CommandLine command, boolean debug) {
        int code = Failures.exitCode(e);
        console.message(FlagHint.message(e, command.getCommandSpec()));
        if (code == ExitCode.USAGE) {
            hint(command);
        }
        if (debug) {
            e.printStackTrace(console.err());
        }
        return code;
    }
}
