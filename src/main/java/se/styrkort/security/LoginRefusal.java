package se.styrkort.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why the common login opened nothing, as the login page then says. */
enum LoginRefusal {
    /** The provider does not answer, or with what is none. */
    UNAVAILABLE(503, "login.common.unavailable"),
    /** No login was begun in this browser that the answer could belong to, or it is over. */
    NOT_BEGUN(400, "login.common.not_begun"),
    /** The provider says no, or the reader broke off there. */
    NOT_COMPLETED(403, "login.common.not_completed"),
    /** What the provider sent does not prove who it is. */
    UNPROVEN(401, "login.common.unproven"),
    UNKNOWN_ACCOUNT(403, "login.common.unknown_account"),
    /** The account is bound to another identity than the one that has its name now. */
    OTHER_IDENTITY(403, "login.common.other_identity"),
    DISABLED(403, "login.common.disabled"),
    TOO_MANY(429, "login.common.too_many");

    private final int status;
    private final String text;

    LoginRefusal(int status, String text) {
        this.status = status;
        this.text = text;
    }

    static Optional<LoginRefusal> of(String code) {
        return Arrays.stream(values()).filter(why -> why.code().equals(code)).findFirst();
    }

    /** In addresses and in the trail. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    /** The key of what the reader is told. */
    String text() {
        return text;
    }
}
