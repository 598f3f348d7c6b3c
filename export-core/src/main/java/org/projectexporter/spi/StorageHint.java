package org.projectexporter.spi;

/** What a source knows about whether an entry's content is worth compressing. */
public enum StorageHint {
    /** The engine decides by the entry's name and first bytes. */
    AUTO,
    /** Known to be incompressible (a packfile, a zlib stream). */
    STORE,
    /** Known to be text. */
    COMPRESS
}
