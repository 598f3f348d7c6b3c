package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A small film project: media in Git LFS, stories in Git, a cache that Git ignores, some history. The same arguments
 * give the same working tree and commits. Needs git and git-lfs.
 */
public final class FilmProject {
    /** The {@code id} in its {@code project.json}. */
    public static final String ID = "3f2b8c1e-0000-4000-8000-000000000037";

    private static final int KIB = 1024;

    private final GitFixture project;
    private final Noise noise = new Noise(37);

    private FilmProject(GitFixture project) {
        this.project = project;
    }

    /** A project of about 3 MiB whose names every tool can restore. */
    public static GitFixture make(Path folder) throws IOException {
        return make(folder, false);
    }

    /**
     * A project of about 3 MiB.
     *
     * @param awkward also adds what breaks naive exporters: {@link AwkwardFiles}, and a working tree with unfinished
     *     changes
     */
    public static GitFixture make(Path folder, boolean awkward) throws IOException {
        FilmProject film = new FilmProject(GitFixture.init(folder));
        film.setUp();
        film.cut(0);
        film.cut(1);
        film.cut(2);
        film.addWhatGitIgnores();
        if (awkward) {
            AwkwardFiles.addTracked(folder);
            film.project.commit("Odd files");
            AwkwardFiles.addUntracked(folder);
        }
        film.unsettle();
        AwkwardFiles.setTimes(folder);
        return film.project;
    }

    private void setUp() throws IOException {
        project.git("lfs", "install", "--local", "--skip-smudge");
        for (String pattern : new String[] {"*.mp4", "*.png", "*.wav"}) {
            Files.writeString(
                    project.folder().resolve(".gitattributes"),
                    pattern + " filter=lfs diff=lfs merge=lfs -text\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        project.file(".gitignore", "04_Cache/\n*.tmp\n.env\n");
        project.file("project.json", "{\"id\": \"" + ID + "\", \"name\": \"Night Train\"}\n");
        for (int i = 0; i < 60; i++) {
            project.file(
                    String.format(Locale.ROOT, "02_Story/act%d/scene%05d.md", i % 5 + 1, i), noise.text(40 + i * 10));
        }
        project.commit("Story");
    }

    /** Adds a cut: the first one adds all media; later ones replace some. */
    private void cut(int number) throws IOException {
        for (int i = number; i < 6; i += number == 0 ? 1 : 3) {
            project.file("01_Assets/plates/plate" + i + ".png", noise.bytes("\u0089PNG\r\n\u001a\n", 60 * KIB + i));
        }
        if (number == 0) {
            project.file("03_Renders/shot00.mp4", noise.bytes("\0\0\0\u0018ftypmp42", 1200 * KIB + 1));
            project.file("03_Renders/shot01.mp4", noise.bytes("\0\0\0\u0018ftypmp42", 300 * KIB));
            project.file("01_Assets/audio/track00.wav", noise.wave(400 * KIB));
        }
        project.file("02_Story/log.md", "- cut " + number + "\n" + noise.text(8));
        project.commit("Cut " + number);
    }

    private void addWhatGitIgnores() throws IOException {
        project.file("04_Cache/frames/f0000.bin", noise.bytes(30 * KIB));
        project.file("04_Cache/frames/f0001.bin", noise.bytes(30 * KIB));
        project.file("scratch.tmp", "temporary\n");
    }

    /** Leaves unfinished changes in the working tree. */
    private void unsettle() throws IOException {
        Path looks = project.folder().resolveSibling(project.folder().getFileName() + ".shared-looks");
        project.submodule(
                "06_Looks",
                GitFixture.init(looks)
                        .file("look.cube", "LUT_3D_SIZE 2\n0 0 0\n")
                        .commit("Looks"));
        project.branch("alternate-ending").branch("wip.tmp");
        project.annotatedTag("v1-locked", "Locked picture").tag("light").note("seen by the director");
        project.stash("02_Story/act1/scene00000.md", "stashed first\n");
        project.packRefs();
        project.stash("02_Story/act1/scene00000.md", "stashed second\n");
        project.staged("02_Story/act2/scene00001.md", "staged\n");
        project.file("02_Story/act3/scene00002.md", "unstaged\n");
        project.file("02_Story/untracked.md", "untracked\n");
    }
}
