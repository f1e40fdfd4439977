#!/usr/bin/env bash
# A mail server for the tests: aiosmtpd, for the machine's Python of the distribution.
set -euo pipefail
/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null ||
  "$(dirname "$0")/debian.sh" "a mail server for the tests" "about 10 seconds" python3-aiosmtpd
