package se.styrkort;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A reader at a browser, as far as HTTP goes: keeps cookies, and sends forms with the token that the page had. */
public final class Visitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Visitor(RunningServer server) {
        this.server = server;
    }

    /** Someone who has just logged in; anything else fails the test. */
    public static Visitor loggedIn(RunningServer server, String username, String password) {
        Visitor visitor = new Visitor(server);
        HttpResponse<String> answer = visitor.login(username, password);
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return visitor;
    }

    public HttpResponse<String> login(String username, String password) {
        return post("/login", "username=" + Api.encoded(username) + "&password=" + Api.encoded(password));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(server.to(path), headers);
    }

    /** As a form of the page would. */
    public HttpResponse<String> post(String path, String form, String... headers) {
        String token = "_csrf=" + token();
        return postAsIs(path, form.isEmpty() ? token : token + "&" + form, headers);
    }

    /** A form without its token, unless it is written there. */
    public HttpResponse<String> postAsIs(String path, String form, String... headers) {
        return send(
                server.to(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                originUnless(headers));
    }

    /** Any request with the visitor's cookies. */
    public HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = server.send(headers.length == 0 ? request : request.headers(headers));
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    /** What the forms of a page hold now. */
    public String token() {
        Matcher token = TOKEN.matcher(get("/login").body());
        if (!token.find()) {
            throw new AssertionError("the login page has no token");
        }
        return token.group(1);
    }

    public String cookie(String name) {
        return name + "=" + cookies.get(name);
    }

    private String[] originUnless(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Origin") && !all.contains("Sec-Fetch-Site")) {
            all.addAll(List.of("Origin", server.origin()));
        }
        return all.toArray(String[]::new);
    }
}
