#!/usr/bin/env bash
# The standard library for the browser (wasm32-unknown-unknown). Prints the name of the toolchain that has it.
#
# The machine's own toolchain gets it from rustup. Where rustup cannot download, Debian's rustc builds it once from
# Debian's copy of the sources and is linked as the toolchain `concordat-web`, which then builds the browser's half.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=wasm32-unknown-unknown

if ! command -v rustup >/dev/null; then
  echo "rustup is needed: https://rustup.rs" >&2
  exit 1
fi

has_std() { # TOOLCHAIN
  local folder
  folder=$(rustc "+$1" --print target-libdir --target $target 2>/dev/null) && ls "$folder"/libstd-*.rlib >/dev/null 2>&1
}

own=$(rustup show active-toolchain | cut -d ' ' -f 1)
if has_std "$own"; then
  echo "$own"
  exit
fi
if has_std concordat-web; then
  echo concordat-web
  exit
fi

echo "Installing Rust's standard library for the browser (about 10 seconds, once) …" >&2
if timeout 120 rustup target add $target --toolchain "$own" >/dev/null 2>&1 && has_std "$own"; then
  echo "$own"
  exit
fi
echo "rustup cannot download it here: building it with Debian's Rust instead." >&2

# lld has to be of the LLVM that Debian's rustc was built with; only an installed rustc tells which.
if [ ! -x /usr/bin/rustc ] || [ ! -x /usr/bin/cargo ] || [ ! -d /usr/lib/rustlib/src/rust/library/std ]; then
  "$here/debian.sh" "Debian's Rust with its sources" "about 1 minute" rustc-web cargo-web rust-web-src rust-web-llvm
fi
llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
command -v "wasm-ld-$llvm" >/dev/null || "$here/debian.sh" "the linker lld-$llvm" "a few seconds" "lld-$llvm"
rustup toolchain link concordat-web /usr

echo "Building the standard library for the browser (about 1 minute, once) …" >&2
crate=$(mktemp -d)
trap 'rm -rf "$crate"' EXIT
mkdir "$crate/src"
touch "$crate/src/lib.rs"
printf '[package]\nname = "empty"\nedition = "2021"\n[workspace]\n' >"$crate/Cargo.toml"
(
  cd "$crate"
  RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$crate/target" cargo +concordat-web build --quiet --release \
    -Z build-std=std,panic_abort,panic_unwind --target $target
)
rm "$crate/target/$target/release/deps/"libempty-*
folder=/usr/lib/rustlib/$target/lib
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Writing to $folder needs root: please run $here/wasm.sh once as root." >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" mkdir -p "$folder"
"${as_root[@]}" cp "$crate/target/$target/release/deps/"*.rlib "$folder/"
has_std concordat-web || { echo "The standard library was built, but Debian's Rust does not find it." >&2; exit 1; }
echo concordat-web
