# A person's command that the fast way could not bring to its exit code: no daemon, one that stops, a question.

# Ends the launcher with the command's exit code.
command_slowly() {
  local tries=0 seen argument
  if [[ $old_shell ]]; then
    for argument; do
      [[ $argument == - ]] && read_input && break
    done
    talk "$@"
  fi
  while :; do
    seen="${port-} ${token-} ${rest-}"
    case $outcome in
      question) ask_person ;;
      resized) measure_again ;;
      left) await_end "$seen" ;;
      absent) start_for "${1-}" ;;
      cut) await_change "$seen" 200 || fail "the daemon (process $(daemon_pid "$seen")) closed the connection without an answer" "see $home/log/daemon.log" ;;
      refused) await_successor ;;
      silent) fail "the daemon (process $(daemon_pid "$seen")) does not answer" "see $home/log/daemon.log; end it with 'kill $(daemon_pid "$seen")' and run the command again" ;;
      *) fail "the daemon went away before the command ended" "run the command again; see $home/log/daemon.log" ;;
    esac
    ((++tries <= 20)) || fail "the daemon went away again and again" "see $home/log/daemon.log"
    # The same request id: a daemon that did the work already answers with what it did.
    talk "$@"
  done
}

# The same command once more, for the size that the terminal has now.
measure_again() {
  resized=
  (:)
  tries=0 request=$$-$RANDOM$RANDOM$RANDOM$RANDOM
}

# Ends the launcher once the daemon of the state $1, which said that it stops, is gone: what comes next meets nothing of it.
await_end() {
  local pid began
  read_state
  # It was only asked what the command does.
  [[ $state == "$1" ]] && exit 0
  pid=$(daemon_pid "$1")
  read_clock
  began=$now_ms
  while runs "$pid"; do
    read_clock
    ((now_ms - began < 10000)) || fail "the daemon (process $pid) was told to stop 10 s ago and still runs" "see $home/log/daemon.log; end it with 'kill $pid'" 1
    nap 0.02
  done
  exit 0
}

# Says on standard error what stopped the command and what to do next, and ends with 69 (no daemon) or with $3.
fail() {
  printf 'tutti: %s\n  Next step: %s\n' "$1" "$2" >&2
  exit "${3:-69}"
}

# A daemon that is being replaced answers 503, one that was replaced under our eyes 401: the next one gets the request.
await_successor() {
  local text=${answer%%[$'\r\n']*}
  case $status in
    *' 503'*) await_change "$seen" 5000 && return ;;
    *' 401'*) await_change "$seen" 0 && return ;;
    *' 413'*) fail "${text:-what was sent is too large}" "send less" 1 ;;
  esac
  status=${status#* }
  fail "the daemon refused the command (${status%$'\r'}): ${text:-no reason given}" "end it with 'kill $(daemon_pid "$seen")' and run the command again, which starts another"
}

# Nobody listens: says so for the commands that need no daemon, starts one for all others.
start_for() {
  case $1 in
    complete) exit 0 ;;
    down | ps)
      printf 'no daemon is running\n'
      exit 0
      ;;
    logs)
      printf 'no daemon is running; this is the end of its log\n' >&2
      tail -n 100 "$home/log/daemon.log" 2>/dev/null
      exit 0
      ;;
  esac
  trouble= remedy=
  find_built || build
  start_daemon 30000 || fail "no daemon is running and none could be started: $trouble" "$remedy"
  rm -f "$home/run/breaker"
}

# Asks what the daemon wants to know; the answer goes with the same command, as a request of its own.
ask_person() {
  if [[ ! -t 0 ]] || ! { exec 7<>/dev/tty; } 2>/dev/null; then
    printf '%s\n' "$question" >&2
    fail "this needs an answer, and there is no terminal to ask" "say --yes to agree beforehand" 64
  fi
  printf %s "$question" >&7
  IFS= read -r TUTTI_ANSWER <&7 || exit 1
  exec 7>&-
  request=$$-$RANDOM$RANDOM$RANDOM$RANDOM
}

# Builds, one at a time; ends the launcher if that fails.
build() {
  local log=$root/target/build.log lock=$root/target/building owner maven told=
  [[ -f $root/mvnw ]] || fail "$root holds neither a built Tutti nor its sources" "install it again"
  find_java compiler || fail "Tutti must be built first, and $trouble" "$remedy"
  mkdir -p "$root/target" || fail "Tutti must be built first, and $root/target cannot be made" "make $root writable"
  until (set -C && printf '%s\n' $$ >"$lock") 2>/dev/null; do
    find_built && return
    owner=
    { read -r owner <"$lock"; } 2>/dev/null
    if [[ $owner ]] && ! kill -0 "$owner" 2>/dev/null; then rm -f "$lock"; fi
    [[ $told ]] || printf 'tutti: waiting for the build of process %s\n' "$owner" >&2
    told=1
    nap 0.5
  done
  if find_built; then
    rm -f "$lock"
    return
  fi
  printf 'tutti: building Tutti, which takes a minute or two the first time ' >&2
  (cd "$root" && exec env JAVA_HOME="$java_home" LC_ALL=C.UTF-8 bash ./mvnw -q -Dmaven.test.skip=true -Dspotless.check.skip=true package) </dev/null >"$log" 2>&1 &
  maven=$!
  while kill -0 "$maven" 2>/dev/null; do
    nap 1
    printf . >&2
  done
  printf '\n' >&2
  wait "$maven" || owner=failed
  rm -f "$lock"
  [[ $owner != failed ]] || fail "the build failed. The end of $log:"$'\n'"$(tail -n 20 "$log")" "repair that, or build by hand with ./mvnw package"
  find_built || fail "the build ended without a result" "see $log"
}
