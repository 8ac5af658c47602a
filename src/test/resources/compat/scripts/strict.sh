#!/bin/bash
# Not of the guide: every function that exists, in a shell that forgives nothing.
set -euo pipefail
source .claude/coordination/lib/coordination.sh
source .claude/coordination/lib/coordination.sh

coord_init
[[ $INSTANCE_ID == person-* ]]
made=$(coord_generate_instance_id)
[[ $made =~ ^claude-[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$ ]]
id=$(coord_register_instance "Strict work" "tester")
[[ $id =~ ^claude-[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$ && $id != "$made" ]]
again=$(coord_register_instance "Strict work, second part" "tester")
[[ $again == "$id" ]]
coord_heartbeat
coord_acquire_lock "a file with 'quotes' and \$(nothing)" "Editing \"it\""
coord_acquire_lock src/f
coord_renew_lock src/f
coord_check_lock src/f
coord_detect_conflict src/f
(coord_check_lock src/f)
work=$(coord_get_work)
[[ $work == *"$id"* && $work == *'"src/f"'* && $work == *"Strict work, second part"* ]]
[[ $(coord_list_instances) == '['*"$id"* ]]
[[ $(coord_status) == *"Total File Locks: 2"* ]]
decision=$(coord_log_decision workflow "A title" "A description")
[[ $decision == DEC-*-0001 ]]
[[ $(coord_query_decisions workflow) == '['*"$decision"*']' ]]
code=0
coord_log_decision singing "A title" "A description" 2>/dev/null || code=$?
((code == 1))
[[ $(coord_cleanup_stale_instances) == 0 ]]
((EXIT_LOCK_HELD == 10 && EXIT_LOCK_EXPIRED == 11 && EXIT_CONFLICT == 12 && EXIT_STALE_INSTANCE == 13))
coord_release_lock src/f
coord_release_lock src/f
echo changed >"a file with 'quotes' and \$(nothing)"
code=0
coord_detect_conflict "a file with 'quotes' and \$(nothing)" || code=$?
((code == EXIT_CONFLICT))
coord_release_all_locks
coord_acquire_lock -dash
coord_unregister_instance
coord_unregister_instance
code=0
coord_heartbeat || code=$?
((code == EXIT_STALE_INSTANCE))
coord_heartbeat
coord_unregister_instance
echo "every function held"
