package se.styrkort.scorecard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of an expression and how far it is read. */
final class ExpressionText {
    private final String text;
    private int position;

    ExpressionText(String text) {
        this.text = text;
    }

    int length() {
        return text.length();
    }

    /** Where the next word begins. */
    int start() {
        atEnd();
        return position;
    }

    int position() {
        return position;
    }

    void to(int position) {
        this.position = position;
    }

    void advance() {
        position++;
    }

    Matcher at(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length());
    }

    /** Skips white space first. */
    boolean atEnd() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position == text.length();
    }

    /** Only where it is not at its end. */
    char next() {
        return text.charAt(position);
    }

    /** A bare word or a text in quotes, in which a doubled quote stands for one; null when there is neither. */
    @Nullable
    String value() {
        if (atEnd()) {
            return null;
        }
        char quote = next();
        if (quote == '"' || quote == '\'') {
            return quoted(quote);
        }
        return word(Term.BARE);
    }

    /** The word or sign that stands here. */
    String found() {
        Matcher word = at(Term.BARE);
        return word.lookingAt() ? word.group() : Character.toString(text.codePointAt(position));
    }

    private @Nullable String quoted(char quote) {
        StringBuilder inside = new StringBuilder();
        for (int i = position + 1; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == quote;
                if (!doubled) {
                    position = i + 1;
                    return inside.toString();
                }
                i++;
            }
            inside.append(text.charAt(i));
        }
        return null;
    }

    @Nullable
    String word(Pattern pattern) {
        Matcher word = at(pattern);
        if (!word.lookingAt()) {
            return null;
        }
        position = word.end();
        return word.group();
    }
}
