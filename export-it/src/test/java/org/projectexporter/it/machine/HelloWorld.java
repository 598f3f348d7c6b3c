package org.projectexporter.it.machine;

/** What a JVM does when it does next to nothing: the measure for what an export adds to it. */
final class HelloWorld {
    private HelloWorld() {}

    public static void main(String[] arguments) {
        System.out.println("hello world");
    }
}
