#!/usr/bin/env bash
# Builds what the browser gets, into target/site/pkg: the islands as WebAssembly, the stylesheet, app/public.
set -euo pipefail
cd "$(dirname "$0")/.."

toolchain=$(.ci/set-up/wasm.sh)
wasm_bindgen=$(.ci/set-up/wasm-bindgen.sh)
.ci/set-up/npm.sh app

compiled=target/wasm32-unknown-unknown/wasm-release/app.wasm
[ -f "$compiled" ] || echo "Compiling the islands (about 2 minutes the first time) …" >&2
RUSTUP_TOOLCHAIN=$toolchain cargo build --quiet -p app --lib \
  --target wasm32-unknown-unknown --profile wasm-release --features hydrate
node app/bundle.mjs --wasm "$compiled" --wasm-bindgen "$wasm_bindgen" --to target/site/pkg
