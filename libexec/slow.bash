# What the launcher does when its fast ways do not serve. Sourced by ../tutti, which sets: home (state folder), root
# (where the launcher lies), outcome (how the fast way ended), input (standard input), and for a command: request,
# patience and talk().
#
# Outcomes: old (nothing tried: an old shell), guarded (nothing tried: a large event or a breaker file), absent (no daemon
# listens), silent (it listens and does not answer), cut (the connection ended early), refused (an answer that is not 200:
# status, answer), question, left (told to stop, as it was asked), gone (the answer ended without an exit code), answered (a hook's answer is in body).

. "$root/libexec/start.bash"

[[ $home == /* ]] || home=$PWD/$home

# What a person is told who tries the hooks' command by hand; $1 is what came in place of an agent's name.
hook_usage() {
  if [[ $1 != -h && $1 != --help ]]; then
    printf 'tutti: a hook needs the kind of agent it is for, as claude\n  Next step: tutti hook --help shows an example\n' >&2
    return 64
  fi
  cat <<'END'
Usage: tutti hook AGENT

Takes one hook event of an agent's host from standard input, prints what the host is to be answered, or nothing, and always
ends with 0, so that it never harms a session. Hosts call it; "tutti init" puts it into their settings.

Agents:
  claude      Claude Code

Example:
  printf '{"session_id":"s1","cwd":"%s","hook_event_name":"Stop"}' "$PWD" | tutti hook claude
END
}

# Sets now_ms.
read_clock() {
  if [[ ${EPOCHREALTIME-} ]]; then
    now_ms=${EPOCHREALTIME/[.,]/}
    now_ms=$((now_ms / 1000))
  else
    now_ms=$(($(date +%s) * 1000))
  fi
}

# Sleeps for a fraction of a second, without a process where the shell can.
nap() {
  if ((BASH_VERSINFO[0] >= 4)) && { [[ ${nap_ready-} ]] || { exec 9<> <(:); } 2>/dev/null; }; then
    nap_ready=1
    read -r -t "$1" -u 9 _
  else
    sleep "$1"
  fi
}

# Sets state to the line a running daemon left, or to nothing.
read_state() {
  state=
  { IFS= read -r state <"$home/run/daemon"; } 2>/dev/null
}

# Whether the daemon of the state file lives and takes connections. A file left by a killed one does neither.
daemon_listens() {
  local port token wire pid rest
  read_state
  read -r port token wire pid rest <<<"$state"
  [[ $port && $pid ]] && kill -0 "$pid" 2>/dev/null || return 1
  if [[ $old_shell ]]; then
    curl -q -s -o /dev/null --noproxy '*' --max-time 2 "http://127.0.0.1:$port/"
    return $(($? == 7))
  fi
  { exec 8<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && exec 8>&-
}

# Waits until the daemon of the state $1 has gone or another one is named, for at most $2 milliseconds.
await_change() {
  local began
  read_clock
  began=$now_ms
  while daemon_listens && [[ $state == "$1" ]]; do
    read_clock
    ((now_ms - began < $2)) || return 1
    nap 0.05
  done
  return 0
}

# Whether the process $1 runs. One that ended and was not looked after by its parent does not.
runs() {
  local stat=
  kill -0 "$1" 2>/dev/null || return 1
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null
  [[ ${stat##*)} != ' Z'* ]]
}

# The process number in a state line.
daemon_pid() {
  local port token wire pid rest
  read -r port token wire pid rest <<<"$1"
  printf %s "${pid:-0}"
}

if [[ ${TUTTI_CLIENT-} == jvm && ${1-} != demo ]]; then . "$root/libexec/jvm.bash"; fi

# Set in a shell that cannot take the fast ways, and in one that has not even the slow one.
old_shell= no_curl=
if [[ $outcome == old ]]; then
  old_shell=1
  . "$root/libexec/plain.bash"
fi

if [[ ${1-} == hook && ${2-} == [a-z]* ]]; then
  . "$root/libexec/hook.bash"
else
  . "$root/libexec/command.bash"
fi
