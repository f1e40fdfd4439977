#!/usr/bin/env bash
# PostgreSQL's programs, for the throwaway cluster of with-postgres.sh. Prints the folder that holds them.
set -euo pipefail

programs() {
  local folder
  folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  if [ -n "$folder" ] && [ -x "$folder/initdb" ]; then
    echo "$folder"
  elif command -v initdb >/dev/null; then
    dirname "$(command -v initdb)"
  else
    return 1
  fi
}

programs || { "$(dirname "$0")/debian.sh" "PostgreSQL" "about 1 minute" postgresql && programs; }
