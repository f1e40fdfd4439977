#!/usr/bin/env bash
# Chromium for the end-to-end tests: Debian's own, so that no test tool downloads a browser.
set -euo pipefail
command -v chromium >/dev/null || exec "$(dirname "$0")/debian.sh" "Chromium" "about 1 minute" chromium
