package se.styrkort.account;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Token;
import se.styrkort.security.Tokens;
import se.styrkort.web.Listing;

/** API tokens over the API. */
@Controller("/api/v1/tokens")
@Needs(Permission.ENTER)
class TokenController {
    private static final int DAYS = 90;

    private final TokenRequests tokens;

    TokenController(TokenRequests tokens) {
        this.tokens = tokens;
    }

    @Serdeable
    record TokenView(
            long id,
            String username,
            String name,
            List<String> permissions,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {
        static TokenView of(Token token) {
            return new TokenView(
                    token.id(),
                    token.username(),
                    token.name(),
                    token.permissions().stream().map(Permission::code).sorted().toList(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.lastUsedAt(),
                    token.revokedAt());
        }
    }

    /**
     * What is asked for.
     *
     * @param username whose it becomes; absent: the caller's own
     * @param permissions such as {@code read_scorecards}, {@code import}, {@code read_meters}
     * @param days until it expires, 1 to 366; absent: 90
     */
    @Serdeable
    record NewToken(
            @Nullable String username,
            @Nullable String name,
            @Nullable List<String> permissions,
            @Nullable Integer days) {}

    /** @param token shown this once */
    @Serdeable
    record MadeToken(long id, String token, Instant expiresAt) {}

    @Get
    Listing<TokenView> list(Actor actor) {
        return Listing.whole(tokens.list(actor).stream().map(TokenView::of).toList());
    }

    @Post
    HttpResponse<MadeToken> make(@Body NewToken asked, Actor actor) {
        Tokens.Made made = tokens.make(
                actor,
                asked.username(),
                asked.name(),
                asked.permissions(),
                Objects.requireNonNullElse(asked.days(), DAYS));
        return HttpResponse.created(new MadeToken(made.id(), made.clear(), made.expiresAt()));
    }

    @Delete("/{id}")
    HttpResponse<?> revoke(long id, Actor actor) {
        tokens.revoke(actor, id);
        return HttpResponse.noContent();
    }
}
