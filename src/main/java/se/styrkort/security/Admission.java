package se.styrkort.security;

/** Whether somebody whom the common login knows may enter. */
sealed interface Admission {
    /**
     * May enter.
     *
     * @param mark what the session notes, see {@link Accounts}
     * @param newlyBound whether it was this login that tied the account to the identity
     */
    record Admitted(String username, String mark, boolean newlyBound) implements Admission {}

    record Refused(LoginRefusal why) implements Admission {}
}
