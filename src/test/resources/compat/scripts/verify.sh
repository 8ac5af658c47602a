# Check coordination system is initialized
ls -la .claude/coordination/

# View your instance status
.claude/coordination/bin/coord-status
