@NullMarked
package org.projectexporter.zip;

import org.jspecify.annotations.NullMarked;
