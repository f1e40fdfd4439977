#!/usr/bin/env bash
# A Java runtime for vnu, the HTML validator.
set -euo pipefail
command -v java >/dev/null || exec "$(dirname "$0")/debian.sh" "a Java runtime" "about 1 minute" default-jre-headless
