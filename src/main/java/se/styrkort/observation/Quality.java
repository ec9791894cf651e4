package se.styrkort.observation;

/** How sure a value is. {@code SYNTHETIC} figures are made up for demonstrations and always shown as such. */
public enum Quality {
    FINAL,
    PRELIMINARY,
    ESTIMATED,
    SYNTHETIC
}
