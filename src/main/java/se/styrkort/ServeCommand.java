package se.styrkort;

import io.micronaut.runtime.Micronaut;
import picocli.CommandLine.Command;

@Command(name = "styrkort")
final class ServeCommand implements Runnable {
    @Override
    public void run() {
        Micronaut.build(new String[0]).mainClass(Application.class).start();
    }
}
