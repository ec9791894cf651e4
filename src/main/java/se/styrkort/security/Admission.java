package se.styrkort.security;

/** Whether somebody whom the common login knows may enter. */
sealed interface Admission {
    /**
     * May enter.
     *
     * @param newlyBound whether it was this login that tied the account to the identity
     */
    record Admitted(String username, boolean newlyBound) implements Admission {}

    record Refused(LoginRefusal why) implements Admission {}
}
