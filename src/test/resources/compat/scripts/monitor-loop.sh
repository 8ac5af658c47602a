# Or set up a notification
while true; do
  INSTANCES=$(.claude/coordination/bin/coord-status --json | jq '.instances | length')
  if [[ $INSTANCES -gt 1 ]]; then
    echo "Multiple instances detected!"
  fi
  sleep 60
done
