package dev.tutti.daemon;

/** The entry point of the resident process. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {}
}
