# Export to Prometheus
echo "claude_active_instances $(coord_list_instances | jq length)" > /tmp/metrics.prom
