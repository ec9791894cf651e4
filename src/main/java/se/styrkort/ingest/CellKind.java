package se.styrkort.ingest;

/** What a cell is where the form of the file tells; in CSV every cell is text. */
enum CellKind {
    TEXT,
    /** A number with a decimal point, whatever the profile says of text. */
    NUMBER,
    /** A number shown as a percentage: 64 % is 0.64. */
    PERCENT,
    /** A day as {@code 2026-03-01}, or an instant without zone as {@code 2026-03-01T13:45:00}. */
    DATE,
    /** A fault of the spreadsheet's own, such as {@code #N/A}. */
    ERROR,
    /** A formula whose result the program that wrote the file did not save. */
    FORMULA
}
