package dev.tutti.projects;

/** The surrogate key of a project's row. */
public record ProjectId(long value) {}
