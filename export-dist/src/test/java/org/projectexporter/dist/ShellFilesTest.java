package org.projectexporter.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** The completions, as the shells themselves offer them, and the manual. */
class ShellFilesTest {
    /** Fills the variables that the shell has while it completes the last of its arguments. */
    private static final String BASH =
            """
            source share/bash-completion/completions/project-export
            compopt() { :; }
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _complete_project-export
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** A terminal in which the line is typed, and what the shell shows after Tab. */
    private static final String ZSH =
            """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'PS1= fpath=(share/zsh/site-functions $fpath); autoload -U compinit; compinit -D -u; echo READY'
            zpty -r shell seen '*READY*READY*'
            zpty -w -n shell "$1"$'\\t'
            sleep 3
            zpty -w -n shell $'\\C-ukill $$; exit\\n'
            while zpty -r shell seen; do print -rn -- "$seen"; done
            """;

    @TempDir
    private static Path temp;

    @BeforeAll
    static void write() throws IOException {
        ShellFiles.main(new String[] {
            temp.resolve("share").toString(), temp.resolve("manual").toString()
        });
    }

    private static List<String> bash(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", BASH, "-"));
        command.addAll(List.of(words));
        return Exec.in(temp).run(command).ok().text().lines().toList();
    }

    /** Each line is a word and, after a tab, its description. */
    private static List<String> fish(String line) throws IOException {
        Tools.require("fish");
        String script = "source share/fish/vendor_completions.d/project-export.fish; complete -C '" + line + "'";
        Exec exec = Exec.in(temp).with("HOME", temp.toString());
        return exec.run("fish", "--no-config", "-c", script).ok().text().lines().toList();
    }

    @Test
    void bash_offersCommandsOptionsAndValues() throws IOException {
        assertThat(bash("project-export", "ex")).containsExactly("export");
        assertThat(bash("project-export", "export", "--whole")).containsExactly("--whole-cards");
        assertThat(bash("project-export", "tokens", "re")).containsExactlyInAnyOrder("revoke", "replace-url-key");
        assertThat(bash("project-export", "export", "--progress", "j")).containsExactly("json");
    }

    @Test
    void fish_offersCommandsOptionsAndValues_withDescriptions() throws IOException {
        assertThat(fish("project-export ex")).containsExactly("export\tExport a project as one archive.");
        assertThat(fish("project-export export --whole"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("--whole-cards\t");
        assertThat(fish("project-export export --no-his"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("--no-history\t");
        assertThat(fish("project-export tokens re")).hasSize(2);
        assertThat(fish("project-export export --progress j"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("json\t");
    }

    @Test
    void zsh_completesTheFirstWord() throws IOException {
        Tools.require("zsh");
        Exec exec = Exec.in(temp).with("HOME", temp.toString()).with("TERM", "dumb");
        assertThat(exec.run("zsh", "-f", "-c", ZSH, "-", "project-export insp")
                        .ok()
                        .text())
                .contains("inspect");
    }

    @Test
    void manual_hasAPageForEachCommand() throws IOException {
        assertThat(temp.resolve("manual/project-export-tokens-list.adoc")).isRegularFile();
        assertThat(Files.readString(temp.resolve("manual/project-export-export.adoc")))
                .contains("= project-export-export(1)", "*-o*, *--output*", "Export a project as one archive.");
    }
}
