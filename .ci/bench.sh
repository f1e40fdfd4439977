#!/usr/bin/env bash
# `make bench`: every address that has a budget, on a small register, a middling and a large one, beside hand-written routes; imports
# beside a bare loop; memory. One table at the end says which budgets hold. It takes an hour and 25 GB of disk.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/set-up/wrk.sh
app/build.sh
echo "Building for release (10 minutes the first time) …" >&2
cargo build --quiet --release -p server --features sso --bin concordat \
  --example generate_releases --example import_rate --example multiply --example same_bytes
echo "Making and measuring three registers: half an hour; less with BENCH_LARGE=200,10000,10000 …" >&2
exec node e2e/bench/bench.mjs
