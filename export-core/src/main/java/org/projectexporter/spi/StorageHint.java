package org.projectexporter.spi;

/** Whether an entry's content is worth compressing, as far as its source knows. */
public enum StorageHint {
    /** The engine decides by the entry's name and first bytes. */
    AUTO,
    /** Known to be incompressible (a packfile, a zlib stream). */
    STORE,
    /** Known to be text. */
    COMPRESS
}
