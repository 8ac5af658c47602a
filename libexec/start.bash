# Starting the daemon, once however many ask for it, and building it first where a person asks.

# Returns 0 when a daemon listens, at most $1 milliseconds later; else sets trouble (what stopped it), remedy (what to
# do) and still_starting (1 when it may yet come). One of the callers starts it, the others wait for its state file.
start_daemon() {
  local limit=$1 began no_room= unmade=0 unowned= unowned_since failed failed_before
  trouble= remedy= still_starting=0
  umask 077
  if ! private_folders || [[ ! -w $home/run || ! -w $home/log ]]; then
    trouble="the folder $home cannot be written" remedy="make it writable, or set TUTTI_HOME to another folder"
    return 1
  fi
  read_clock
  began=$now_ms
  read_failed
  failed_before=$failed
  while ! daemon_listens; do
    read_clock
    if claim_start; then
      start_claimed
      return
    fi
    if [[ $no_room ]]; then
      trouble="there is no room left to write in $home" remedy="free space on its disk or quota"
      return 1
    fi
    if ((now_ms - began >= limit)); then
      still_starting=1
      trouble="another start has not finished after $((limit / 1000)) s"
      remedy="see $home/log/daemon.log"
      return 1
    fi
    nap 0.05
  done
  return 0
}

# As start_daemon, by the one who holds run/starting.
start_claimed() {
  local result=0 daemon=
  if daemon_listens; then
    :
  elif start_has_failed; then
    trouble="another start has just failed. $(last_words 0)" remedy="see $home/log/daemon.log"
    result=1
  elif launch; then
    await_daemon || result=$?
  else
    result=1
  fi
  ((result == 2)) || end_start $result
  ((result == 0))
}

# Ends an own start, and not that of somebody who took it over. One that failed leaves its mark, so that who waited for it
# need not try again; what failed before anything was launched everybody finds by itself.
end_start() {
  local owner= rest
  { read -r owner rest <"$home/run/starting"; } 2>/dev/null
  [[ $owner == "$$" || $owner == "$daemon" ]] || return
  if (($1 == 0)); then
    rm -f "$home/run/starting" "$home/run/failed"
  elif [[ $daemon ]]; then
    mv -f "$home/run/starting" "$home/run/failed" 2>/dev/null
  else
    rm -f "$home/run/starting"
  fi
}

# Whether a start has failed since start_daemon began. That one is over tells nothing: its daemon may have been lost since.
start_has_failed() {
  read_failed
  [[ $failed && $failed != "$failed_before" ]]
}

# Sets failed to what the last start that failed had in run/starting; empty when one succeeded after it.
read_failed() {
  failed=
  read -r failed <"$home/run/failed"
} 2>/dev/null

# Makes the state folders, for the owner alone.
private_folders() {
  [[ -d $home/run && -d $home/log ]] || mkdir -p -m 700 "$home" "$home/run" "$home/log"
} 2>/dev/null

# Creates run/starting, or takes it over from one who died or took longer than a minute. To find it taken costs no
# process: many may be waiting, and the daemon that they wait for needs the processors.
claim_start() {
  local owner since aside patience first= second=
  no_room=
  start_is_owned && return 1
  make_claim && return
  [[ $no_room ]] && return 1
  start_is_owned && return 1
  # Whoever is at it marks its end first. What is empty is just being written or, when it stays so, was cut short. Of many
  # who wait not all are to try at once.
  patience=$(($$ % 16 * 25 + 200))
  [[ $owner && $since ]] || ((patience += 2000))
  [[ -e $home/run/starting ]] && ((now_ms - unowned_since > patience)) || return 1
  aside=$home/run/starting.$$
  mv "$home/run/starting" "$aside" 2>/dev/null || return 1
  { read -r first second <"$aside"; } 2>/dev/null
  if [[ "$first $second" != "$owner $since" ]]; then
    # Somebody was faster and this is theirs.
    ln "$aside" "$home/run/starting" 2>/dev/null
    rm -f "$aside"
    return 1
  fi
  rm -f "$aside"
  make_claim
}

# Creates run/starting. Sets no_room where that cannot be done though there is none.
make_claim() {
  note_start $$ -C
  case $? in
    0) return 0 ;;
    2)
      # Made, and nothing could be written into it.
      rm -f "$home/run/starting"
      no_room=1
      ;;
    *)
      # Gone at one look, it may just have ended.
      if [[ -e $home/run/starting ]]; then unmade=0; elif ((++unmade > 5)); then no_room=1; fi
      ;;
  esac
  return 1
}

# Whether run/starting names a process that lives and has not had its minute. Sets owner and since to what it says, and
# unowned_since to when it was first found to say just that.
start_is_owned() {
  owner= since=
  { read -r owner since <"$home/run/starting"; } 2>/dev/null
  if [[ $owner && $since ]] && runs "$owner" && ((now_ms / 1000 - since <= 60)); then
    unowned=
    return 0
  fi
  [[ $unowned == "is $owner $since" ]] || unowned="is $owner $since" unowned_since=$now_ms
  return 1
}

# Returns 1 when the file cannot be made, 2 when it was made and not written.
note_start() {
  (
    set "${2:-+C}"
    { exec >"$home/run/starting"; } || exit 1
    printf '%s %s\n' "$1" $((now_ms / 1000)) || exit 2
  ) 2>/dev/null
}

