#!/usr/bin/env bash
# Installs Debian packages, saying what for. As root, or through sudo; else says what to install and fails.
#   debian.sh "what it is for" "how long it takes" PACKAGE…
set -euo pipefail
purpose=$1 duration=$2
shift 2

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "$purpose is missing. Please install these packages, then start again: $*" >&2
    exit 1
  fi
  as_root=(sudo)
fi
if ! command -v apt-get >/dev/null; then
  echo "$purpose is missing, and this is not Debian or Ubuntu. Please install what these packages hold: $*" >&2
  exit 1
fi

echo "Installing $purpose ($duration, once) …" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# What each command says is shown only where it fails.
if ! { "${as_root[@]}" apt-get update -q >"$log" 2>&1 &&
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" >>"$log" 2>&1; }; then
  cat "$log" >&2
  echo "Could not install $purpose: $*" >&2
  exit 1
fi
