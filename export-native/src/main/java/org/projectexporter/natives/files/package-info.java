/** Calls of the operating system that concern files and that Java does not offer. */
@NullMarked
package org.projectexporter.natives.files;

import org.jspecify.annotations.NullMarked;
