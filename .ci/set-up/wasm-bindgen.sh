#!/usr/bin/env bash
# wasm-bindgen's command line, of exactly the version in Cargo.lock: any other refuses the file. Prints its path.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)
program=$PWD/target/tools/bin/wasm-bindgen

if [ "$("$program" --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
  echo "Installing wasm-bindgen $version (about 2 minutes, once) …" >&2
  install=(cargo install wasm-bindgen-cli --version "=$version" --root target/tools --target-dir target/tools/build --quiet)
  # As its authors tested it; where a registry lags behind, with what there is.
  "${install[@]}" --locked >&2 || "${install[@]}" >&2
  rm -rf target/tools/build
fi
echo "$program"
