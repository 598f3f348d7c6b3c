@NullMarked
package org.projectexporter.cli;

import org.jspecify.annotations.NullMarked;
