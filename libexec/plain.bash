# The way of shells that lack `read -N` or /dev/tcp: curl carries the bytes, for about 10 ms more per call.

# What is opened next would take the place of a standard input that is closed.
[[ -e /dev/fd/0 || ! -d /dev/fd ]] || exec </dev/null

if ! type -P curl >/dev/null; then
  no_curl=1
fi
if [[ $no_curl ]] && ! [[ ${1-} == hook && ${2-} == [a-z]* ]]; then
  printf 'tutti: this shell (bash %s) cannot reach the daemon by itself, and there is no curl.\n  Next step: install curl, or bash 4.1 or later.\n' "$BASH_VERSION" >&2
  exit 69
fi

# Reads standard input into input; the x keeps the last line ends.
read_input() {
  input=$(cat && printf x)
  input=${input%x}
}

# Posts standard input to path $2 of port $1 with further curl options; the last line says "z STATUS". Headers come over
# a file descriptor, since everybody can read a command line. Takes the place of the subshell that calls it.
post() {
  local port=$1 path=$2
  shift 2
  exec curl -q -s -N --http1.0 --noproxy '*' -H Expect: -H Content-Type: -K <(printf 'header = "%s"\n' "${headers[@]}") \
    --data-binary @- -w '\nz %{http_code}\n' "$@" "http://127.0.0.1:$port$path"
}

# The hook's attempt: see hook.bash.
attempt_plainly() {
  local headers=("Authorization: Bearer $3" 'Tutti-Wire: 1' "Tutti-Env: $lengths") result
  answer=$(printf %s%s "$entries" "$input" | post "$2" "/hook/$1" --max-time "$4")
  result=$?
  status=${answer##*$'\n'z }
  answer=${answer%$'\n'z *}
  case $result in
    0) outcome=refused ;;
    28) outcome=silent ;;
    7) outcome=absent ;;
    *) outcome=cut ;;
  esac
  if [[ $outcome$status == refused200 ]]; then
    outcome=answered body=$answer
  fi
}

# The command's converse: see ../tutti. A NUL byte in a frame would end it early here.
converse() {
  local headers name entry argument entries lengths counts= all= line kind size chunk more=
  outcome=absent answer=
  read -r port token rest <"$home/run/daemon" || return
  case ${1-} in
    init | uninit | doctor | install | uninstall) more='HOME PATH CLAUDE_CONFIG_DIR HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy' ;;
  esac
  for argument; do
    all+=$argument counts+=,${#argument}
  done
  entries=TUTTI_CLIENT_PPID=$PPID lengths=${#entries}
  for name in PWD TUTTI_INSTANCE TUTTI_NAME TUTTI_ROLE CLAUDE_INSTANCE CLAUDE_SUBAGENT_ROLE CLAUDE_CODE_SESSION_ID CLAUDE_PID \
    CLAUDE_ENV_FILE CLAUDE_PROJECT_DIR CLAUDE_CODE_SESSION_ATTENDED CLAUDE_CODE_ENTRYPOINT CLAUDE_CODE_MESSAGING_SOCKET \
    POOL_COMPACT USER \
    COLUMNS LINES NO_COLOR TERM TUTTI_TTY TUTTI_LAUNCHER TUTTI_ANSWER $more; do
    if [[ ${!name+set} ]]; then
      entry=$name=${!name}
      entries+=$entry lengths+=,${#entry}
    fi
  done
  headers=("Authorization: Bearer $token" 'Tutti-Wire: 1' "Tutti-Request: $request" "Tutti-Env: $lengths")
  [[ $counts ]] && headers+=("Tutti-Args: ${counts#,}")
  exec 3< <(exec 0< <(printf %s%s%s "$all" "$entries" "$input") && post "$port" /cli)
  # Whoever ends the launcher ends its curl too, which would wait for the daemon and hold the output open.
  trap "kill $! 2>/dev/null" EXIT
  outcome=cut
  while IFS= read -r -u 3 line; do
    read -r kind size <<<"$line"
    case $line in
      [oea]\ [0-9]*)
        outcome=gone
        ((size == 0)) && continue
        IFS= read -r -d '' -n "$size" -u 3 chunk
        case $kind in
          o) printf %s "$chunk" || exit 1 ;;
          e) printf %s "$chunk" >&5 ;;
          a) outcome=question question=$chunk && return ;;
        esac
        ;;
      x\ [0-9]*)
        [[ ${1-} == down && $size == 0 ]] && outcome=left && return
        exit "$size"
        ;;
      z\ 000) [[ $outcome == gone ]] || daemon_listens || outcome=absent ;;
      z\ 200) ;;
      z\ *) outcome=refused status="HTTP/1.0 $size" ;;
      ?*) answer+=$line$'\n' ;;
    esac
  done
}
