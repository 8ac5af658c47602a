package dev.tutti.kernel.store;

/** What truly differs between the databases; everything else is one SQL text for both. */
public interface Dialect {

    /** {@code sqlite} or {@code postgresql}. */
    String name();

    /** What is appended to a SELECT to keep its rows until the transaction ends; empty where the whole store is taken. */
    String forUpdate();
}
