#!/usr/bin/env bash
# The npm packages of a folder (app or e2e), exactly as its lock file has them; again only when that changes.
#   npm.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/../../$1"

if ! command -v npm >/dev/null; then
  echo "Node.js 20 or later with npm is needed: https://nodejs.org" >&2
  exit 1
fi
installed=node_modules/.installed
if ! cmp -s package-lock.json "$installed"; then
  echo "Installing the npm packages of $1/ (about 10 seconds, once) …" >&2
  npm ci --ignore-scripts --loglevel=error >/dev/null
  cp package-lock.json "$installed"
fi
