package se.styrkort.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tool that opens, commits and closes connections of its own work on one connection and inside its transaction:
 * all connections that it gets are that one, and only the owner ends its transaction.
 */
final class OneTransactionFactory {
    private final Connection connection;

    OneTransactionFactory(Connection connection) {
        this.connection = connection;
    }

    DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, args) -> {
                    if (method.getName().equals("getConnection")) {
                        return Proxy.newProxyInstance(
                                getClass().getClassLoader(), new Class<?>[] {Connection.class}, new Within());
                    }
                    return passed(method, this, args);
                });
    }

    private static @Nullable Object passed(Method method, Object to, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(to, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The connection, as somebody sees it who believes that it is his. */
    private final class Within implements InvocationHandler {
        private boolean autoCommit = true;
        private boolean closed;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
            switch (method.getName()) {
                case "commit", "setReadOnly", "setTransactionIsolation" -> {
                    return null;
                }
                case "close" -> {
                    closed = true;
                    return null;
                }
                case "isClosed" -> {
                    return closed;
                }
                case "setAutoCommit" -> {
                    autoCommit = args != null && (Boolean) args[0];
                    return null;
                }
                case "getAutoCommit" -> {
                    return autoCommit;
                }
                case "rollback" -> {
                    // to a savepoint: within the transaction; all of it: what failed is thrown, and the owner ends it
                    return args == null ? null : passed(method, connection, args);
                }
                default -> {
                    return passed(method, connection, args);
                }
            }
        }
    }
}
