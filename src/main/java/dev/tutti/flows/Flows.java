package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

/** All flows over one set of rooms, wired by hand. Safe from any thread. */
public final class Flows {

    private final Hooks hooks;
    private final Watch watch;
    private final Presences presences;
    private final People people;
    private final LockTaking lockTaking;
    private final LockVerbs lockVerbs;
    private final PoolVerbs pool;
    private final DecisionVerbs decisions;
    private final MessageVerbs messages;
    private final NoteVerbs notes;
    private final Scripts scripts;
    private final ScriptLocks scriptLocks;
    private final Overview overview;
    private final Shells shells;
    private final MissedEvents missedEvents;
    private final TimeJumps jumps;
    private final Customs customs;
    private final Injected injected = new Injected();

    /** @param machineName this machine's name, as part of a person's id */
    public Flows(Rooms rooms, FlowSettings settings, Sessions.EnvironmentFile environmentFile, String machineName) {
        this(rooms, Customs.of(settings), environmentFile, machineName);
    }

    /** @param machineName this machine's name, as part of a person's id */
    public Flows(Rooms rooms, Customs customs, Sessions.EnvironmentFile environmentFile, String machineName) {
        requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        FlowSettings settings = customs.usual();
        Arrivals arrivals = new Arrivals(rooms, settings);
        GitEvidence git = new GitEvidence(rooms);
        Farewell farewell = new Farewell(rooms, git);
        Contention contention = new Contention(rooms, git, farewell);
        AutomaticPosts posts = new AutomaticPosts(rooms, customs);
        Endings endings = new Endings(rooms, customs, new CriticalWrites(rooms, customs, posts));
        this.presences = new Presences(rooms, settings);
        Cleaning cleaning = new Cleaning(rooms, git);
        this.jumps = new TimeJumps(rooms, settings);
        this.shells = new Shells(rooms, arrivals, cleaning, posts);
        Sessions.Goings goings = new Sessions.Goings(endings, farewell);
        RecentPaths recent = new RecentPaths(rooms);
        PoolTelling poolTelling = new PoolTelling(rooms, customs, recent);
        Wakes wakes = new Wakes(rooms, customs);
        Turns.PoolSide poolSide = new Turns.PoolSide(new PoolPosts(rooms, customs), poolTelling);
        this.hooks = new Hooks(
                new Edits(rooms, customs, arrivals, contention),
                shells,
                new Turns(rooms, arrivals, endings, new Turns.Sides(poolSide, wakes, recent)),
                new Sessions(
                        rooms,
                        arrivals,
                        goings,
                        new Sessions.Digests(new Digest(rooms, presences), poolTelling),
                        environmentFile),
                new Hooks.Guards(jumps, new FailClosed(rooms, customs), new LostAnswers(rooms, arrivals)));
        this.watch = new Watch(rooms, settings, goings, cleaning, jumps);
        this.missedEvents = new MissedEvents(rooms, endings, farewell);
        Leaving leaving = new Leaving(rooms, goings);
        this.people = new People(rooms, settings, arrivals, leaving, machineName);
        TypedPaths typedPaths = new TypedPaths(rooms, arrivals);
        this.lockTaking = new LockTaking(rooms, customs, typedPaths, people, contention);
        this.lockVerbs = new LockVerbs(rooms, customs, typedPaths, people, git);
        this.pool = new PoolVerbs(rooms, customs, people, poolTelling);
        this.decisions = new DecisionVerbs(rooms, people, new DecisionTelling(rooms));
        this.messages = new MessageVerbs(rooms, people, presences, wakes);
        this.notes = new NoteVerbs(rooms, people);
        this.scripts = new Scripts(rooms, people, presences, leaving, watch);
        this.scriptLocks = new ScriptLocks(
                rooms, customs, people, new ScriptLocks.Others(lockTaking, lockVerbs, typedPaths, watch, leaving));
        this.overview = new Overview(rooms, presences);
    }

    /** What hook events are answered with. */
    public Hooks hooks() {
        return hooks;
    }

    /** To be called before anything is looked at: terms are moved along when the wall clock jumped. */
    public void settleClocks() {
        jumps.settleJump();
    }

    /** To be called before anything but a hook changes something: as {@link #settleClocks}, and this host's lease is renewed. */
    public void vouch() {
        jumps.settle();
    }

    /** What looks after the living between events. */
    public Watch watch() {
        return watch;
    }

    /** What is made of the events that came while no daemon ran. */
    public MissedEvents missedEvents() {
        return missedEvents;
    }

    /** How present instances are. */
    public Presences presences() {
        return presences;
    }

    /** Who gives commands, and those who are registered by hand. */
    public People people() {
        return people;
    }

    /** Takes locks by hand. */
    public LockTaking lockTaking() {
        return lockTaking;
    }

    /** What is done with locks made by hand. */
    public LockVerbs lockVerbs() {
        return lockVerbs;
    }

    /** The pool by hand. */
    public PoolVerbs pool() {
        return pool;
    }

    /** Decisions by hand. */
    public DecisionVerbs decisions() {
        return decisions;
    }

    /** Messages by hand. */
    public MessageVerbs messages() {
        return messages;
    }

    /** Notes and the memory by hand. */
    public NoteVerbs notes() {
        return notes;
    }

    /** Those who take part through the documents' shell functions. */
    public Scripts scripts() {
        return scripts;
    }

    /** Locks as the documents' commands and shell functions take them. */
    public ScriptLocks scriptLocks() {
        return scriptLocks;
    }

    /** Where everybody stands. */
    public Overview overview() {
        return overview;
    }

    /** Which settings are in force where. */
    public Customs customs() {
        return customs;
    }

    /** How much text agents were handed. */
    public Injected injected() {
        return injected;
    }

    /** Frees what turns out to be clean in a project; returns how many locks. */
    public int cleanUp(dev.tutti.projects.ProjectId project) {
        return shells.cleanUp(project);
    }
}
