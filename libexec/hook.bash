# A hook event that the fast way could not deliver. Standard output gets the daemon's answer or one JSON line, nothing
# else; the caller exits 0 whatever happens here.

hook_slowly() {
  local agent=$1 event session tool began tried= closed= notice=
  read_clock
  began=$now_ms
  umask 077
  exec 3>&-
  [[ $outcome == old ]] && read_input
  describe_event
  if [[ $no_curl ]]; then
    # Nothing can be delivered, and nothing is noted for a daemon that would never be asked.
    if fails_closed; then deny "this shell (bash $BASH_VERSION) cannot reach Tutti's daemon without curl"; fi
    return
  fi
  if ((${#input} > 16777216)); then
    if fails_closed; then
      deny "the event has over 16 MB, which Tutti does not look at"
    else
      log_missed
    fi
    return
  fi
  # A daemon that was silent a moment ago is asked again only for what must not go on without its answer.
  if breaker_holds && ! fails_closed; then
    log_missed
    return
  fi
  case $outcome in
    old | guarded) attempt "$agent" 2 ;;
    *)
      tried="${port-} ${token-} ${wire-} ${pid-} ${build-} ${hooks-}${rest:+ $rest}"
      ;;
  esac
  if worth_another_try; then attempt "$agent" "$(seconds_left 2000)"; fi
  if [[ $outcome == absent && ($event == SessionStart || $event == UserPromptSubmit) ]]; then
    if start_daemon $((4000 - now_ms + began)); then
      attempt "$agent" "$(seconds_left 4800)"
    else
      shorten_trouble
      [[ $trouble == *[.\!] ]] || trouble+=.
      # One that is only slow may be there with the next event.
      report "Tutti could not be started: $trouble Next step: run 'tutti doctor' in a terminal." $((still_starting ? 5 : 30))
    fi
  fi
  settle
}

# Of the log's end a session is shown the one line that is meant for people, if there is one.
shorten_trouble() {
  local last=${trouble##*$'\n'}
  [[ $trouble == *'The end of its log:'* && $last == 'tutti: '* ]] || return
  trouble="${trouble%% The end of its log:*} It said: ${last#tutti: }"
}

# What the event's outcome means for the host and for the next events.
settle() {
  local pid
  pid=$(daemon_pid "$tried")
  case $outcome in
    answered)
      if [[ -e $home/run/breaker ]]; then rm -f "$home/run/breaker"; fi
      name_spare_breaker
      if [[ -O $spare ]]; then rm -f "$spare"; fi
      printf %s "$body"
      return
      ;;
    silent) report "Tutti's daemon (process $pid) did not answer in time; its hooks are skipped for 30 seconds and nothing is locked meanwhile. Next step: run 'tutti doctor' in a terminal, or end process $pid." ;;
    refused)
      case $status in
        400 | 404 | 413) ;;
        *) report "Tutti's daemon (process $pid) refused a hook with status $status; its hooks are skipped for 30 seconds. Next step: run 'tutti doctor' in a terminal." ;;
      esac
      ;;
  esac
  if fails_closed; then
    case $outcome in
      silent) deny "Tutti's daemon (process $pid) does not answer" ;;
      refused) deny "Tutti's daemon (process $pid) refused the question with status $status" ;;
      cut) deny "Tutti's daemon went away without an answer" ;;
      *) deny "Tutti's daemon is not running" ;;
    esac
    return
  fi
  if [[ $notice ]]; then printf '{"systemMessage":"%s"}\n' "$notice"; fi
  log_missed
}

# Refuses this one call, since $1, and tells the person what there is to tell. It was not missed: it does not happen.
deny() {
  local text told= reason="$closed is not to be changed while nobody can say who else is changing it (locks.fail_closed): $1. Next: run 'tutti up' in a terminal, then repeat the edit; if that does not help, 'tutti doctor' says what is wrong. Do not write this file through the shell instead."
  if [[ $notice ]]; then printf -v told '"systemMessage":"%s",' "$notice"; fi
  plain_text "$reason"
  printf '{%s"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"%s"}}\n' \
    "$told" "$text"
}

# Whether the event is an edit that must not go on without an answer; sets closed to its path. Looks once.
fails_closed() {
  [[ $closed == no ]] && return 1
  [[ $closed ]] && return
  closed=no
  [[ -e $home/run/fail-closed ]] || return
  . "$root/libexec/closed.bash"
  local found
  if find_closed; then closed=$found; else return 1; fi
}

# A daemon that is being replaced, or was killed under our request, leaves another state behind.
worth_another_try() {
  case $outcome$status in
    cut | refused401) await_change "$tried" 0 ;;
    refused503) await_change "$tried" 1000 ;;
    *) false ;;
  esac
}

# Seconds until $1 milliseconds after the start, at least a tenth, at most two.
seconds_left() {
  local left
  read_clock
  left=$(($1 - now_ms + began))
  ((left > 2000)) && left=2000
  ((left < 100)) && left=100
  printf '%d.%03d' $((left / 1000)) $((left % 1000))
}

