package org.projectexporter.git.folder;

/** How a part of a repository's folder is exported. */
public enum FolderRule {
    /** State of Git: by value, unchanged. */
    STATE("unchanged"),
    /** Text in which Git records URLs that it was given: by value, without the user information in them. */
    LOG("without user information in URLs"),
    /** A configuration, rewritten according to the allow list. */
    CONFIG("rewritten"),
    /** An index, without the extensions that are only valid on this machine. */
    INDEX("without paths of this machine"),
    /** Refs and reflogs in tables. */
    REFTABLE("without user information in URLs"),
    /** Git's object store. */
    OBJECTS("unchanged, and what Git derives from it is left out"),
    /** The folder of Git LFS. */
    LFS("unchanged"),
    /** The repositories of submodules. */
    MODULES("by this table"),
    /** A store of content under names that depend on it: unchanged, whatever its files are called or contain. */
    CONTENT("unchanged"),
    /** Files of another tool: unchanged, except for credentials among them. */
    FILES("unchanged"),
    /** What is of use to this machine only, or runs programs. */
    NEVER("no"),
    HOOKS("no"),
    WORKTREES("no"),
    /** Credentials, or what may contain them. */
    SECRET("no: credentials"),
    /** What its tool can restore, or no longer needs. */
    DERIVED("no: temporary or derived"),
    /** Not in the table. */
    UNKNOWN("no, and the export is incomplete");

    private final String inDocuments;

    FolderRule(String inDocuments) {
        this.inDocuments = inDocuments;
    }

    /** The words for it in the table of {@code docs/git-folder.md}. */
    String inDocuments() {
        return inDocuments;
    }
}
