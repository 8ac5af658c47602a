# In subagent-start hook
source ".claude/coordination/lib/coordination.sh"

# Register subagent with specific role
SUBAGENT_ROLE="${CLAUDE_SUBAGENT_ROLE:-subagent}"
coord_register_instance "Subagent task" "${SUBAGENT_ROLE}"

# Subagent will automatically:
# - Check file locks before edits
# - Update heartbeat
# - Share decision log
