package org.projectexporter.dist;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.cli.Main;

/** Writes the completions for shells, and the manual in AsciiDoc: {@code ShellFiles SHARE MANUAL}. */
public final class ShellFiles {
    /**
     * The script for bash works in zsh too, which has functions of bash for that. zsh reads the file when it is asked
     * for the first completion, which is then still to be answered.
     */
    private static final String ZSH =
            """
            #compdef project-export
            autoload -U +X bashcompinit && bashcompinit
            source "${${funcsourcetrace[1]%:*}:h:h:h}/bash-completion/completions/project-export"
            _bash_complete -o default -F _complete_project-export
            """;

    /** The values of an option, in the script for bash. */
    private static final Pattern VALUES = Pattern.compile("(?<=_option_args=)\\([^)]*\\)");

    private ShellFiles() {}

    /**
     * Writes the files.
     *
     * @param arguments the folder {@code share} of the distribution, and the folder for the manual
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        CommandLine commands = Main.commands();
        String name = commands.getCommandName();
        write(share.resolve("bash-completion/completions").resolve(name), bash(name, commands));
        write(share.resolve("fish/vendor_completions.d").resolve(name + ".fish"), FishCompletion.of(commands));
        write(share.resolve("zsh/site-functions").resolve("_" + name), ZSH);
        manual(Path.of(arguments[1]), commands);
    }

    /** Values are accepted in upper and lower case, and the manual has them in lower case. */
    private static String bash(String name, CommandLine commands) {
        return VALUES.matcher(AutoComplete.bash(name, commands))
                .replaceAll(values -> Matcher.quoteReplacement(values.group().toLowerCase(Locale.ROOT)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A page for each command, as of Git: {@code project-export-tokens-list}. */
    private static void manual(Path folder, CommandLine commands) throws IOException {
        CommandSpec spec = commands.getCommandSpec();
        StringWriter page = new StringWriter();
        ManPageGenerator.writeSingleManPage(new PrintWriter(page), spec);
        write(folder.resolve(spec.qualifiedName("-") + ".adoc"), page.toString());
        for (CommandLine command : commands.getSubcommands().values()) {
            manual(folder, command);
        }
    }
}
