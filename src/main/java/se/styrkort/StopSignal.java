package se.styrkort;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM, SIGINT and SIGHUP as an event that the main thread waits for, so that it closes server, pool and database
 * in this order and then ends by itself with 0. Shutdown hooks would run beside each other and end with 143.
 */
final class StopSignal {
    private final CountDownLatch told = new CountDownLatch(1);

    private StopSignal() {}

    /** From here on the signals no longer end the program: whoever listens must see to that it ends. */
    static StopSignal listen() {
        StopSignal stop = new StopSignal();
        for (String name : List.of("TERM", "INT", "HUP")) {
            stop.listenTo(name);
        }
        return stop;
    }

    /**
     * {@code sun.misc.Signal} is supported (module jdk.unsupported) but every mention of it is a compiler warning that
     * cannot be suppressed, and warnings are errors here; hence by reflection.
     */
    private void listenTo(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onSignal =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            told.countDown();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
        } catch (ReflectiveOperationException e) {
            // this system has no such signal (Windows: HUP), or the virtual machine keeps it for itself
            System.getLogger(StopSignal.class.getName()).log(System.Logger.Level.DEBUG, name, e);
        }
    }

    boolean isTold() {
        return told.getCount() == 0;
    }

    void await() throws InterruptedException {
        told.await();
    }
}
