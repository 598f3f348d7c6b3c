package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.internal.exporting.output.WorkFolder;

/** Runs in its own JVM: locks a work folder, reports it, and dies without releasing it when its input ends. */
public final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        WorkFolder work = WorkFolder.open(Path.of(args[0]));
        Files.writeString(work.file("archive"), "begun");
        System.out.println("held");
        System.in.read();
        Runtime.getRuntime().halt(1);
    }
}
