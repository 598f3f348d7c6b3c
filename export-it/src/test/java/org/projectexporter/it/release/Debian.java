package org.projectexporter.it.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/** A minimal Debian in a folder, made by debootstrap, and programs that run in it as root. */
record Debian(Path root) {
    /** Fetches and installs its packages, which takes a minute or two. */
    static Debian make(Path root, String suite, String... packages) throws IOException {
        Exec.in(root.getParent())
                .with("PATH", "/usr/sbin:/sbin:" + System.getenv("PATH"))
                .within(Duration.ofMinutes(15))
                .run(
                        "debootstrap",
                        "--variant=minbase",
                        "--include=" + String.join(",", packages),
                        suite,
                        root.toString())
                .ok();
        return new Debian(root);
    }

    /** Copies a file or folder into its folder for temporary files. */
    void take(Path path) throws IOException {
        Exec.in(root)
                .run("cp", "-R", path.toString(), root.resolve("tmp").toString())
                .ok();
    }

    /** What is in a file or folder of that Debian, as a path out here. */
    Path path(String path) {
        return root.resolve(path.substring(1));
    }

    boolean has(String path) {
        return Files.exists(path(path));
    }

    /** Runs a script in {@code /tmp}, with {@code /proc} mounted; it must succeed. */
    String sh(String script) throws IOException {
        ToolRun run = Exec.in(root)
                .within(Duration.ofMinutes(5))
                .run(List.of(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--mount-proc=" + root.resolve("proc"),
                        "env",
                        "-i",
                        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                        "HOME=/root",
                        "chroot",
                        root.toString(),
                        "sh",
                        "-euc",
                        "cd /tmp; " + script));
        return run.ok().text();
    }
}
