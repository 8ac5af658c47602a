# tutti demo: scripted agents through the real launcher, daemon and hooks, in a repository of its own. Sourced by ../tutti.
#
# Every step says what happens and checks it; the first that does not hold ends the demo with 1. Nothing of it is left
# behind: the repository, the state folder, the daemon and the stand-ins for agents are all its own.

# Every act is a function demo_NAME; no name plays the tour.
demo_acts=(locks pool messages memory)

demo_help() {
  cat <<'END'
Usage: tutti demo [ACT]

Plays scripted agents through the real launcher, daemon and hooks, in a repository of its own, and checks every step. No
model is called, and nothing is left behind. Without an act it plays the short tour.

Acts:
  locks       one file, several agents: granted, refused, warned, waited for, freed by a death
  pool        what the others know: work that is done, downtime, discoveries, decisions
  messages    notes to each other: sent, carried by an answer, seen, answered, not reached
  memory      what a project has learned: notes and memory, shared by all its working trees

Example:
  tutti demo locks
END
}

case ${2-} in
  -h | --help)
    demo_help
    exit 0
    ;;
  '') demo_act=tour ;;
  *)
    demo_act=
    for demo_name in "${demo_acts[@]}"; do
      [[ $demo_name == "$2" ]] && demo_act=$demo_name
    done
    if [[ ! $demo_act ]]; then
      printf 'tutti: there is no act "%s" of the demo; the acts are: %s\n  Next step: tutti demo --help shows an example\n' \
        "${2//[^[:print:]]/ }" "${demo_acts[*]}" >&2
      exit 64
    fi
    ;;
