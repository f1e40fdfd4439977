#!/usr/bin/env bash
# wrk, which asks for pages as quickly as they are answered, for measuring.
set -euo pipefail
command -v wrk >/dev/null || "$(dirname "$0")/debian.sh" "wrk" "a few seconds" wrk
