package se.styrkort.security;

/** What came of asking the provider of the common login who somebody is. */
sealed interface Proof {
    record Proven(CommonIdentity identity) implements Proof {}

    record Unproven(LoginRefusal why) implements Proof {}
}
