package org.projectexporter.git.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A filter that files pass through when Git adds and checks them out: gitattributes(5). Its programs do not travel.
 *
 * @param name its name in attributes and in the configuration
 * @param encrypts whether it keeps a secret: then Git must not add files without it. By its name, or because it has a
 *     driver of the same name that decrypts for {@code git diff}, as tools of this kind do
 */
public record Filter(String name, boolean encrypts) {
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(crypt|secret|cipher|vault|openssl|gpg|pgp|sops).*|(.*[-_.])?(age|enc)([-_.].*)?");

    /** Fails unless its input is the content that the index has for the path, which Git quotes. */
    private static final String ONLY_STORED = "stored=$(git hash-object --stdin) && test -n \"$stored\""
            + " && test \"$stored\" = \"$(git rev-parse --verify --quiet :%f)\""
            + " && git cat-file blob \"$stored\"";

    static Filter of(String name, boolean hasDiff) {
        return new Filter(name, hasDiff || SECRET.matcher(name).matches());
    }

    /** The same filter, found twice. */
    public Filter or(Filter same) {
        return new Filter(name, encrypts || same.encrypts);
    }

    /** What an export reports. */
    public String exported() {
        return encrypts
                ? "the filter " + name + " encrypts files, and its settings do not travel: the archive has the files as"
                        + " they are in the working tree, decrypted if they are so there. Before git add in a copy, "
                        + setUp() + ", or Git stores plain text"
                : "files pass through the filter " + name + ", whose settings do not travel: before git add in a copy, "
                        + setUp();
    }

    /** What an import reports. */
    public String imported() {
        return encrypts
                ? "the filter " + name + " encrypts files and is not set up here; without it, Git would store plain"
                        + " text. So git add, and git status once such a file has changed, fail until you " + setUp()
                        + " (to store plain text all the same: git config --remove-section filter." + name + ")"
                : "files pass through the filter " + name + ", which is not set up here: before git add, " + setUp();
    }

    /**
     * The settings that keep Git from storing plain text until the filter is set up, which replaces them:
     * gitattributes(5), "required". Files are checked out as they are stored, and what is already stored may be added:
     * otherwise git status would fail after a checkout, since Git reads files again that are as new as its index.
     */
    public List<ConfigEntry> guard() {
        return List.of(setting("clean", ONLY_STORED), setting("smudge", "cat"), setting("required", "true"));
    }

    private ConfigEntry setting(String key, String value) {
        return new ConfigEntry("filter", name, key, value);
    }

    /** Whether a configuration has settings of it. */
    public boolean isIn(List<ConfigEntry> config) {
        return config.stream().anyMatch(entry -> entry.section().equals("filter") && name.equals(entry.subsection()));
    }

    private String setUp() {
        if (name.equals("git-crypt") || name.startsWith("git-crypt-")) {
            return "run git-crypt unlock KEYFILE";
        }
        if (name.equals("crypt") || name.startsWith("crypt-")) {
            return "run transcrypt -c CIPHER -p PASSWORD";
        }
        if (name.equals("annex")) {
            return "run git annex init";
        }
        return name.equals("git-agecrypt")
                ? "run git-agecrypt init and git-agecrypt config add"
                : "set it up (git config filter." + name + ".clean)";
    }
}
