#!/usr/bin/env bash
# What has to hold before a change is merged, quickest first, ending at the first failure.
#   test.sh all         everything (`make test`)
#   test.sh quick       formatting, clippy, rules, stories on SQLite (`make check`)
#   test.sh browser     the end-to-end tests (`make e2e`)
#   test.sh crash       what cannot be lost, killed ten times as often, for every night (`make crash`)
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p target
log=target/test.log
: >"$log"

# A step's heading, what it says, how long it took. The first that fails ends the run with the sum so far.
step() { # HEADING COMMAND…
  local heading=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$heading"
  if ! "$@" 2>&1 | tee -a "$log"; then
    printf -- '-- failed after %s s: %s\n' $((SECONDS - started)) "$heading"
    finish --failed
  fi
  printf -- '-- %s s\n' $((SECONDS - started))
}

# The runners' own summary lines once more, and their sum.
finish() {
  printf '\n== Summary, after %d min %d s\n' $((SECONDS / 60)) $((SECONDS % 60))
  grep -E '^test result: |^ℹ (tests|pass|fail|skipped|todo|cancelled) ' "$log" | grep -v ' 0 passed; 0 failed; 0 ignored'
  node .ci/totals.mjs "$log" "$@"
  exit
}

clippy() {
  cargo clippy --quiet -p entities --all-targets -- -D warnings &&
    cargo clippy --quiet --workspace --all-targets --features server/sso,server/s3 -- -D warnings &&
    # As `make run` builds it, and without any feature.
    cargo clippy --quiet -p server --features sso -- -D warnings &&
    cargo clippy --quiet -p server -- -D warnings
}
browser_half() {
  local toolchain said
  toolchain=$(.ci/set-up/wasm.sh) || return
  said=$(RUSTUP_TOOLCHAIN=$toolchain cargo check --quiet -p app --lib --features hydrate \
    --target wasm32-unknown-unknown --profile wasm-release 2>&1) || { echo "$said"; return 1; }
  # A warning is a failure here too; Debian's Rust comes without clippy.
  [ -z "$said" ] || { echo "$said"; return 1; }
}
stories() { # flags for the test programs; `make test` gives a PostgreSQL in CONCORDAT_TEST_POSTGRES
  cargo test --quiet -p entities -p migrations -p app -p server --features entities/orm,app/ssr,server/sso,server/s3 -- "$@"
}
export -f stories
built() { app/build.sh && cargo build --quiet -p server --features sso,s3; }
journeys() {
  rm -rf e2e/results
  .ci/set-up/npm.sh e2e && .ci/set-up/browser.sh && .ci/set-up/java.sh &&
    # One file at a time: each has a browser and a server of its own, and there may be two cores.
    node --test --test-concurrency=1 --test-reporter=spec e2e/*.test.mjs
}
lost() { # HOW-OFTEN
  .ci/set-up/postgres.sh >/dev/null && .ci/set-up/nginx.sh >/dev/null && .ci/set-up/python.sh &&
    CONCORDAT_CRASHES=$1 node --test --test-concurrency=1 --test-reporter=spec e2e/lost/*.test.mjs
}
peers() { .ci/set-up/python.sh && node --test --test-reporter=spec e2e/peers/*.test.mjs; }
valid() { node --test --test-reporter=spec e2e/html-is-valid.mjs; }

rules_and_style() {
  step "Formatting (seconds)" cargo fmt --all --check
  step "Clippy on the rules and the host's side (2 minutes the first time)" clippy
  step "Rules (1 minute the first time)" cargo test --quiet -p entities
}
nothing_lost() { # HOW-OFTEN
  step "What cannot be lost: kill -9, full disks, backups, two servers (2 minutes; a night's 15)" lost "$1"
}
building() { step "Building what the browser gets and the server (10 minutes the first time)" built; }
in_the_browser() {
  step "What a person does, in Chromium (minutes)" journeys
  step "HTML of every page visited (10 seconds)" valid
}

case ${1-all} in
  quick)
    rules_and_style
    step "Stories on SQLite (5 minutes the first time)" stories --skip on_postgresql
    ;;
  browser)
    building
    in_the_browser
    ;;
  all)
    # The same cases every time: a change is judged by itself. `make check` tries others each time.
    export PROPTEST_RNG_SEED=20141201
    rules_and_style
    step "The browser's half (1 minute the first time)" browser_half
    step "Stories on SQLite and PostgreSQL (5 minutes the first time)" .ci/with-postgres.sh bash -c stories
    step "What the browser's half links" .ci/wasm-dependencies.sh
    step "House rules in the sources" .ci/source-checks.sh
    building
    step "What other programs make of the same files (half a minute)" peers
    nothing_lost 5
    in_the_browser
    ;;
  crash)
    building
    nothing_lost 50
    ;;
  *)
    echo "test.sh all|quick|browser|crash" >&2
    exit 2
    ;;
esac
finish
