package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.testkit.fixtures.Exec;

/** The same answer as the real Git. */
class GitDirectoryTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = temp.resolve("x");
        Files.createDirectories(folder.resolve("objects"));
        Files.createDirectories(folder.resolve("refs"));
    }

    private void assertAsGitSays() throws IOException {
        boolean git = Exec.in(folder)
                        .with("GIT_CEILING_DIRECTORIES", temp.toRealPath().toString())
                        .run("git", "rev-parse", "--git-dir")
                        .exitCode()
                == 0;

        assertThat(GitDirectory.isAt(folder)).isEqualTo(git);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ref: refs/heads/main\n",
                "ref:refs/heads/main",
                "ref: refs/",
                "ref: \t\r\n refs/x\nmore",
                "ref: \u000brefs/x",
                "ref: refs",
                "ref: heads/main\n",
                "REF: refs/heads/main\n",
                " ref: refs/heads/main\n",
                "ref refs/heads/main\n",
                "ref: refs/../../x\n",
                "0123456789abcdef0123456789abcdef01234567\n",
                "0123456789ABCDEF0123456789ABCDEF01234567",
                "0123456789abcdef0123456789abcdef01234567 and more",
                "0123456789abcdef0123456789abcdef012345670123456789abcdef0123456789abcdef\n",
                "0123456789abcdef0123456789abcdef0123456\n",
                "0123456789abcdef0123456789abcdef0123456g\n",
                "of the department\n",
                ""
            })
    void head_isOneOrNot(String head) throws IOException {
        Files.writeString(folder.resolve("HEAD"), head);

        assertAsGitSays();
    }

    @Test
    void headBeyondTheBytesThatGitReads_isNotOne() throws IOException {
        Files.writeString(folder.resolve("HEAD"), "ref:" + " ".repeat(250) + "refs/heads/main\n");
        assertAsGitSays();
        Files.writeString(folder.resolve("HEAD"), "ref:" + " ".repeat(245) + "refs/heads/main\n");
        assertAsGitSays();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/main", "refs/", "refs", "../refs/heads/main", "/x"})
    void headThatIsALink_isOneOrNot(String target) throws IOException {
        Files.createSymbolicLink(folder.resolve("HEAD"), Path.of(target));

        assertAsGitSays();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "file", "program", "link", "dangling link"})
    void objectsAndRefs_areSomethingToEnter(String kind) throws IOException {
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
        for (String name : new String[] {"objects", "refs"}) {
            Path path = folder.resolve(name);
            Files.move(path, temp.resolve(name));
            switch (kind) {
                case "file" -> Files.writeString(path, "x");
                case "program" -> {
                    Files.writeString(path, "x");
                    Files.setAttribute(path, "unix:mode", 0755);
                }
                case "link" -> Files.createSymbolicLink(path, temp.resolve(name));
                case "dangling link" -> Files.createSymbolicLink(path, Path.of("nowhere"));
                default -> {}
            }
            assertAsGitSays();
            Files.deleteIfExists(path);
            Files.move(temp.resolve(name), path);
        }
    }
}
