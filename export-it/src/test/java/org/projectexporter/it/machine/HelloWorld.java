package org.projectexporter.it.machine;

/** A JVM that does next to nothing: the baseline for what an export adds to it. */
final class HelloWorld {
    private HelloWorld() {}

    public static void main(String[] arguments) {
        System.out.println("hello world");
    }
}
