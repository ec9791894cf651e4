package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;

/** A program with a common login, its provider, and the steps of a reader between the two. */
final class CommonLoginTrial implements AutoCloseable {
    static final String BASE = "http://styrkort.example";
    static final List<Grant> READER = List.of(Grant.ofEverything(Role.READER));

    final TestProvider provider = new TestProvider(false);
    final RunningServer server = new RunningServer("security", provider.settings(BASE));

    void make(String username) {
        assertTrue(server.bean(Accounts.class).createForCommonLogin(username, READER));
    }

    Visitor enter(String subject, String username) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(server);
        provider.identify(subject, username);
        HttpResponse<String> entered = comeBack(visitor, "");
        assertEquals(200, entered.statusCode(), entered.toString());
        assertEquals(username, visitor.get("/who").body());
        return visitor;
    }

    HttpResponse<String> comeBackAs(String subject, String username) throws IOException, InterruptedException {
        provider.identify(subject, username);
        return comeBack(new Visitor(server), "");
    }

    /** The whole way: to the provider and back with its answer. */
    HttpResponse<String> comeBack(Visitor visitor, String next) throws IOException, InterruptedException {
        return visitor.get(back(provider.visit(location(visitor.get("/login/oidc?next=" + next)))));
    }

    String identity(String username) {
        return String.valueOf(server.row("select identity from styrkort.account where username = '" + username + "'")
                .get("identity"));
    }

    /** The test's server does not live where its readers are sent. */
    static String back(URI callback) {
        assertTrue(callback.toString().startsWith(BASE + "/login/oidc/callback?"), callback.toString());
        return callback.toString().substring(BASE.length());
    }

    static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    static void assertRefused(String code, HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals("/login?refused=" + code, location(answer).toString());
        assertTrue(answer.headers().allValues("Set-Cookie").stream().noneMatch(one -> one.contains("session")));
    }

    static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.close();
        provider.close();
    }
}
