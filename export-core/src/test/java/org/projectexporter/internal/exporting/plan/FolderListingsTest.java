package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.projectexporter.fakes.ExportThreads;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.ConfinedFolder;

@Timeout(60)
class FolderListingsTest {
    @TempDir
    Path temp;

    @AfterEach
    void noThreadIsLeft() {
        ExportThreads.requireNone();
    }

    private FolderListings listings(ConfinedFolder ofWalk) {
        return new FolderListings(temp, ofWalk, MountPoints.below(temp));
    }

    private static List<FoundChild> all(FolderListings.Listing listing) throws IOException {
        List<FoundChild> all = new ArrayList<>();
        for (FoundChild child = listing.next(); child != null; child = listing.next()) {
            all.add(child);
        }
        return all;
    }

    @Test
    void walk_ofATree_findsEachFileOnceWithItsAttributes() throws IOException {
        for (int i = 0; i < 40; i++) {
            Path folder = Files.createDirectories(temp.resolve("a" + i % 7 + "/b" + i));
            for (int j = 0; j < i; j++) {
                Files.write(folder.resolve("file" + j), new byte[i * j]);
            }
        }
        Set<Path> found = new TreeSet<>();
        try (ConfinedFolder ofWalk = new ConfinedFolder(temp);
                FolderListings listings = listings(ofWalk)) {
            Deque<FolderListings.Listing> folders = new ArrayDeque<>(List.of(listings.add(temp)));
            while (!folders.isEmpty()) {
                for (FoundChild child : all(folders.pop())) {
                    assertThat(child.stat()).isEqualTo(FileStat.read(child.file()));
                    assertThat(found.add(child.file())).isTrue();
                    if (child.stat().kind() == FileStat.Kind.DIRECTORY) {
                        folders.push(listings.add(child.file()));
                    }
                }
            }
        }
        try (Stream<Path> expected = Files.walk(temp)) {
            assertThat(found)
                    .containsExactlyElementsOf(
                            expected.filter(path -> !path.equals(temp)).sorted().toList());
        }
    }

    @Test
    void next_inAFolderOfThousands_givesAll_whileItIsStillListed() throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(temp.resolve("f" + i));
        }
        try (ConfinedFolder ofWalk = new ConfinedFolder(temp);
                FolderListings listings = listings(ofWalk)) {
            assertThat(all(listings.add(temp)).stream().map(FoundChild::file))
                    .hasSize(3000)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void next_ofAFolderThatIsGoneOrReplacedByALink_throws() throws IOException {
        Files.createDirectory(temp.resolve("real"));
        Files.createSymbolicLink(temp.resolve("link"), Path.of("real"));
        try (ConfinedFolder ofWalk = new ConfinedFolder(temp);
                FolderListings listings = listings(ofWalk)) {
            for (String name : List.of("gone", "link")) {
                FolderListings.Listing listing = listings.add(temp.resolve(name));
                assertThatThrownBy(() -> all(listing)).as(name).isInstanceOf(NoSuchFileException.class);
            }
        }
    }

    @Test
    void close_beforeAnythingIsTaken_endsAllThreads() throws IOException {
        for (int i = 0; i < 100; i++) {
            Path folder = Files.createDirectory(temp.resolve("folder" + i));
            for (int j = 0; j < 50; j++) {
                Files.createFile(folder.resolve("f" + j));
            }
        }
        try (ConfinedFolder ofWalk = new ConfinedFolder(temp);
                FolderListings listings = listings(ofWalk)) {
            for (int i = 0; i < 100; i++) {
                listings.add(temp.resolve("folder" + i));
            }
            assertThat(all(listings.add(temp))).hasSize(100);
        }
    }
}
