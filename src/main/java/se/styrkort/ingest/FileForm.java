package se.styrkort.ingest;

import java.nio.charset.StandardCharsets;

/**
 * How a delivered file turned out to be written.
 *
 * @param delimiter of CSV; NUL elsewhere
 */
record FileForm(Format format, FileEncoding encoding, char delimiter) {
    static final FileForm SPREADSHEET =
            new FileForm(Format.XLSX, new FileEncoding(StandardCharsets.UTF_8, 0), '\u0000');

    /** The delimiter as a text, empty where there is none. */
    String delimiterText() {
        return delimiter == '\u0000' ? "" : String.valueOf(delimiter);
    }
}
