package se.styrkort.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;

/**
 * Password hashes: Argon2id with 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). A hash carries its own
 * parameters, so that they can be raised without locking anyone out.
 */
final class Passwords {
    static final int LONGEST = 200;

    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;
    private static final int RANDOM_LENGTH = 20;
    /** Without characters that are mistaken for one another in print: 0 O o, 1 l I. 55 of them, 20 give 115 bits. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Each check takes 19 MiB: a crowd at the login waits instead of exhausting the memory. */
    private static final Semaphore AT_ONCE = new Semaphore(4);

    private Passwords() {}

    static String random() {
        StringBuilder password = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    static String hash(String password) {
        AT_ONCE.acquireUninterruptibly();
        try {
            return Password.hash(password)
                    .addRandomSalt(SALT_BYTES)
                    .with(ARGON2)
                    .getResult();
        } finally {
            AT_ONCE.release();
        }
    }

    static boolean matches(String password, String hash) {
        AT_ONCE.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            AT_ONCE.release();
        }
    }
}
