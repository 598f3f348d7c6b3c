package org.projectexporter.testkit.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Collections;

import org.projectexporter.ArchiveDefect;

/** Defects of paths, links, and the layout of an export. */
final class ZipPaths {
    private final HostileZips zips;

    ZipPaths(HostileZips zips) {
        this.zips = zips;
    }

    void addAll() {
        addNames();
        addLayouts();
    }

    private void addNames() {
        String name = new ZipParts(zips.export()).name();
        for (HostileNames.HostileName hostile : HostileNames.of(name)) {
            zips.add(hostile.toString(), hostile.defect(), zip -> {
                String path = new String(hostile.path(), StandardCharsets.UTF_8);
                zip.entries.removeIf(entry -> entry.path().equals(path));
                // Its own DOS flag and slash are those of a file.
                zip.stored().rename(hostile.path());
            });
        }
        zips.add(
                "two entries of one name",
                ArchiveDefect.DUPLICATE_NAME,
                zip -> zip.addBehind(zip.stored(), zip.stored().copy()));
        zips.add(
                "a file and a folder of one name",
                ArchiveDefect.DUPLICATE_NAME,
                zip -> zip.addBehind(
                        zip.stored(),
                        zip.folder()
                                .copy()
                                .rename(HostileZips.bytes(zip.stored().path() + "/"))));
        zips.add(
                "a file below a file",
                ArchiveDefect.BELOW_NO_FOLDER,
                zip -> zip.addBehind(
                        zip.stored(),
                        zip.stored()
                                .copy()
                                .rename(HostileZips.bytes(zip.stored().path() + "/x"))));
        zips.add(
                "a file below a link",
                ArchiveDefect.BELOW_NO_FOLDER,
                zip -> zip.addBehind(
                        zip.link(),
                        zip.stored().copy().rename(HostileZips.bytes(zip.link().path() + "/x"))));
        zips.add(
                "a file below a link, deeper",
                ArchiveDefect.BELOW_NO_FOLDER,
                zip -> zip.addBehind(
                        zip.link(),
                        zip.stored().copy().rename(HostileZips.bytes(zip.link().path() + "/a/b/x"))));
        zips.add(
                "a link in .git",
                ArchiveDefect.LINK_IN_GIT,
                zip -> zip.addBehind(
                        zip.named(name + "/.git"), zip.link().copy().rename(HostileZips.bytes(name + "/.git/aaa"))));
        zips.add("a link in place of .git", ArchiveDefect.LINK_IN_GIT, zip -> {
            zip.entries.removeIf(entry -> entry.path().startsWith(name + "/.git"));
            zip.addBehind(zip.entries.get(0), zip.link().copy().rename(HostileZips.bytes(name + "/.git")));
        });
        zips.add("a link to nowhere", ArchiveDefect.BAD_LINK_TARGET, zip -> target(zip, new byte[0]));
        zips.add("a link with a NUL", ArchiveDefect.BAD_LINK_TARGET, zip -> target(zip, new byte[] {'a', 0, 'b'}));
        zips.add("a link of 70,000 bytes", ArchiveDefect.BAD_LINK_TARGET, zip -> target(zip, new byte[70_000]));
    }

    private static void target(ZipParts zip, byte[] target) {
        zip.link().content(target, 0, HostileZips.crc(target), target.length);
    }

    private void addLayouts() {
        zips.add("no folder at the beginning", ArchiveDefect.WRONG_LAYOUT, zip -> zip.entries.remove(0));
        zips.add(
                "no manifest", ArchiveDefect.NO_METADATA, zip -> zip.entries.remove(zip.named("export-manifest.json")));
        zips.add("no SHA256SUMS", ArchiveDefect.NO_METADATA, zip -> zip.entries.remove(zip.named("SHA256SUMS")));
        zips.add(
                "neither",
                ArchiveDefect.NO_METADATA,
                zip -> zip.entries.removeIf(entry -> !entry.path().contains("/") && entry != zip.entries.get(0)));
        zips.add(
                "SHA256SUMS before the manifest",
                ArchiveDefect.NO_METADATA,
                zip -> Collections.swap(zip.entries, zip.entries.size() - 1, zip.entries.size() - 2));
        zips.add("a file behind SHA256SUMS", ArchiveDefect.NO_METADATA, zip -> {
            ZipPart entry = zip.stored();
            zip.entries.remove(entry);
            zip.entries.add(entry);
        });
        zips.add("a manifest that is a link", ArchiveDefect.NO_METADATA, zip -> {
            ZipPart link = zip.link().copy().rename(HostileZips.bytes("export-manifest.json"));
            zip.entries.set(zip.entries.size() - 2, link);
        });
    }
}