# Delivers $input to the daemon's /hook/$1 within $2 seconds, whatever the daemon does, even where connecting or sending
# would block: a child does both and is killed. Sets outcome, and body or status and answer.
attempt() {
  local port token rest child got
  body= status= answer= outcome=absent
  { read -r port token rest <"$home/run/daemon"; } 2>/dev/null || return
  tried="$port $token $rest"
  gather_entries
  if [[ $old_shell ]]; then
    attempt_plainly "$1" "$port" "$token" "$2"
    return
  fi
  exec 4< <(deliver "$1" "$port" "$token" </dev/null)
  IFS= read -r child <&4
  IFS= read -r -d '' -t "$2" -N 1048576 -u 4 got
  (($? > 128)) && outcome=silent
  kill -KILL "$child"
  exec 4<&-
  if [[ $outcome != silent && $got ]]; then
    outcome=cut answer=${got#C}
    judge
  fi
}

# The child of attempt: prints its process number, a C once connected, and the raw answer.
deliver() {
  local raw
  printf '%s\n' "$BASHPID"
  exec 3<>"/dev/tcp/127.0.0.1/$2" || return
  printf C
  printf 'POST /hook/%s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer %s\r\nTutti-Wire: 1\r\nTutti-Env: %s\r\nContent-Length: %s\r\n\r\n%s%s' \
    "$1" "$2" "$3" "$lengths" $((${#entries} + ${#input})) "$entries" "$input" >&3
  IFS= read -r -d '' -N 1048576 -u 3 raw
  printf %s "$raw"
}

# Sets entries and lengths.
gather_entries() {
  local name entry
  entries=TUTTI_CLIENT_PPID=$PPID lengths=${#entries}
  for name in PWD TUTTI_INSTANCE TUTTI_NAME TUTTI_ROLE CLAUDE_INSTANCE CLAUDE_SUBAGENT_ROLE CLAUDE_CODE_SESSION_ID CLAUDE_PID \
    CLAUDE_ENV_FILE CLAUDE_PROJECT_DIR CLAUDE_CODE_SESSION_ATTENDED CLAUDE_CODE_ENTRYPOINT CLAUDE_CODE_MESSAGING_SOCKET \
    POOL_COMPACT USER; do
    if [[ ${!name+set} ]]; then
      entry=$name=${!name}
      entries+=$entry lengths+=,${#entry}
    fi
  done
}

# Reads the raw answer: a whole one is answered or refused, anything else stays cut.
judge() {
  local head=${answer%%$'\r\n\r\n'*} size
  [[ $head == 'HTTP/1.'[01]' '[1-5][0-9][0-9]* ]] || return
  status=${head:9:3}
  if [[ $status != 200 ]]; then
    outcome=refused
    return
  fi
  body=${answer#*$'\r\n\r\n'}
  size=${head#*[Cc]ontent-[Ll]ength: }
  size=${size%%$'\r'*}
  if [[ $size == "${#body}" ]]; then outcome=answered; fi
}

# Finds what run/missed tells of an event. Quotes inside a JSON string are escaped, so a name in quotes is a key.
describe_event() {
  local start=${input:0:65536} end=
  ((${#input} > 65536)) && end=${input:${#input}-4096}
  event=$(json_word hook_event_name "$start")
  session=$(json_word session_id "$start")
  tool=$(json_word tool_use_id "$start$end")
}

json_word() {
  local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"([A-Za-z0-9_.-]+)\""
  if [[ $2 =~ $pattern ]]; then printf %s "${BASH_REMATCH[1]}"; else printf -- -; fi
}

# One line per event that no daemon saw, for the next one to adopt. Short of 4 kB, so that it is one write.
log_missed() {
  local where=${PWD:0:3500}
  [[ $where == *$'\n'* ]] && where=-
  private_folders || return
  [[ -e $home/run/missed ]] && (($(wc -c <"$home/run/missed") > 1048576)) && return
  read_clock
  printf '%s %s %s %s %s %s\n' $((now_ms / 1000)) "$PPID" "$event" "${session:0:100}" "${tool:0:100}" "$where" \
    >>"$home/run/missed"
}

# Whether hooks are to be skipped for now.
breaker_holds() {
  local file until
  name_spare_breaker
  for file in "$home/run/breaker" "$spare"; do
    [[ -e $file && ($file != "$spare" || (-O $file && ! -L $file)) ]] && read -r until <"$file" || continue
    [[ $until == [0-9]* && $until != *[^0-9]* ]] || continue
    read_clock
    ((until > now_ms / 1000)) && return 0
  done
  return 1
}

# Sets spare: where the breaker stands while the state folder cannot be written, since its disk is full or read-only.
name_spare_breaker() {
  local name=${home//[^A-Za-z0-9]/-}
  spare=${TMPDIR:-/tmp}/tutti-$UID${name:0:150}.breaker
}

# Skips the hooks of the next 30 (or $2) seconds, and says why: of many that fail at once only the first speaks.
report() {
  local text until
  plain_text "$1"
  breaker_holds && return
  read_clock
  until=$((now_ms / 1000 + ${2:-30}))
  private_folders
  if ! note_breaker "$home/run/breaker" "$until"; then
    # Somebody was faster, or nothing can be written here.
    [[ -e $home/run/breaker && -w $home/run ]] && return
    note_breaker "$spare" "$until"
  fi
  notice=$text
}

# Sets text to $1 as it can stand in a JSON string.
plain_text() {
  text=${1//[^[:print:]]/ }
  text=${text//\\/}
  text=${text//\"/\'}
}

# Makes the breaker file $1, which must be nobody else's, with the time $2 in it.
note_breaker() {
  rm -f "$1"
  (
    set -C
    { exec >"$1"; } || exit 1
    printf '%s\n' "$2" || { rm -f "$1" && exit 1; }
  )
}
