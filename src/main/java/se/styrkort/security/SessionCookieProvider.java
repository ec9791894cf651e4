package se.styrkort.security;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.session.http.HttpSessionConfiguration;
import jakarta.inject.Singleton;
import se.styrkort.web.WebConfiguration;

/** What no setting may weaken in the session cookie; secure as soon as readers come over https. */
@Singleton
final class SessionCookieProvider implements BeanCreatedEventListener<HttpSessionConfiguration> {
    static final String NAME = "styrkort_session";

    private final WebConfiguration web;

    SessionCookieProvider(WebConfiguration web) {
        this.web = web;
    }

    @Override
    public HttpSessionConfiguration onCreated(BeanCreatedEvent<HttpSessionConfiguration> event) {
        HttpSessionConfiguration cookie = event.getBean();
        cookie.setCookieName(NAME);
        cookie.setCookiePath("/");
        cookie.setCookieSameSite(SameSite.Strict);
        cookie.setCookieSecure(web.isSecure());
        // a garbled cookie is then an unknown session, not an error
        cookie.setBase64Encode(false);
        return cookie;
    }
}
