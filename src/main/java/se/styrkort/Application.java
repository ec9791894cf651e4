package se.styrkort;

import picocli.CommandLine;

/** The program: {@code styrkort <command>}. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        int exit = new CommandLine(new ServeCommand()).execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