esac
if (($# > 2)); then
  printf 'tutti: the demo plays one act at a time\n  Next step: tutti demo --help shows an example\n' >&2
  exit 64
fi

demo=$(mktemp -d "${TMPDIR:-/tmp}/tutti-demo.XXXXXX") || exit 1
demo_tutti=$root/tutti
demo_repo=$demo/shop
demo_pids=()
declare -A demo_pid
export TUTTI_HOME=$demo/home HOME=$demo
unset TUTTI_INSTANCE TUTTI_NAME TUTTI_ROLE TUTTI_STORE CLAUDE_INSTANCE CLAUDE_SUBAGENT_ROLE CLAUDE_CODE_SESSION_ID CLAUDE_PID \
  CLAUDE_ENV_FILE CLAUDE_PROJECT_DIR CLAUDE_CODE_SESSION_ATTENDED GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

demo_clean_up() {
  local pid
  "$demo_tutti" down >/dev/null 2>&1
  for pid in "${demo_pids[@]}"; do kill -9 "$pid" 2>/dev/null; done
  # The daemon writes its last words while it stops.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf "$demo" 2>/dev/null
    [[ -e $demo ]] || return
    nap 0.2
  done
}
trap demo_clean_up EXIT
trap 'exit 1' INT TERM HUP

say() { printf '%s\n' "$*"; }
step() { printf '\n%s\n' "$*"; }

# Prints text as what somebody was told, folded and indented.
quote() { fold -s -w 96 <<<"$1" | while IFS= read -r line; do printf '    | %s\n' "$line"; done; }

demo_fails() {
  printf '\nThis step did not hold: %s\n' "$1" >&2
  [[ ${2-} ]] && printf '  what came instead: %s\n' "$2" >&2
  printf '  the end of the log:\n' >&2
  tail -n 15 "$TUTTI_HOME/log/daemon.log" >&2 2>/dev/null
  exit 1
}

# A stand-in for an agent: a process whose life is the instance's life.
agent() {
  sleep 600 &
  disown
  demo_pid[$1]=$!
  demo_pids+=("$!")
}

# Sends one event of an agent through the launcher, as its host would; sets reply.
# event AGENT FOLDER REST-OF-THE-JSON
event() {
  reply=$(printf '{"session_id":"demo-%s","transcript_path":"%s/t.jsonl","cwd":"%s","permission_mode":"acceptEdits",%s}' \
    "$1" "$demo" "$2" "$3" | CLAUDE_PID=${demo_pid[$1]} "$demo_tutti" hook claude) ||
    demo_fails "a hook always exits 0"
}

starts() { event "$1" "$2" '"hook_event_name":"SessionStart","source":"startup"'; }
prompted() { event "$1" "$2" "\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"$3\""; }
ends_turn() { event "$1" "$2" '"hook_event_name":"Stop","stop_hook_active":false,"last_assistant_message":"Done.","background_tasks":[]'; }

# says AGENT FOLDER TEXT: the turn ends with these words
says() {
  local text=${3//\"/\\\"}
  event "$1" "$2" "\"hook_event_name\":\"Stop\",\"stop_hook_active\":false,\"last_assistant_message\":\"${text//$'\n'/\\n}\",\"background_tasks\":[]"
}

# wants AGENT FOLDER FILE CALL
wants() {
  event "$1" "$2" "\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Edit\",\"tool_use_id\":\"$4\",\"tool_input\":{\"file_path\":\"$2/$3\",\"old_string\":\"a\",\"new_string\":\"b\"}"
}

# edits AGENT FOLDER FILE CALL: the write itself, and the event after it
edits() {
  printf '# changed by %s\n' "$1" >>"$2/$3"
  event "$1" "$2" "\"hook_event_name\":\"PostToolBatch\",\"tool_calls\":[{\"tool_name\":\"Edit\",\"tool_use_id\":\"$4\",\"tool_input\":{\"file_path\":\"$2/$3\"},\"tool_response\":\"ok\"}]"
}

# The text an answer carries, of whichever kind.
text_of() {
  local text=$1
  text=${text#*\"permissionDecisionReason\":\"}
  text=${text#*\"additionalContext\":\"}
  text=${text%%\"\}*}
  text=${text//\\n/$'\n'}
  printf %s "${text//\\\"/\"}"
}

# No grep of the answer's words where its form decides.
is_silent() { [[ ! $reply ]]; }
is_refusal() { [[ $reply == *'"permissionDecision":"deny"'* ]]; }
is_context() { [[ $reply == *'"additionalContext":'* && $reply != *permissionDecision* ]]; }

demo_git() { git -C "$1" -c user.name=demo -c user.email=demo@example.invalid -c commit.gpgsign=false "${@:2}" >/dev/null 2>&1; }

demo_prepare() {
  command -v git >/dev/null || demo_fails "git is needed"
  find_built || build
  mkdir -p "$demo_repo/src" && demo_git "$demo_repo" init -b main || demo_git "$demo_repo" init
  printf 'def login():\n    pass\n' >"$demo_repo/src/login.py"
  printf 'def pay():\n    pass\n' >"$demo_repo/src/pay.py"
  demo_git "$demo_repo" add . && demo_git "$demo_repo" commit -m start || demo_fails "a repository can be made"
  demo_git "$demo_repo" worktree add "$demo/shop-hotfix" -b hotfix || demo_fails "a second working tree can be made"
}

demo_tour() {
  demo_begin
  act_locks
  act_pool
  act_messages
  act_memory
  demo_end
}

demo_locks() {
  demo_begin
  act_locks
  demo_end
}

demo_pool() {
  demo_begin
  act_pool
  demo_end
}

demo_messages() {
  demo_begin
  act_messages
  demo_end
}

demo_memory() {
  demo_begin
  act_memory
  demo_end
}

demo_begin() {
  say "Tutti demo: scripted agents in one repository, through the real hooks. No model, some fifteen seconds."
  demo_prepare
  "$demo_tutti" up >/dev/null || demo_fails "the daemon starts"
}

demo_told() {
  local told
  told=$(cd "$demo_repo" && "$demo_tutti" status --verbose) || demo_fails "status answers" "$told"
  told=$(grep ' was told [0-9]* characters' <<<"$told") || demo_fails "it is known how much text was injected" "$told"
  quote "$told"
}

demo_end() {
  "$demo_tutti" down >/dev/null || demo_fails "the daemon stops"
  say ""
  say "Every step held. Nothing was left behind. Next: cd into a repository of yours and run: tutti init"
}

act_locks() {
  step "LOCKS: who may change which file."

  step "1. Two agents start in the same working tree. The second is told who is there."
  agent alice && agent bob
  starts alice "$demo_repo"
  is_silent || demo_fails "whoever is alone is told nothing" "$reply"
  prompted alice "$demo_repo" "Make login check the password"
  starts bob "$demo_repo"
  is_context || demo_fails "the second is told of the first" "$reply"
  quote "$(text_of "$reply")"

  step "2. The first edits src/login.py. Its lock is granted without a word."
  wants alice "$demo_repo" src/login.py call-1
  is_silent || demo_fails "a grant is silent" "$reply"
  edits alice "$demo_repo" src/login.py call-1

  step "3. The second wants the same file. The call is refused and it is told why; its session goes on."
  prompted bob "$demo_repo" "Rename login"
  wants bob "$demo_repo" src/login.py call-2
  is_refusal || demo_fails "the second is refused" "$reply"
  quote "$(text_of "$reply")"
  wants bob "$demo_repo" src/pay.py call-3
  is_silent || demo_fails "another file is free" "$reply"
  edits bob "$demo_repo" src/pay.py call-3

  step "4. A third works in another working tree of the repository: not refused, but both are told."
  agent carol
  starts carol "$demo/shop-hotfix"
  wants carol "$demo/shop-hotfix" src/login.py call-4
  is_context || demo_fails "the other working tree is warned" "$reply"
  quote "$(text_of "$reply")"

  step "5. Where everybody stands (tutti status):"
  (cd "$demo_repo" && "$demo_tutti" status) || demo_fails "status answers"

  step "6. A script waits for the file (tutti lock acquire --wait). It gets it when the first commits."
  (cd "$demo_repo" && exec "$demo_tutti" lock acquire src/login.py --wait 20s --reason "run the formatter") >"$demo/waiter" 2>&1 &
  local waiter=$!
  for _ in {1..100}; do
    [[ $(cd "$demo_repo" && "$demo_tutti" status --json) == *'"waiters":[{'* ]] && break
    nap 0.05
  done
  demo_git "$demo_repo" add src/login.py && demo_git "$demo_repo" commit -m login -- src/login.py || demo_fails "the first can commit"
  wait "$waiter" || demo_fails "the waiter gets its turn" "$(cat "$demo/waiter")"
  quote "$(cat "$demo/waiter")"
  (cd "$demo_repo" && "$demo_tutti" lock release src/login.py) >/dev/null || demo_fails "a lock can be given back"

  step "7. The second holds src/pay.py and is killed (kill -9). The file is free at once, with a word about what it left."
  wants alice "$demo_repo" src/pay.py call-5
  is_refusal || demo_fails "the file is held while the second lives" "$reply"
  kill -9 "${demo_pid[bob]}"
  while kill -0 "${demo_pid[bob]}" 2>/dev/null; do nap 0.02; done
  wants alice "$demo_repo" src/pay.py call-6
  is_refusal && demo_fails "a dead holder does not block" "$reply"
  is_context || demo_fails "what the dead one left is said" "$reply"
  quote "$(text_of "$reply")"
  edits alice "$demo_repo" src/pay.py call-6

  step "8. What it cost: how much text was put before the models (tutti status --verbose)."
  demo_told

  step "9. Everybody goes home: sessions end, every lock is free."
  ends_turn alice "$demo_repo"
  event alice "$demo_repo" '"hook_event_name":"SessionEnd","reason":"other"'
  event carol "$demo/shop-hotfix" '"hook_event_name":"SessionEnd","reason":"other"'
  local left
  left=$(cd "$demo_repo" && "$demo_tutti" lock list --json) || demo_fails "the list of locks answers" "$left"
  [[ $left == *'"locks":[]'* ]] || demo_fails "no lock is left" "$left"
}

act_pool() {
  step "POOL: what the others know."

  step "1. One agent fixes the auth bug and says so at the end of its turn, in a pool block."
  agent dora
  CLAUDE_INSTANCE=Dora starts dora "$demo_repo"
  local block=$'The bug is fixed.\n\n```pool\nACTION: completed\nTOPIC: Auth bug fix\nSUMMARY: Fixed token refresh race condition. Added mutex locking.\nAFFECTS: src/login.py\n```'
  says dora "$demo_repo" "$block"
  is_silent || demo_fails "a post is silent" "$reply"
  says dora "$demo_repo" "$block"
  (cd "$demo_repo" && "$demo_tutti" pool query) || demo_fails "the pool can be asked"
  [[ $(cd "$demo_repo" && "$demo_tutti" pool query --instance Dora | grep -c INSTANCE) == 1 ]] || demo_fails "the same turn's block is posted once"

  step "2. Another starts and is told: nobody fixes it twice."
  agent emil
  CLAUDE_INSTANCE=Emil starts emil "$demo_repo"
  [[ $reply == *'- [Dora] completed: Auth bug fix'* ]] || demo_fails "whoever starts is told what was completed" "$reply"
  quote "$(text_of "$reply")"

  step "3. It takes a server down for a while and claims that. The first, which is running, is told at its next step, once."
  says emil "$demo_repo" $'```pool\nACTION: claimed\nTOPIC: Payment server refactor\nSUMMARY: Starting a major refactor. Payments unavailable 14:00-14:30.\nAFFECTS: src/pay.py\nBLOCKS: Payment features unavailable during the window\n```'
  prompted dora "$demo_repo" "Test the payments"
  [[ $reply == *'Payments unavailable 14:00-14:30'* ]] || demo_fails "a running session is told of the downtime" "$reply"
  quote "$(text_of "$reply")"
  prompted dora "$demo_repo" "Go on"
  is_silent || demo_fails "nothing is told twice" "$reply"
  wants dora "$demo_repo" src/pay.py call-7
  is_context || demo_fails "an edit under another's claim is warned of" "$reply"
  quote "$(text_of "$reply")"

  step "4. A discovery is found by its topic, though nobody was waiting for it."
  (cd "$demo_repo" && "$demo_tutti" pool post signaling "Card checks run twice" --text "Half of the time at checkout goes into a second check." \
    --affects src/pay.py --as Emil) || demo_fails "a person or script can post"
  local found
  found=$(cd "$demo_repo" && "$demo_tutti" pool query --topic checkout) || demo_fails "the pool can be asked by topic"
  [[ $found == *'Card checks run twice'* ]] || demo_fails "the discovery is found" "$found"
  quote "$found"

  step "5. A decision is recorded. Whoever touches what it affects is told before."
  (cd "$demo_repo" && "$demo_tutti" decision add api-design "Tokens expire after 15 min" --text "Refresh tokens live for 7 days" \
    --affects src/login.py) || demo_fails "a decision can be recorded"
  wants emil "$demo_repo" src/login.py call-8
  [[ $reply == *'is affected by the decision DEC-'* ]] || demo_fails "who touches it is told the decision" "$reply"
  quote "$(text_of "$reply")"

  step "6. What it cost: how much text was put before the models (tutti status --verbose)."
  demo_told

  step "7. The one that claimed the payments leaves. Its claim goes with it."
  event emil "$demo_repo" '"hook_event_name":"SessionEnd","reason":"other"'
  found=$(cd "$demo_repo" && "$demo_tutti" pool query --action claimed) || demo_fails "the pool can be asked by action"
  [[ $found == *'over: author gone'* ]] || demo_fails "a claim ends with its author" "$found"
  quote "$found"
  event dora "$demo_repo" '"hook_event_name":"SessionEnd","reason":"other"'
}

# A command given as somebody, in the repository: as NAME VERB...
as() { (cd "$demo_repo" && "$demo_tutti" "${@:2}" --as "$1"); }

act_messages() {
  step "MESSAGES: notes to each other, with proof of delivery."

  step "1. One agent asks another, which is at work, and wants to know within a minute if that does not see it."
  agent fred && agent gina
  CLAUDE_INSTANCE=Fred starts fred "$demo_repo"
  CLAUDE_INSTANCE=Gina starts gina "$demo_repo"
  prompted gina "$demo_repo" "Write the checkout"
  local sent status
  sent=$(as Fred message send Gina "Which table has the card checks?" --deadline 1m) || demo_fails "a message can be sent" "$sent"
  quote "$sent"
  status=$(as Fred message status msg-1)
  [[ $status == *queued* ]] || demo_fails "it is queued until an answer carries it" "$status"

  step "2. The other's next answer carries it: no polling, no turn of its own. A later event proves that it arrived."
  edits gina "$demo_repo" src/pay.py call-9
  [[ $reply == *'Message msg-1 from Fred'* ]] || demo_fails "the next answer carries the message" "$reply"
  quote "$(text_of "$reply")"
  edits gina "$demo_repo" src/pay.py call-10
  is_silent || demo_fails "a message is told once" "$reply"
  status=$(as Fred message status msg-1)
  [[ $status == *seen*'tool result call-9'* ]] || demo_fails "it is seen, and who asks is told what carried it" "$status"
  quote "$status"

  step "3. It answers in the same conversation."
  as Gina message reply msg-1 "card_check, see src/pay.py" >/dev/null || demo_fails "a message can be answered"
  prompted fred "$demo_repo" "Go on"
  [[ $reply == *'in answer to msg-1'* ]] || demo_fails "the answer comes with the next prompt" "$reply"
  quote "$(text_of "$reply")"

  step "4. It asks the person, who reads it when there is time (tutti message inbox)."
  as Gina message send @people "May I drop the old table?" >/dev/null || demo_fails "persons are addressees"
  status=$(cd "$demo_repo" && "$demo_tutti" message inbox)
  [[ $status == *'May I drop the old table?'* ]] || demo_fails "the person finds it" "$status"
  quote "$status"

  step "5. Whoever leaves without having seen a message was not reached, and the sender is told."
  as Fred message send Gina "Keep it until Friday" >/dev/null || demo_fails "a message can be sent"
  event gina "$demo_repo" '"hook_event_name":"SessionEnd","reason":"other"'
  prompted fred "$demo_repo" "Go on"
  [[ $reply == *'has not reached Gina, who has left'* ]] || demo_fails "the sender is told who was not reached" "$reply"
  quote "$(text_of "$reply")"
  event fred "$demo_repo" '"hook_event_name":"SessionEnd","reason":"other"'
}

act_memory() {
  step "MEMORY: what a project has learned, in all of its working trees."

  step "1. One agent leaves a note and teaches the project a convention."
  agent hans
  CLAUDE_INSTANCE=Hans starts hans "$demo_repo"
  as Hans note add "Auth API ready at /api/auth/*" || demo_fails "a note can be left"
  as Hans memory learn conventions "Endpoints are plural nouns" || demo_fails "a project can learn"

  step "2. Another starts in another working tree of the repository, and knows both."
  agent ida
  CLAUDE_INSTANCE=Ida starts ida "$demo/shop-hotfix"
  [[ $reply == *'Auth API ready'* && $reply == *'Endpoints are plural nouns'* ]] || demo_fails "whoever starts is told notes and memory" "$reply"
  quote "$(text_of "$reply")"

  step "3. The person edits the memory while the first goes on learning. Neither's lines are lost."
  local text
  text=$(cd "$demo_repo" && "$demo_tutti" memory show) || demo_fails "the memory can be read" "$text"
  as Hans memory learn patterns "Handlers return results, never throw" >/dev/null || demo_fails "a project can learn"
  (cd "$demo_repo" && "$demo_tutti" memory edit - <<<"${text/plural nouns/singular nouns}") || demo_fails "an edited memory is taken back"
  text=$(cd "$demo_repo" && "$demo_tutti" memory show)
  [[ $text == *'Handlers return results'* && $text == *'singular nouns'* && $text != *'plural nouns'* ]] ||
    demo_fails "both changes are in the memory" "$text"
  quote "$text"
  event hans "$demo_repo" '"hook_event_name":"SessionEnd","reason":"other"'
  event ida "$demo/shop-hotfix" '"hook_event_name":"SessionEnd","reason":"other"'
}

"demo_$demo_act"
