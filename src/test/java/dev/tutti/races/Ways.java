package dev.tutti.races;

/** How contenders of a race acquire and release: pieces of bash that go on from {@link Contenders}. */
final class Ways {

    /** By hand, waiting in every third round; refusals must exit 10. The paths are taken in turn. */
    static final String COMMANDS = """
            said=$("$tutti" register "$name" --pid $$ 2>&1) || { say "$said"; exit 3; }
            for ((round = 0; round < rounds; round++)); do
              path=${@:$((round % $# + 1)):1} patience=()
              ((round % 3 == 2)) && patience=(--wait 5s)
              said=$("$tutti" lock acquire "$path" --as "$name" --ttl 1m "${patience[@]}" 2>&1)
              case $? in
                0)
                  enter
                  leave
                  said=$("$tutti" lock release "$path" --as "$name" 2>&1) || { say "$said"; exit 4; }
                  ;;
                10) refused=$((refused + 1)) ;;
                *) say "$said"; exit 5 ;;
              esac
            done
            say "entered $entered refused $refused"
            """;

    /**
     * As an agent's edits of the first path, which they leave as it was, so that the end of the call frees it. An event that
     * the launcher noted as missed was not answered, and its silence grants nothing.
     */
    static final String HOOKS = """
            export CLAUDE_PID=$$
            file=$PWD/$1
            event() {
              printf '{"session_id":"%s","cwd":"%s","hook_event_name":"%s",%s}' "$name" "$PWD" "$1" "$2" | "$tutti" hook claude
            }
            event SessionStart '"source":"startup"' >/dev/null
            for ((round = 0; round < rounds; round++)); do
              call=$name-$round
              tool='"tool_name":"Edit","tool_use_id":"'$call'","tool_input":{"file_path":"'$file'","old_string":"a","new_string":"b"}'
              said=$(event PreToolUse "$tool")
              missed=
              [[ -e $TUTTI_HOME/run/missed ]] && missed=$(<"$TUTTI_HOME/run/missed")
              if [[ $said == *'"permissionDecision":"deny"'* ]]; then
                refused=$((refused + 1))
              elif [[ $missed == *" $call "* ]]; then
                continue
              elif [[ $said == *'"systemMessage"'* ]]; then
                say "$said"
                exit 5
              else
                enter
                leave
                event PostToolBatch '"tool_calls":[{'"$tool"',"tool_response":"ok"}]' >/dev/null
              fi
            done
            event SessionEnd '"reason":"other"' >/dev/null
            say "entered $entered refused $refused"
            """;

    private Ways() {}
}
