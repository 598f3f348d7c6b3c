@NullMarked
package org.projectexporter.git;

import org.jspecify.annotations.NullMarked;
