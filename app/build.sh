#!/usr/bin/env bash
# Builds what the browser gets, into target/site/pkg: the islands as WebAssembly, the stylesheet, app/public.
#   build.sh [--warnings-are-failures]     as `make test` calls it: Debian's Rust comes without clippy
set -euo pipefail
cd "$(dirname "$0")/.."

toolchain=$(.ci/set-up/wasm.sh)
wasm_bindgen=$(.ci/set-up/wasm-bindgen.sh)
.ci/set-up/npm.sh app

compiled=target/wasm32-unknown-unknown/wasm-release/app.wasm
[ -f "$compiled" ] || echo "Compiling the islands (about 2 minutes the first time) …" >&2
warned=$(mktemp)
trap 'rm -f "$warned"' EXIT
RUSTUP_TOOLCHAIN=$toolchain cargo build --quiet -p app --lib \
  --target wasm32-unknown-unknown --profile wasm-release --features hydrate 2>"$warned" || { cat "$warned" >&2; exit 1; }
cat "$warned" >&2
if [ "${1-}" = --warnings-are-failures ] && [ -s "$warned" ]; then
  echo "A warning of the compiler is a failure here." >&2
  exit 1
fi
node app/bundle.mjs --wasm "$compiled" --wasm-bindgen "$wasm_bindgen" --to target/site/pkg
