package dev.tutti.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of a start have in common: a sandbox each, and an end to everything that was started in it. */
abstract class StartingTest {

    final Client client;

    @TempDir
    Path folder;

    Sandbox sandbox;

    StartingTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder, client);
    }

    @AfterEach
    void endWhatWasStarted() throws IOException {
        sandbox.end();
    }
}
