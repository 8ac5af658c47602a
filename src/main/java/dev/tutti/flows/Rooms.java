package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.Inbox;
import dev.tutti.decisions.Decisions;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.git.Git;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.lease.HostLeases;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.process.Processes;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.locks.Locks;
import dev.tutti.messages.Messages;
import dev.tutti.notes.Notes;
import dev.tutti.notices.Notices;
import dev.tutti.pool.Pool;
import dev.tutti.projects.Grounds;
import dev.tutti.projects.Projects;

/** The rooms and ports that flows work with, wired once. All are safe from any thread. */
public record Rooms(
        Store store,
        Journal journal,
        Grounds grounds,
        Projects projects,
        Instances instances,
        Locks locks,
        Notices notices,
        Pool pool,
        Decisions decisions,
        Messages messages,
        Notes notes,
        HostLeases hosts,
        Outside outside) {

    public Rooms {
        requireNonNull(store, "store");
        requireNonNull(journal, "journal");
        requireNonNull(grounds, "grounds");
        requireNonNull(projects, "projects");
        requireNonNull(instances, "instances");
        requireNonNull(locks, "locks");
        requireNonNull(notices, "notices");
        requireNonNull(pool, "pool");
        requireNonNull(decisions, "decisions");
        requireNonNull(messages, "messages");
        requireNonNull(notes, "notes");
        requireNonNull(hosts, "hosts");
        requireNonNull(outside, "outside");
    }

    /** What lies outside of the store. */
    public record Outside(
            Git git, FileLooks files, Processes processes, Ticker ticker, Background background, Inbox inbox) {
        public Outside {
            requireNonNull(git, "git");
            requireNonNull(files, "files");
            requireNonNull(processes, "processes");
            requireNonNull(ticker, "ticker");
            requireNonNull(background, "background");
            requireNonNull(inbox, "inbox");
        }
    }

    /** Runs what an answer need not wait for. */
    @FunctionalInterface
    public interface Background {

        /** Runs {@code work} soon; what it throws is logged under {@code what}. */
        void run(String what, Runnable work);
    }
}
