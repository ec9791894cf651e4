package se.styrkort.security;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The accounts that may log in (konton). Passwords are made here and shown once; only their hashes are kept. */
@Singleton
public final class Accounts {
    static final int LONGEST_NAME = 100;

    private final AccountRepository accounts;
    /** Compared with when there is no such account, so that the time of the answer does not tell which exist. */
    private final String nobodysHash = Passwords.hash(Passwords.random());

    Accounts(AccountRepository accounts) {
        this.accounts = accounts;
    }

    boolean matches(String username, String password) {
        if (username.length() > LONGEST_NAME || password.length() > Passwords.LONGEST) {
            return false;
        }
        Optional<String> hash = accounts.passwordHash(username);
        boolean right = Passwords.matches(password, hash.orElse(nobodysHash));
        return right && hash.isPresent();
    }

    /**
     * Makes the first account when there is none.
     *
     * @return its password in clear, to be printed once; nothing when some account exists already
     */
    public Optional<String> createIfNone(String username) {
        checkName(username);
        if (accounts.exist()) {
            return Optional.empty();
        }
        String password = Passwords.random();
        return accounts.insertFirst(username, Passwords.hash(password)) ? Optional.of(password) : Optional.empty();
    }

    /**
     * Gives the account a new password. Sessions that are open stay open until they expire or the program restarts.
     *
     * @return the password in clear, to be printed once
     * @throws IllegalArgumentException when there is no such account
     */
    public String resetPassword(String username) {
        String password = Passwords.random();
        if (!accounts.updatePasswordHash(username, Passwords.hash(password))) {
            throw new IllegalArgumentException("There is no account " + username);
        }
        return password;
    }

    private static void checkName(String username) {
        if (!username.matches("\\S(.{0,98}\\S)?")) {
            throw new IllegalArgumentException("An account's name has 1 to " + LONGEST_NAME
                    + " characters and no space at its ends; it is \"" + username + "\"");
        }
    }
}
