# List files currently locked
ls -1 .claude/coordination/locks/ | wc -l
