package se.styrkort;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves pages and API until it is told to stop. */
@Command(name = "serve", description = "Serve pages and API (the default command).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        StopSignal stop = StopSignal.listen();
        try (ServerFactory.Server server = ServerFactory.start(options)) {
            options.announceAccount(server, "admin");
            server.ready();
            stop.await();
        }
        return 0;
    }
}
