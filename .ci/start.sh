#!/usr/bin/env bash
# Builds Concordat and serves it, with the demonstration in a new register (`make run`).
set -euo pipefail
cd "$(dirname "$0")/.."

command -v cargo >/dev/null || { echo "Rust is needed: https://rustup.rs" >&2; exit 1; }
command -v cc >/dev/null || .ci/set-up/debian.sh "a C compiler" "about 1 minute" gcc libc6-dev
app/build.sh
[ -x target/release/concordat ] || echo "Compiling the server (about 12 minutes the first time, a minute after a change) …" >&2
cargo build --quiet --release -p server --features sso

export CONCORDAT_SITE_ROOT=${CONCORDAT_SITE_ROOT:-target/site}
target/release/concordat migrate
target/release/concordat demo --if-empty
# In place of this script, so that Ctrl-C reaches it and it can finish the requests in flight.
exec target/release/concordat serve
