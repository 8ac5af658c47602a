package dev.tutti.instances;

/** The surrogate key of an instance's row. */
public record InstanceId(long value) {}
