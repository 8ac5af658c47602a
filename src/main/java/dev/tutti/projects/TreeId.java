package dev.tutti.projects;

/** The surrogate key of a tree's row. */
public record TreeId(long value) {}
