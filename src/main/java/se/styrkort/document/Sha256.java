package se.styrkort.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes that pass by. */
public final class Sha256 {
    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Of a text as UTF-8. */
    public static String of(String text) {
        Sha256 sum = new Sha256();
        sum.add(text);
        return sum.hex();
    }

    public void add(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** A text as UTF-8. */
    public void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** In lower-case hexadecimal; ends the sum. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
