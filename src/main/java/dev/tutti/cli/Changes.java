package dev.tutti.cli;

/** What a command is that changes something the store keeps. Every other one only looks. */
interface Changes {}
