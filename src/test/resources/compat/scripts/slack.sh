# In coordination-init.sh
curl -X POST $SLACK_WEBHOOK \
  -d "{\"text\": \"New Claude instance started: $INSTANCE_ID\"}"
