package dev.tutti.decisions;

/** The store's own number of a decision. */
public record DecisionId(long value) {}
