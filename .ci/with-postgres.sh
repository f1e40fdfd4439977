#!/usr/bin/env bash
# Runs a command beside a throwaway PostgreSQL, which is gone afterwards however the command ends. The command finds
# it in CONCORDAT_TEST_POSTGRES, as a superuser who may create databases.
#   with-postgres.sh COMMAND…
set -euo pipefail
programs=$("$(dirname "$0")/set-up/postgres.sh")
folder=$(mktemp -d)

# PostgreSQL refuses to run as root.
as_postgres=()
if [ "$(id -u)" -eq 0 ]; then
  as_postgres=(runuser -u postgres --)
  chown postgres "$folder"
fi

stop() {
  (cd / && "${as_postgres[@]}" "$programs/pg_ctl" stop -D "$folder/data" -m immediate -s) 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })")
# Nothing has to survive a power cut: without waiting for the disk the stories take half the time.
settings="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' -c max_connections=200"
settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
(
  # The folder that we are called from may be closed to user postgres.
  cd /
  "${as_postgres[@]}" "$programs/initdb" -D "$folder/data" -U concordat -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
  "${as_postgres[@]}" "$programs/pg_ctl" start -D "$folder/data" -l "$folder/data/log" -o "$settings" -w -s ||
    { cat "$folder/data/log" >&2; exit 1; }
)
CONCORDAT_TEST_POSTGRES="postgres://concordat@127.0.0.1:$port/postgres" "$@"
