# The documents' coord_* functions, for shell scripts: docs/guide/shell-scripts.md. Sourced by the few lines that
# `tutti init --compat` puts into a repository, which set _coord_tutti, the launcher.
#
# Nothing is kept here, and no function needs another to have run before: the daemon knows a script by the process of its
# shell, $$, which stays the same in every subshell. Usable under `set -euo pipefail`, and in bash 3.2.

EXIT_SUCCESS=0 EXIT_LOCK_HELD=10 EXIT_LOCK_EXPIRED=11 EXIT_CONFLICT=12 EXIT_STALE_INSTANCE=13
INSTANCE_ID=${INSTANCE_ID-}

_coord() {
  local verb=$1
  shift
  "$_coord_tutti" coord "$verb" --shell "$$" "$@"
}

# Makes sure that Tutti answers, and sets INSTANCE_ID unless it is set.
coord_init() {
  local id
  id=$(_coord whoami) || return
  INSTANCE_ID=${INSTANCE_ID:-$id}
}

# Prints an id that nobody has; nobody is registered.
coord_generate_instance_id() { _coord generate-id; }

# coord_register_instance [TASK [ROLE]]    prints the id, and lives until this shell ends
coord_register_instance() {
  INSTANCE_ID=$(_coord register -- "$@") || return
  printf '%s\n' "$INSTANCE_ID"
}

# Everything it holds is free. No error where nobody is registered.
coord_unregister_instance() { _coord unregister; }

# 13 where this shell was not known any more: it is registered again.
coord_heartbeat() { _coord heartbeat -- "$INSTANCE_ID"; }

# Prints how many instances turned out to be gone.
coord_cleanup_stale_instances() { _coord cleanup-stale; }

# coord_acquire_lock [--takeover] FILE [INTENT]    0 yes; 10 another has it; 11 an expired one was removed, ask again
coord_acquire_lock() {
  if [[ ${1-} == --takeover ]]; then
    shift
    _coord acquire --takeover -- "$@"
  else
    _coord acquire -- "$@"
  fi
}

# coord_release_lock FILE    0 also where there is none; 10 another has it
coord_release_lock() { _coord release -- "$@"; }

# coord_renew_lock FILE    1 where there is none
coord_renew_lock() { _coord renew -- "$@"; }

coord_release_all_locks() { _coord release-all; }

# coord_release_locks_by_instance ID    takes another's away: recorded, and it is told
coord_release_locks_by_instance() { _coord release-of -- "$@"; }

# coord_check_lock FILE    0 free or own; 10 another has it
coord_check_lock() { _coord check -- "$@"; }

# coord_detect_conflict FILE    12 where it is not what it was when it was locked
coord_detect_conflict() { _coord conflict -- "$@"; }

# coord_log_decision CATEGORY TITLE DESCRIPTION [SCOPE]    prints the id
coord_log_decision() { _coord log-decision -- "$@"; }

# coord_query_decisions [CATEGORY [LIMIT]]    prints a JSON array, the newest first
coord_query_decisions() { _coord query-decisions -- "$@"; }

# Prints the registry's entries, a JSON array.
coord_list_instances() { _coord instances; }

# coord_get_work [ID]    prints one entry, this one's own unless an id is given
coord_get_work() { _coord work -- "$@"; }

coord_status() { "$_coord_tutti" coord-status --verbose "$@"; }
