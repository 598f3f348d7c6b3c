package org.projectexporter.zip;

/**
 * What the records of a directory so far mean for those that follow and for its end.
 *
 * @param entries their number
 * @param zip64 whether one of them needs ZIP64; then there is a ZIP64 end record, without which some readers (fflate,
 *     Perl's Archive::Zip) do not look at the ZIP64 fields of entries. APPNOTE 4.3.14 permits it, and 4.4.1.4 says that
 *     the fields of the end record which are not all ones keep their values
 * @param allValues whether later ZIP64 fields in the directory have all three values, even those that fit into 32 bits,
 *     whose own fields then are all ones (APPNOTE 4.5.3). This is so after an entry of exactly 4,294,967,295 bytes,
 *     since unzip 6.0 (process.c, getZip64Data) remembers its size as if it were the mark for "see the ZIP64 field",
 *     and reads the next record's offset as a size: "invalid zip file with overlapped components (possible zip bomb)"
 */
record DirectoryState(long entries, boolean zip64, boolean allValues) {
    static final DirectoryState EMPTY = new DirectoryState(0, false, false);

    /** The state after one more entry. */
    DirectoryState after(boolean needsZip64, long size, long compressedSize) {
        boolean exact = size == EntryHeaders.MAX_32 || compressedSize == EntryHeaders.MAX_32;
        return new DirectoryState(entries + 1, zip64 || needsZip64, allValues || exact);
    }
}
