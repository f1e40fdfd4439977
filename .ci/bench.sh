#!/usr/bin/env bash
# `make bench`: how quickly notices are imported and pages are answered, beside a bare loop and a hand-written route, on
# registers of 12 and 1,000 agreements and of 1,000, 100,000 and 1,000,000 procurements; one table at the end. It takes half an hour
# and 20 GB of disk.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/set-up/wrk.sh
app/build.sh
echo "Building for release (10 minutes the first time) …" >&2
cargo build --quiet --release -p server --features sso --bin concordat \
  --example generate_releases --example import_rate --example multiply --example same_bytes
exec node e2e/bench/bench.mjs
