#!/usr/bin/env bash
# The browser must not get the server's half: fails when a crate of it is among what the islands link.
set -euo pipefail
cd "$(dirname "$0")/.."
tree() { cargo tree -p app --features hydrate --target wasm32-unknown-unknown -e normal --prefix none "$@"; }

linked=$(tree | cut -d ' ' -f 1 | sort -u)
unwanted=$(grep -xE 'sea-orm|sqlx|sqlx-.*|tokio|pulldown-cmark|ammonia|axum|migrations' <<<"$linked" || true)
# leptos names regex for reading Cargo.toml; it never reaches the browser's file. Nobody else may ask for it.
if grep -qx regex <<<"$linked" && tree -i regex --depth 1 | grep -vE '^(regex|leptos_config) '; then
  unwanted+=" regex"
fi
if [ -n "$unwanted" ]; then
  echo "The browser's half links what belongs to the server:"
  for crate in $unwanted; do
    cargo tree -p app --features hydrate --target wasm32-unknown-unknown -e normal -i "$crate" | head -20
  done
  exit 1
fi
echo "$(wc -l <<<"$linked") crates, none of them the server's."
