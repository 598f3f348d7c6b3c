package org.projectexporter.media;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * What cameras record together, and what is therefore exported whole when a document names one of its clips:
 *
 * <ul>
 *   <li>RED: the magazine {@code .RDM} around a clip; without one, the folder of the clip, {@code .RDC}, with all parts
 *       of it (REDCINE-X PRO Operation Guide 955-0004, "R3D File Structure"; Apple on REDCODE media: "every file must
 *       be present for the clip to be readable")
 *   <li>Sony XAVC and XDCAM: {@code XDROOT} or {@code M4ROOT}, whose files name each other ({@code MEDIAPRO.XML}; Sony
 *       XDS-PD2000 Operation Manual, "File operation restrictions"; PXW-Z90 Help Guide, "File/folder structure on the
 *       recording media": no file is to be changed or moved alone)
 *   <li>Panasonic P2: {@code CONTENTS} with its folders {@code CLIP} and {@code VIDEO}, and {@code LASTCLIP.TXT} next
 *       to it (Panasonic, "How to handle data recorded on P2 cards": "Do not transfer individual files")
 *   <li>AVCHD: {@code BDMV}, with the folder {@code AVCHD} around it (Sony HXR-NX100 and Panasonic AG-CX350, as above)
 *   <li>ARRI: the folder of the frames of an ARRIRAW clip; the folder of a reel, which has the name of the reel in the
 *       names of its clips, with its lists (ALEXA User Manual, "Card file structure", "File naming scheme"; ALEXA Plus,
 *       "File Structure for ARRIRAW Recording"; for ALEXA 35 and later, ARRI, "Editorial Workflow", "New File Naming",
 *       "New Reel Name (folder name on the media)")
 *   <li>Blackmagic: the {@code .sidecar} of a {@code .braw}, whose settings take precedence (DaVinci Resolve manual,
 *       "BRAW Sidecar Metadata Files"); the folder of the frames of a CinemaDNG clip, of the same name (Blackmagic
 *       Cinema Camera manual, "File Naming Convention")
 * </ul>
 *
 * <p>Names are compared without case, which copying often changes.
 */
final class CameraCards {
    /** In the first and last group: what the name of the reel's folder consists of. */
    private static final Pattern ARRI_CLIP =
            Pattern.compile("([A-Z][0-9]{3})[CD][0-9]{3}_(?:[0-9]{2})?[0-9]{6}_([RL][0-9A-Z]{3})\\..+");

    /** Such as {@code A_0001C003_260930_084650_c1BY9.mxf} of the reel {@code A_0001_1BY9}: a letter for the codec. */
    private static final Pattern ARRI_35_CLIP =
            Pattern.compile("([A-Z][A-Z_][0-9]{4})C[0-9]{3}_[0-9]{6}_[0-9]{6}_[A-Z]([0-9A-Z]{4})\\..+");

    private static final String MAGAZINE = ".RDM";
    private static final String BRAW = ".BRAW";

    private final Predicate<Path> allowed;

    /** @param allowed which paths without links may be looked at */
    CameraCards(Predicate<Path> allowed) {
        this.allowed = allowed;
    }

    /** What is recorded together with a file: folders around it, and files next to it or to these. */
    List<Path> around(Path file) {
        for (Path folder = file.getParent();
                folder != null && folder.getFileName() != null && allowed.test(folder);
                folder = folder.getParent()) {
            List<Path> card = card(folder, file);
            if (!card.isEmpty()) {
                return card;
            }
        }
        return ofFile(file);
    }

    private List<Path> card(Path folder, Path file) {
        String name = upper(folder);
        if (name.endsWith(".RDC")) {
            return List.of(magazine(folder));
        }
        if (name.endsWith(MAGAZINE) || name.equals("XDROOT") || name.equals("M4ROOT")) {
            return List.of(folder);
        }
        if (name.equals("CONTENTS") && hasFolder(folder, "CLIP") && hasFolder(folder, "VIDEO")) {
            List<Path> card = new ArrayList<>(List.of(folder));
            sibling(folder, RawPath.of("LASTCLIP.TXT"), RawPath.of("lastclip.txt"))
                    .ifPresent(card::add);
            return card;
        }
        if (name.equals("BDMV")) {
            Path around = folder.getParent();
            return List.of(around != null && upper(around).equals("AVCHD") && allowed.test(around) ? around : folder);
        }
        return folder.equals(file.getParent()) && isClipFolder(name, upper(file)) ? List.of(folder) : List.of();
    }

    /** The magazine around the folder of a clip, or else this folder. */
    private Path magazine(Path clip) {
        Path around = clip.getParent();
        return around != null && upper(around).endsWith(MAGAZINE) && allowed.test(around) ? around : clip;
    }

    /** Whether a folder has the name that a camera gives to the folder of such files. */
    private static boolean isClipFolder(String folder, String file) {
        Matcher arri = ARRI_CLIP.matcher(file);
        Matcher arri35 = ARRI_35_CLIP.matcher(file);
        return (file.endsWith(".ARI") && file.startsWith(folder + "."))
                || (file.endsWith(".DNG") && file.startsWith(folder + "_"))
                || (arri.matches() && folder.equals(arri.group(1) + arri.group(2)))
                || (arri35.matches() && folder.equals(arri35.group(1) + "_" + arri35.group(2)));
    }

    private List<Path> ofFile(Path file) {
        RawPath name = NativeNames.nameOf(file);
        if (!upper(file).endsWith(BRAW)) {
            return List.of();
        }
        RawPath clip = RawPath.of(Arrays.copyOf(name.bytes(), name.length() - BRAW.length()));
        return sibling(file, clip.append(".sidecar"), clip.append(".SIDECAR"))
                .map(List::of)
                .orElse(List.of());
    }

    private boolean hasFolder(Path folder, String name) {
        return inFolder(folder, RawPath.of(name), RawPath.of(name.toLowerCase(Locale.ROOT)))
                .filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS))
                .isPresent();
    }

    private Optional<Path> sibling(Path path, RawPath... spellings) {
        Path folder = path.getParent();
        return folder == null || !allowed.test(folder) ? Optional.empty() : inFolder(folder, spellings);
    }

    /** The first of these names that exists in a folder. */
    private static Optional<Path> inFolder(Path folder, RawPath... spellings) {
        return Stream.of(spellings)
                .map(name -> NativeNames.resolve(folder, name))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    private static String upper(Path path) {
        return String.valueOf(path.getFileName()).toUpperCase(Locale.ROOT);
    }
}
