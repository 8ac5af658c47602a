package dev.tutti.projects;

/** The surrogate key of a tree's row. */
public record TreeId(long value) {

    /** Stands for a tree in which nothing of Tutti happened yet; no row has it. */
    static final TreeId NONE_YET = new TreeId(-1);
}
