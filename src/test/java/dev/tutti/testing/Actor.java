package dev.tutti.testing;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.BackgroundTasks;
import dev.tutti.agents.Caller;
import dev.tutti.agents.HookCall;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookEvent.AfterBatch;
import dev.tutti.agents.HookEvent.AfterTool;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookEvent.ChildEnded;
import dev.tutti.agents.HookEvent.ChildStarted;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookEvent.SessionEnded;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookEvent.TurnEnded;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.SessionId;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.instances.Instance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A session, or a child agent of one, that sends what a host would send. For one thread. */
public final class Actor {

    private final Stage stage;
    private final String session;
    private final long pid;
    private final Path directory;
    private final Optional<String> agent;
    private final Map<String, String> environment = new HashMap<>();

    Actor(Stage stage, String session, long pid, Path directory) {
        this(stage, session, pid, directory, Optional.empty());
    }

    private Actor(Stage stage, String session, long pid, Path directory, Optional<String> agent) {
        this.stage = stage;
        this.session = session;
        this.pid = pid;
        this.directory = directory;
        this.agent = agent;
        if (pid > 0) {
            environment.put("CLAUDE_PID", Long.toString(pid));
        }
    }

    /** A child agent of this session. */
    public Actor child(String agentId) {
        return new Actor(stage, session, pid, directory, Optional.of(agentId));
    }

    /** The same session id in another process, or under no process when {@code pid} is 0. */
    public Actor in(long otherPid) {
        return new Actor(stage, session, otherPid, directory, agent);
    }

    /** The same process under another session id. */
    public Actor as(String otherSession) {
        return new Actor(stage, otherSession, pid, directory, agent);
    }

    /** The same in another working directory. */
    public Actor at(Path other) {
        return new Actor(stage, session, pid, other, agent);
    }

    /** The same with one more environment variable. */
    public Actor with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public HookReply send(HookEvent event) {
        return stage.flows().hooks().handle(event);
    }

    public HookReply start(SessionStart.Source source) {
        return send(new SessionStart(call(), source, Optional.empty()));
    }

    public HookReply start() {
        return start(SessionStart.Source.STARTUP);
    }

    public HookReply prompt(String text) {
        return send(new PromptSubmitted(call(), text, PromptSubmitted.Origin.PERSON, Optional.empty()));
    }

    /** Asks to edit files, relative ones counting from its working directory. */
    public HookReply edit(String toolUse, String... paths) {
        return send(new BeforeTool(call(), tool(toolUse, paths)));
    }

    /** The edit has run. */
    public HookReply edited(String toolUse, String... paths) {
        return send(new AfterTool(call(), tool(toolUse, paths), AfterTool.Outcome.SUCCEEDED));
    }

    public HookReply batch(String... toolUses) {
        return send(new AfterBatch(
                call(), Stream.of(toolUses).map(id -> tool(id, "any")).toList()));
    }

    /** Asks, writes when it was not refused, and reports; returns the answer to its question. */
    public HookReply change(String toolUse, String path, String content) {
        HookReply answer = edit(toolUse, path);
        if (!(answer instanceof HookReply.Refuse)) {
            write(path, content);
            edited(toolUse, path);
        }
        return answer;
    }

    /** Writes without asking anybody. */
    public void write(String path, String content) {
        stage.files().write(directory.resolve(path), content);
    }

    /** Stops with nothing left in the background. */
    public HookReply stop() {
        return stop(new BackgroundTasks(true, List.of()));
    }

    /** Stops with these last words and nothing left in the background. */
    public HookReply say(String lastMessage) {
        return say(lastMessage, new BackgroundTasks(true, List.of()));
    }

    public HookReply say(String lastMessage, BackgroundTasks tasks) {
        return send(new TurnEnded(call(), false, false, lastMessage, tasks));
    }

    public HookReply stop(BackgroundTasks tasks) {
        return say("", tasks);
    }

    public HookReply childStart() {
        return send(new ChildStarted(call(), new AgentId(agent.orElseThrow())));
    }

    public HookReply childStop() {
        return send(new ChildEnded(call(), new AgentId(agent.orElseThrow()), "", BackgroundTasks.unknown()));
    }

    public HookReply end(SessionEnded.Reason reason) {
        return send(new SessionEnded(call(), reason));
    }

    public HookReply end() {
        return end(SessionEnded.Reason.EXIT);
    }

    /** Its process is killed; nobody is told. */
    public void die() {
        stage.processes().end(pid);
    }

    /** What it is told at its next step, each line once: here a tool that is nothing to Tutti has run. */
    public List<String> told() {
        HookReply reply = send(
                new AfterBatch(call(), List.of(new ToolCall(new ToolUseId("nothing"), "Other", new Tool.Other()))));
        List<String> lines = new ArrayList<>();
        if (reply instanceof HookReply.Context context) {
            lines.addAll(context.lines());
        }
        return lines;
    }

    /** Its own row, if it lives. */
    public Optional<Instance> instance() {
        return stage.rooms().store().read(tx -> {
            Optional<Instance> root = stage
                    .rooms()
                    .instances()
                    .livingOfHost(tx, stage.settings().host())
                    .stream()
                    .filter(found -> !found.isChild())
                    .filter(found -> found.session().equals(Optional.of(session)))
                    .filter(found -> pid == 0
                            || found.process()
                                    .map(process -> process.pid() == pid)
                                    .orElse(true))
                    .findFirst();
            return agent.isEmpty()
                    ? root
                    : root.flatMap(parent -> stage.rooms().instances().children(tx, parent.id()).stream()
                            .filter(found -> found.agentId().equals(agent))
                            .findFirst());
        });
    }

    public String session() {
        return session;
    }

    public long pid() {
        return pid;
    }

    public Path directory() {
        return directory;
    }

    public boolean isChild() {
        return agent.isPresent();
    }

    public HookCall call() {
        return new HookCall(
                new SessionId(session),
                agent.map(AgentId::new),
                agent.isPresent() ? "helper" : "",
                directory.toString(),
                "",
                "",
                Caller.of(environment));
    }

    private ToolCall tool(String toolUse, String... paths) {
        List<String> absolute =
                Stream.of(paths).map(path -> directory.resolve(path).toString()).toList();
        return new ToolCall(new ToolUseId(toolUse), "Edit", new Tool.Edit(absolute));
    }
}
