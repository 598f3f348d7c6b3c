package org.projectexporter.testkit.hostile;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collections;

import org.projectexporter.ArchiveDefect;

/** Defects of paths, links, and the layout of an export. */
final class TarPaths {
    private final HostileTars tars;
    private final String name;

    TarPaths(HostileTars tars) {
        this.tars = tars;
        this.name = new TarParts(tars.export()).name();
    }

    void addAll() {
        addNames();
        addLinks();
        addHardLinks();
        addLayouts();
    }

    private void addNames() {
        for (HostileNames.HostileName hostile : HostileNames.of(name)) {
            if (new String(hostile.path(), StandardCharsets.UTF_8).startsWith("./")) {
                continue; // as tar writes names, which is harmless
            }
            tars.add(hostile.toString(), hostile.defect(), tar -> {
                String path = new String(hostile.path(), StandardCharsets.UTF_8);
                tar.entries.removeIf(entry -> entry.path().equals(path));
                tar.file().rename(hostile.path());
            });
        }
        tars.add(
                "one name with ./ and without",
                ArchiveDefect.DUPLICATE_NAME,
                tar -> tar.addBehind(
                        tar.file(),
                        tar.file().copy().rename(("./" + tar.file().path()).getBytes(StandardCharsets.UTF_8))));
        tars.add(
                "two entries of one name",
                ArchiveDefect.DUPLICATE_NAME,
                tar -> tar.addBehind(tar.file(), tar.file().copy()));
        tars.add(
                "a file and a folder of one name",
                ArchiveDefect.DUPLICATE_NAME,
                tar -> tar.addBehind(
                        tar.file(), tar.folder().copy().rename(bytes(tar.file().path() + "/"))));
        tars.add(
                "a file below a file",
                ArchiveDefect.BELOW_NO_FOLDER,
                tar -> tar.addBehind(
                        tar.file(), tar.file().copy().rename(bytes(tar.file().path() + "/x"))));
        tars.add(
                "a file below a link",
                ArchiveDefect.BELOW_NO_FOLDER,
                tar -> tar.addBehind(
                        tar.link(), tar.file().copy().rename(bytes(tar.link().path() + "/a/x"))));
    }

    private void addLinks() {
        addLink("a link in .git", '2', ArchiveDefect.LINK_IN_GIT, "/.git/aaa", "x");
        addLink("a link in place of .git", '2', ArchiveDefect.LINK_IN_GIT, "/sub/.git", "../x");
        addLink("a link to nowhere", '2', ArchiveDefect.BAD_LINK_TARGET, "/zz", "");
        tars.add("a link with a NUL", ArchiveDefect.BAD_LINK_TARGET, tar -> tar.link()
                .records(TarPart.record("linkpath", "a\0b")));
        tars.add("a link of 10,000 bytes", ArchiveDefect.BAD_LINK_TARGET, tar -> tar.link()
                .records(TarPart.record("linkpath", "a/".repeat(5000))));
    }

    private void addHardLinks() {
        addLink("a hard link in .git", '1', ArchiveDefect.LINK_IN_GIT, "/.git/aaa", null);
        addLink("a hard link to nothing", '1', ArchiveDefect.BAD_HARD_LINK, "/zz", "/nothing");
        addLink("a hard link out of the archive", '1', ArchiveDefect.BAD_HARD_LINK, "/zz", "/../../etc/passwd");
        addLink("a hard link to itself", '1', ArchiveDefect.BAD_HARD_LINK, "/zz", "/zz");
        addLink("a hard link into .git", '1', ArchiveDefect.BAD_HARD_LINK, "/zz", "/.git/HEAD");
        addLink("a hard link to .git", '1', ArchiveDefect.BAD_HARD_LINK, "/zz", "/.git");
        tars.add(
                "an absolute hard link",
                ArchiveDefect.BAD_HARD_LINK,
                tar -> tar.addBehind(
                        tar.file(), tar.file().copy().as('1', "/etc/passwd").rename(bytes(name + "/zz"))));
        tars.add(
                "a hard link to a link",
                ArchiveDefect.BAD_HARD_LINK,
                tar -> tar.addBehind(
                        tar.link(), tar.file().copy().as('1', tar.link().path()).rename(bytes(name + "/zz"))));
        tars.add(
                "a hard link to a folder",
                ArchiveDefect.BAD_HARD_LINK,
                tar -> tar.addBehind(
                        tar.folder(),
                        tar.file().copy().as('1', tar.folder().path()).rename(bytes(name + "/zz"))));
        tars.add(
                "a hard link to a later file",
                ArchiveDefect.BAD_HARD_LINK,
                tar -> tar.addBehind(
                        tar.entries.get(0),
                        tar.file().copy().as('1', tar.file().path()).rename(bytes(name + "/zz"))));
    }

    /**
     * Adds a link of {@code type} after a file; its target is below the project's folder if it begins with a slash, or
     * that file if null.
     */
    private void addLink(String what, char type, ArchiveDefect defect, String path, @Nullable String target) {
        tars.add(what, defect, tar -> {
            TarPart file = tar.file();
            String to = target == null ? file.path() : target.startsWith("/") ? name + target : target;
            tar.addBehind(file, file.copy().as(type, to).rename(bytes(name + path)));
        });
    }

    private void addLayouts() {
        tars.add("no folder at the beginning", ArchiveDefect.WRONG_LAYOUT, tar -> tar.entries.remove(0));
        tars.add(
                "no manifest", ArchiveDefect.NO_METADATA, tar -> tar.entries.remove(tar.named("export-manifest.json")));
        tars.add("no SHA256SUMS", ArchiveDefect.NO_METADATA, tar -> tar.entries.remove(tar.named("SHA256SUMS")));
        tars.add(
                "SHA256SUMS before the manifest",
                ArchiveDefect.NO_METADATA,
                tar -> Collections.swap(tar.entries, tar.entries.size() - 1, tar.entries.size() - 2));
        tars.add("a file behind SHA256SUMS", ArchiveDefect.NO_METADATA, tar -> {
            TarPart file = tar.file();
            tar.entries.remove(file);
            tar.entries.add(file);
        });
        tars.add("a manifest that is a hard link", ArchiveDefect.NO_METADATA, tar -> tar.named("export-manifest.json")
                .as('1', tar.file().path()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
