package org.projectexporter.internal.exporting.journal;

/**
 * The addendum is sealed: what has taken the place of planned entries that were gone.
 *
 * @param vanished number of entries that were gone before it
 * @param objects number of Git objects in the archive before it
 * @param plan checksum of the addendum's file; 0 if nothing was found, so that there is none
 * @param captures what was captured, for the plan and for it
 */
public record Addendum(long vanished, long objects, long plan, FileMark captures) {
    /** None yet. */
    public static final Addendum NONE = new Addendum(0, 0, 0, FileMark.EMPTY);
}
