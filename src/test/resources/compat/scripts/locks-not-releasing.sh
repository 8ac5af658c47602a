# Auto-cleanup (removes stale instances)
.claude/coordination/bin/coord-lock cleanup

# Manual inspection
.claude/coordination/bin/coord-lock list
