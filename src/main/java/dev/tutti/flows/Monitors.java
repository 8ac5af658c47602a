package dev.tutti.flows;

import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Projects;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The projects that one transaction holds, taken in the order of their keys so that two never wait for each other. */
final class Monitors {

    private final SortedMap<Long, Monitor> held = new TreeMap<>();

    private Monitors() {}

    static Monitors enter(Projects projects, Tx tx, Collection<ProjectId> wanted) {
        Monitors monitors = new Monitors();
        wanted.stream()
                .sorted((a, b) -> Long.compare(a.value(), b.value()))
                .distinct()
                .forEach(project -> monitors.held.put(project.value(), projects.enter(tx, project)));
        return monitors;
    }

    Monitor of(ProjectId project) {
        return Optional.ofNullable(held.get(project.value()))
                .orElseThrow(() -> new IllegalStateException("project " + project.value() + " was not entered"));
    }
}