# Starts the process, and sets daemon and log_begin.
launch() {
  local log=$home/log/daemon.log command build
  find_built || return 1
  find_java || return 1
  { : >>"$log"; } 2>/dev/null || {
    trouble="the log $log cannot be written" remedy="make it a file that you can write, or remove it"
    return 1
  }
  (($(wc -c <"$log") > 5242880)) && mv -f "$log" "$log.1"
  log_begin=0
  [[ -e $log ]] && log_begin=$(($(wc -c <"$log")))
  gather_command
  if type -P setsid >/dev/null; then
    run_daemon setsid &
    daemon=$!
  else
    set -m
    run_daemon nohup &
    daemon=$!
    set +m
  fi
  disown
  note_start "$daemon"
  return 0
}

# Replaces this (background) shell by the daemon: nothing of the caller's stays with it but a few settings. They reach it
# over standard input, since a command line can be read by everybody.
run_daemon() {
  local fd settings
  # Else it would keep the caller's output open.
  exec </dev/null >>"$home/log/daemon.log" 2>&1 || exit
  for fd in /dev/fd/*; do
    fd=${fd##*/}
    [[ $fd == *[!0-9]* ]] || ((fd < 3 || fd == 255)) || eval "exec $fd>&-"
  done
  settings=$(print_settings)
  trap - PIPE
  cd / && exec env -i "$BASH" -p -s -- "$1" "${command[@]}" <<<"$settings"
}

# One shell line per setting the daemon may know, and one that becomes the daemon. Never a key, never one session's own.
print_settings() {
  local name
  for name in HOME PATH USER LOGNAME LANG TMPDIR TZ ${!XDG_@} ${!TUTTI_@}; do
    case $name in
      TUTTI_HOME | TUTTI_INSTANCE | TUTTI_NAME | TUTTI_ROLE | TUTTI_ANSWER | TUTTI_TTY | TUTTI_LAUNCHER | TUTTI_CLIENT*) ;;
      *) [[ ${!name+set} ]] && printf 'export %s=%q\n' "$name" "${!name}" ;;
    esac
  done
  printf 'export TUTTI_HOME=%q\n' "$home"
  # File names are UTF-8, whatever the language of the one who started the daemon.
  printf 'export LC_ALL=C.UTF-8\n'
  print_allocator
  printf 'exec "$@" </dev/null\n'
}

# Without these the C library gives memory back after every transaction and takes it again with the next.
print_allocator() {
  printf 'export MALLOC_TRIM_THRESHOLD_=1048576 MALLOC_ARENA_MAX=2\n'
}

gather_command() {
  local system=Linux machine=x86_64 library=libsqlitejdbc.so native cache
  case $OSTYPE in darwin*) system=Mac library=libsqlitejdbc.dylib ;; esac
  case $MACHTYPE in aarch64* | arm64*) machine=aarch64 ;; esac
  native=$dist/native/org/sqlite/native/$system/$machine
  # Compiled lightly and soon: hooks are few, and the first of a day are waited for as the last (docs/adr/0009-hook-path.md).
  command=("$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+IgnoreUnrecognizedVMOptions
    -XX:Tier0InvokeNotifyFreqLog=2 -XX:Tier3InvocationThreshold=8 -XX:Tier3MinInvocationThreshold=4
    -XX:Tier3CompileThreshold=40 -Xms16m -Xmx96m -Xlog:disable -Xlog:all=error:stderr
    "-Dtutti.home=$home" "-Dtutti.dist=$dist")
  # Made by the build, or by the first daemon of an archive with this Java.
  for cache in "$dist/tutti-$build.aot" "$home/cache/tutti-$build-$java_version.aot"; do
    [[ -f $cache ]] && command+=("-XX:AOTCache=$cache") && break
  done
  [[ -f $native/$library ]] && command+=("-Dorg.sqlite.lib.path=$native" "-Dorg.sqlite.lib.name=$library")
  # shellcheck disable=SC2206
  command+=(${TUTTI_JAVA_OPTS-} -jar "$dist/tutti-$build.jar" daemon)
}

# Waits for the launched one. Returns 0 when it listens, 1 when it ended, 2 when it is still busy at the limit.
await_daemon() {
  while ! daemon_listens; do
    if ! kill -0 "$daemon" 2>/dev/null; then
      # It also ends when another one holds the lock.
      daemon_listens && return
      trouble="the daemon ended while it started. $(last_words "$log_begin")" remedy="see $home/log/daemon.log"
      return 1
    fi
    read_clock
    if ((now_ms - began >= limit)); then
      still_starting=1
      trouble="the daemon (process $daemon) was not ready after $((limit / 1000)) s. $(last_words "$log_begin")"
      remedy="see $home/log/daemon.log, or try again in a moment"
      return 2
    fi
    nap 0.02
  done
  return 0
}

# What a failed start said: the log after byte $1.
last_words() {
  local words
  words=$(tail -c "+$(($1 + 1))" "$home/log/daemon.log" 2>/dev/null | tail -n 12)
  if [[ $words ]]; then printf 'The end of its log:\n%s' "$words"; else printf 'It wrote nothing to its log.'; fi
}

# Sets dist and build, the id that names the jar.
find_built() {
  dist=$root/target/dist build=
  [[ -e $root/lib/build-id ]] && dist=$root/lib
  { read -r build <"$dist/build-id"; } 2>/dev/null
  [[ $build && -f $dist/tutti-$build.jar ]] && return
  trouble="Tutti is not built yet; any command typed in a terminal builds it" remedy="run '$root/tutti up'"
  return 1
}

. "$root/libexec/java.bash"
