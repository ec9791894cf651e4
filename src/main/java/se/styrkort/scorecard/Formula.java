package se.styrkort.scorecard;

/** An expression beside the text that its author wrote. */
public record Formula(String written, Expression expression) {}
