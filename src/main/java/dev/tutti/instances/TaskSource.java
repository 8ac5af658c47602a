package dev.tutti.instances;

/** Where an instance's task text comes from; a later constant is never replaced by an earlier one. */
public enum TaskSource {
    NONE,
    FIRST_PROMPT,
    SESSION_TITLE,
    EXPLICIT
}
