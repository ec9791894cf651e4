package se.styrkort.security;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody is according to the common login. Issuer and subject together never change and are never given to
 * somebody else (OpenID Connect Core 1.0, 5.7); the name may.
 *
 * @param username what the provider calls the person; absent when it does not say
 */
record CommonIdentity(
        String issuer, String subject, @Nullable String username) {
    CommonIdentity {
        if (!isSubject(subject)) {
            throw new IllegalArgumentException("a subject has 1 to 255 characters of ASCII");
        }
    }

    /** OpenID Connect Core 1.0, 2. */
    static boolean isSubject(String subject) {
        return subject.matches("[ -~]{1,255}");
    }

    /** As an account keeps it; an issuer is a URL and holds no space. */
    String key() {
        return issuer + " " + subject;
    }

    /** Whose it is belongs into no log. */
    @Override
    public String toString() {
        return "CommonIdentity[" + issuer + "]";
    }
}
