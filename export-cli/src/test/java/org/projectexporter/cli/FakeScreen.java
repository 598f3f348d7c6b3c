package org.projectexporter.cli;

/** One line of a terminal: a carriage return goes back to its start, what follows overwrites what was there. */
final class FakeScreen {
    private FakeScreen() {}

    /** What stands on the line after {@code output} was printed, without trailing blanks. */
    static String after(String output) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (char c : output.toCharArray()) {
            if (c == '\r') {
                column = 0;
            } else {
                line.setLength(Math.max(line.length(), column + 1));
                line.setCharAt(column++, c);
            }
        }
        return line.toString().stripTrailing();
    }
}
