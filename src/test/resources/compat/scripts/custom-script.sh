#!/bin/bash
source ".claude/coordination/lib/coordination.sh"

# Initialize
coord_init

# Register custom instance
INSTANCE_ID=$(coord_register_instance "Database migration" "db-admin")

# Acquire lock on migration files
if coord_acquire_lock "backend/alembic/versions/001_initial.py" "Running migration"; then
  echo "Lock acquired, running migration..."

  # Run migration
  alembic upgrade head

  # Release lock
  coord_release_lock "backend/alembic/versions/001_initial.py"

  # Log decision
  coord_log_decision "database-schema" \
    "Added users table" \
    "Initial migration with users, roles, and permissions" \
    "system"
else
  echo "Could not acquire lock, another instance is working on migrations"
  exit 1
fi

# Cleanup
coord_unregister_instance
