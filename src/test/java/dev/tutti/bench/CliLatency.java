package dev.tutti.bench;

import dev.tutti.testing.TemporaryRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main of {@code bench/cli}. */
final class CliLatency {

    private CliLatency() {}

    public static void main(String[] arguments) throws Exception {
        Plan plan = Plan.of(List.of(arguments));
        System.out.println("Tutti's read verbs on " + Machine.kind());
        System.out.println(
                "load " + Machine.load() + " at the start; figures under load say little of an idle machine");
        Path folder = Files.createTempDirectory("tutti-bench-");
        try (TemporaryRepository repository = TemporaryRepository.in(folder)) {
            new ReadVerbs(folder, repository.root()).measure(plan);
        }
        System.out.println();
        System.out.println("load " + Machine.load() + " at the end");
        System.exit(0);
    }
}
