#!/usr/bin/env bash
# House rules for every kind of source that neither compiler nor clippy can hold (style.md). Says each breach with its place.
# What a view may not write is held by a test beside the components, app/src/ui/house_rules.rs.
set -uo pipefail
cd "$(dirname "$0")/.."
breaches=0

tracked() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do [ ! -f "$file" ] || echo "$file"; done; }
forbid() { # WHY PATTERN, files on standard input
  local found
  found=$(xargs -r -d '\n' grep -nHE -- "$2" /dev/null)
  [ -z "$found" ] || { echo "$1:"; echo "$found" | sed 's/^/  /'; breaches=1; }
}

forbid "Work left to do belongs into an issue" '\b(TODO|FIXME)\b' \
  < <(tracked '*.rs' '*.mjs' '*.js' '*.sh' '*.scss' '*.toml' Makefile | grep -v '^\.ci/source-checks\.sh$')
forbid "A test that does not run proves nothing" '#\[ignore|\b(test|it|describe)\.(skip|todo|only)\b' < <(tracked '*.rs' '*.mjs')

long=$(tracked '*.rs' | xargs -r -d '\n' wc -l | awk '$2 != "total" && $1 > 400 { print "  " $2 ": " $1 " lines" }')
[ -z "$long" ] || { echo "Files are under 400 lines:"; echo "$long"; breaches=1; }

[ "$breaches" -eq 0 ] && echo "Nothing found."
exit "$breaches"
