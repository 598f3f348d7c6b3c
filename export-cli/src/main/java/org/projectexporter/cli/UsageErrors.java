package org.projectexporter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;
import java.util.stream.Collectors;

/** Messages for usage errors: for an unknown name, they list the known ones. */
final class UsageErrors {
    private UsageErrors() {}

    static String message(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : Failures.message(e);
    }

    private static String unmatched(UnmatchedArgumentException e) {
        List<String> arguments = e.getUnmatched();
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (e.isUnknownOption()) {
            return "unknown option " + first + "; known options: " + options(e.getCommandLine());
        }
        if (e.getCommandLine().getSubcommands().isEmpty()) {
            return "unexpected argument: " + first;
        }
        return "unknown command " + first + "; known commands: " + commands(e.getCommandLine());
    }

    static String commands(CommandLine root) {
        return String.join(", ", root.getSubcommands().keySet());
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(UsageErrors::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(OptionSpec option) {
        String name = option.longestName();
        return option.negatable() ? name.replaceFirst("^--", "--[no-]") : name;
    }
}
