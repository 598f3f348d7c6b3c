package org.projectexporter.dist;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Completions for fish, which picocli does not write: a line of {@code complete} for each command and each option, as
 * in <a href="https://fishshell.com/docs/current/cmds/complete.html">its manual</a>.
 */
final class FishCompletion {
    private final CommandSpec root;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(CommandLine root) {
        this.root = root.getCommandSpec();
    }

    static String of(CommandLine root) {
        FishCompletion completion = new FishCompletion(root);
        completion.command(root.getCommandSpec(), "__fish_use_subcommand");
        return String.join("\n", completion.lines) + "\n";
    }

    /** The options of a command, and the commands below it. A condition says when they are offered. */
    private void command(CommandSpec command, String condition) {
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> option(option, condition));
        if (!takesPaths(command)) {
            add(condition, "-f");
        }
        command.subcommands().forEach((name, sub) -> {
            CommandSpec spec = sub.getCommandSpec();
            add(
                    condition,
                    "-f -a " + quoted(name) + " -d "
                            + quoted(first(spec.usageMessage().description())));
            command(spec, "__fish_seen_subcommand_from " + name + also(command, condition));
        });
    }

    /** Below "tokens", "list" is offered after "tokens list" only. */
    private String also(CommandSpec parent, String condition) {
        return parent == root ? "" : "; and " + condition;
    }

    private static boolean takesPaths(CommandSpec command) {
        return command.positionalParameters().stream().anyMatch(FishCompletion::isPath);
    }

    private void option(OptionSpec option, String condition) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            words.append(isPath(option) ? " -r -F" : " -x");
        }
        String values = candidates(option);
        if (!values.isEmpty()) {
            words.append(" -a ").append(quoted(values));
        }
        String description = " -d " + quoted(first(option.description()));
        add(condition, words.substring(1) + description);
        if (option.negatable()) {
            add(condition, "-l no-" + option.longestName().substring(2) + description);
        }
    }

    private static boolean isPath(ArgSpec argument) {
        return Path.class.isAssignableFrom(argument.type()) || argument.auxiliaryTypes()[0] == Path.class;
    }

    private static String candidates(OptionSpec option) {
        if (option.completionCandidates() == null) {
            return "";
        }
        return StreamSupport.stream(option.completionCandidates().spliterator(), false)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private void add(String condition, String words) {
        lines.add("complete -c " + root.name() + " -n " + quoted(condition) + " " + words);
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0].replace("%n", " ").replace("%%", "%");
    }

    /** Between single quotes fish knows two escapes: {@code \\} and {@code \'}. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
