#!/usr/bin/env bash
# nginx and openssl, for the test of two servers behind it. Prints nginx's path.
set -euo pipefail

# Debian keeps it where only root looks.
program() { PATH=$PATH:/usr/sbin command -v nginx; }

if ! program >/dev/null || ! command -v openssl >/dev/null; then
  "$(dirname "$0")/debian.sh" "nginx" "a few seconds" nginx-light openssl
fi
program
