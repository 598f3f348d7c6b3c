package org.projectexporter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Messages for usage errors: they list the known names if one is unknown, and say what values are allowed. */
final class UsageErrors {
    private UsageErrors() {}

    static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
            Optional<String> allowed = allowed(option.type(), e.getValue());
            if (allowed.isPresent()) {
                return option.longestName() + " must be " + allowed.get() + ", not " + e.getValue();
            }
        }
        String text = Failures.message(e);
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** What an option of this type takes; empty if that cannot be said. */
    private static Optional<String> allowed(Class<?> type, String value) {
        if (type.isEnum()) {
            return Optional.of("one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
        if (Number.class.isAssignableFrom(type)) {
            return Optional.of(value.matches("[+-]?[0-9]+") ? "a smaller number" : "a whole number");
        }
        return Optional.empty();
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
