#!/usr/bin/env bash
# Chromium for the end-to-end tests: Debian's own, so that no test tool downloads a browser. Without its windows it takes two thirds
# of the time; with them it does as well.
set -euo pipefail
install() { "$(dirname "$0")/debian.sh" "Chromium" "about 1 minute" "$1"; }
command -v chromium-headless-shell >/dev/null || install chromium-headless-shell || command -v chromium >/dev/null || install chromium
