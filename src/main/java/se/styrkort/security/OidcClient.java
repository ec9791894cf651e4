package se.styrkort.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with the provider of the common login: OpenID Connect Core 1.0, the authorization code flow, with state, nonce
 * and PKCE. What the provider says of itself is asked for when it is first needed and kept for {@link #FRESH}; its keys
 * are kept by the library, which asks again for one that is new. Neither tokens nor what they say of people is logged.
 */
@Singleton
final class OidcClient {
    private static final Logger LOG = LoggerFactory.getLogger(OidcClient.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OidcConfiguration configuration;
    private final ProviderConnection connection = new ProviderConnection();
    private volatile @Nullable Provider known;
    private volatile Instant askAgain = Instant.MIN;

    OidcClient(OidcConfiguration configuration) {
        this.configuration = configuration;
    }

    private record Provider(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {}

    /** Where the reader logs in; nothing when the provider does not answer. */
    Optional<URI> address(BegunLogin begun) {
        return provider().map(provider -> new AuthenticationRequest.Builder(
                        ResponseType.CODE, scope(), clientId(), configuration.callback())
                .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                .state(new State(begun.state()))
                .nonce(new Nonce(begun.nonce()))
                .codeChallenge(new CodeVerifier(begun.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI());
    }

    /**
     * Who has logged in.
     *
     * @param parameters of the address that the provider sent the reader back to; their state is the begun login's
     */
    Proof prove(BegunLogin begun, Map<String, List<String>> parameters) {
        Optional<Provider> provider = provider();
        if (provider.isEmpty()) {
            return new Proof.Unproven(LoginRefusal.UNAVAILABLE);
        }
        try {
            AuthenticationResponse answer = AuthenticationResponseParser.parse(configuration.callback(), parameters);
            if (!answer.indicatesSuccess()) {
                return refused(
                        LoginRefusal.NOT_COMPLETED,
                        code(answer.toErrorResponse().getErrorObject()));
            }
            if (answer.getIssuer() != null && !answer.getIssuer().equals(new Issuer(configuration.issuer()))) {
                return refused(LoginRefusal.UNPROVEN, "another issuer's answer"); // RFC 9207
            }
            AuthorizationCode code = answer.toSuccessResponse().getAuthorizationCode();
            return code == null
                    ? refused(LoginRefusal.UNPROVEN, "an answer without code")
                    : redeem(provider.get(), begun, code);
        } catch (ParseException | IllegalArgumentException e) {
            return refused(LoginRefusal.UNPROVEN, "an answer that is none"); // the library refuses empty values so
        } catch (IOException | KeySourceException e) {
            return refused(LoginRefusal.UNAVAILABLE, e.getClass().getSimpleName());
        } catch (BadJOSEException | JOSEException e) {
            return refused(LoginRefusal.UNPROVEN, e.getClass().getSimpleName());
        }
    }

    private Proof redeem(Provider provider, BegunLogin begun, AuthorizationCode code)
            throws IOException, ParseException, BadJOSEException, JOSEException {
        HTTPResponse answer =
                tokenRequest(provider.metadata(), begun, code).toHTTPRequest().send(connection);
        if (answer.getStatusCode() >= 500) {
            return refused(LoginRefusal.UNAVAILABLE, "status " + answer.getStatusCode());
        }
        TokenResponse tokens = OIDCTokenResponseParser.parse(answer);
        if (!tokens.indicatesSuccess()) {
            return refused(LoginRefusal.UNPROVEN, code(tokens.toErrorResponse().getErrorObject()));
        }
        OIDCTokenResponse success = (OIDCTokenResponse) tokens.toSuccessResponse();
        IDTokenClaimsSet claims =
                provider.validator().validate(success.getOIDCTokens().getIDToken(), new Nonce(begun.nonce()));
        String subject = claims.getSubject().getValue();
        return CommonIdentity.isSubject(subject)
                ? new Proof.Proven(new CommonIdentity(configuration.issuer(), subject, username(claims)))
                : refused(LoginRefusal.UNPROVEN, "a subject that is none");
    }

    private TokenRequest tokenRequest(OIDCProviderMetadata metadata, BegunLogin begun, AuthorizationCode code) {
        URI endpoint = metadata.getTokenEndpointURI();
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, configuration.callback(), new CodeVerifier(begun.verifier()));
        return configuration.clientSecret().isEmpty()
                ? new TokenRequest.Builder(endpoint, clientId(), grant).build()
                : new TokenRequest.Builder(endpoint, authentication(metadata), grant).build();
    }

    private ClientAuthentication authentication(OIDCProviderMetadata metadata) {
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        Secret secret = new Secret(configuration.clientSecret());
        return methods != null
                        && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretPost(clientId(), secret)
                : new ClientSecretBasic(clientId(), secret);
    }

    /** Absent also when it is an e-mail address of which the provider does not say that it was checked. */
    private @Nullable String username(IDTokenClaimsSet claims) {
        String claim = configuration.usernameClaim();
        String username = claims.getStringClaim(claim);
        if (username == null) {
            LOG.warn("the ID token of the common login has no claim {} (STYRKORT_OIDC_USERNAME_CLAIM)", claim);
        }
        return claim.equals("email") && !Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))
                ? null
                : username;
    }

    /** One at a time, and after a failure not before {@link #PAUSE}: anyone may come here, and the provider is not ours. */
    private synchronized Optional<Provider> provider() {
        Provider before = known;
        Instant now = Instant.now();
        if (before != null && now.isBefore(before.until())) {
            return Optional.of(before);
        }
        if (now.isBefore(askAgain)) {
            return Optional.ofNullable(before);
        }
        try {
            Provider provider = discover();
            known = provider;
            return Optional.of(provider);
        } catch (IOException | GeneralException e) {
            LOG.warn("the common login's provider {} cannot be asked: {}", configuration.issuer(), e.toString());
            askAgain = Instant.now().plus(PAUSE);
            return Optional.ofNullable(before);
        }
    }

    private Provider discover() throws IOException, GeneralException {
        Issuer issuer = new Issuer(configuration.issuer());
        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(connection
                .retrieveResource(OIDCProviderMetadata.resolveURL(issuer))
                .getContent());
        if (!metadata.getIssuer().equals(issuer)) {
            throw new GeneralException("it calls itself " + metadata.getIssuer());
        }
        for (URI endpoint : new URI[] {
            metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI()
        }) {
            if (endpoint == null || !OidcConfiguration.isSafe(endpoint)) {
                throw new GeneralException("it names an address that is not safe: " + endpoint);
            }
        }
        return new Provider(metadata, validator(issuer, metadata), Instant.now().plus(FRESH));
    }

    /** Only signatures that the provider alone can make: none with a shared secret, and not none. */
    private IDTokenValidator validator(Issuer issuer, OIDCProviderMetadata metadata) throws IOException {
        List<JWSAlgorithm> offered = metadata.getIDTokenJWSAlgs();
        Set<JWSAlgorithm> algorithms = new HashSet<>(offered == null ? List.of(JWSAlgorithm.RS256) : offered);
        algorithms.removeIf(one -> !JWSAlgorithm.Family.RSA.contains(one) && !JWSAlgorithm.Family.EC.contains(one));
        if (algorithms.isEmpty()) {
            throw new IOException("it signs ID tokens in no way that can be checked");
        }
        return new IDTokenValidator(
                issuer,
                clientId(),
                new JWSVerificationKeySelector<>(
                        algorithms,
                        JWKSourceBuilder.<SecurityContext>create(
                                        metadata.getJWKSetURI().toURL(), connection)
                                .build()),
                null);
    }

    private Scope scope() {
        return configuration.usernameClaim().equals("email")
                ? new Scope("openid", "profile", "email")
                : new Scope("openid", "profile");
    }

    private ClientID clientId() {
        return new ClientID(configuration.clientId());
    }

    private static Proof refused(LoginRefusal why, String reason) {
        LOG.warn("the common login was not completed: {}, {}", why.code(), reason);
        return new Proof.Unproven(why);
    }

    /** One of the words of the standards; anything else the provider says may hold what is nobody's business. */
    private static String code(ErrorObject error) {
        String code = error.getCode();
        return code != null && code.matches("[a-z_]{1,50}") ? code : "an error";
    }
}
