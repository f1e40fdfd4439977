#!/usr/bin/env bash
# What has to hold before a change is merged, quickest first, ending at the first failure.
#   test.sh all         everything (`make test`)
#   test.sh quick       formatting, clippy, rules, stories on SQLite (`make check`)
#   test.sh browser     the end-to-end tests (`make e2e`)
#   test.sh crash       what cannot be lost, killed ten times as often, for every night (`make crash`)
#
# Every step compiles the whole workspace with the same features: then cargo compiles each crate once for clippy, once for
# what runs (tests and program alike), and once for the browser.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p target
log=target/test.log
: >"$log"
workspace=(--quiet --workspace --features server/sso,server/s3)

# A step's heading, what it says, how long it took. The first that fails ends the run with the sum so far.
table=()
step() { # HEADING COMMAND…
  local heading=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$heading"
  if ! "$@" 2>&1 | tee -a "$log"; then
    printf -- '-- failed after %s s: %s\n' $((SECONDS - started)) "$heading"
    table+=("$((SECONDS - started)) s  $heading: failed")
    finish --failed
  fi
  printf -- '-- %s s\n' $((SECONDS - started))
  table+=("$((SECONDS - started)) s  $heading")
}

# The runners' own summary lines once more, the time of each step, and the sum.
finish() {
  printf '\n== Summary\n'
  grep -E '^test result: |^ℹ (tests|pass|fail|skipped|todo|cancelled) ' "$log" | grep -v ' 0 passed; 0 failed; 0 ignored'
  printf '\n== Time of each step, on %s cores\n' "$(nproc)"
  printf '%s\n' "${table[@]}" | awk '{ printf "%8s", $1 " " $2; sub(/^[0-9]+ s  /, ""); print "  " $0 }'
  printf '%8s  all told: %d min %d s\n' "$SECONDS s" $((SECONDS / 60)) $((SECONDS % 60))
  node .ci/totals.mjs "$log" "$@"
  exit
}

clippy() {
  cargo clippy "${workspace[@]}" --all-targets -- -D warnings &&
    # Without any feature: nothing is left over from one that is off, which `make run` would meet too. The examples bring the
    # crates that tests use, with all their features, so that only the server is looked at again.
    cargo clippy --quiet --workspace --lib --bins --examples -- -D warnings &&
    # Rules and their tests without the database.
    cargo clippy --quiet -p entities --all-targets -- -D warnings
}
browser_half() {
  app/build.sh --warnings-are-failures && .ci/wasm-dependencies.sh
}
compiled() { cargo test "${workspace[@]}" --no-run; }
# What asks the running server is beside the rest, because the longest of it are one test each: two cores are busy to the end.
stories() { # flags for the test programs; `make test` gives a PostgreSQL in CONCORDAT_TEST_POSTGRES
  local tests=(cargo test --quiet --workspace --features server/sso,server/s3) said beside passed=true
  said=$(mktemp)
  "${tests[@]}" --test http -- "$@" >"$said" 2>&1 &
  beside=$!
  "${tests[@]}" --lib --bins -- "$@" || passed=false
  wait "$beside" || passed=false
  cat "$said"
  rm -f "$said"
  $passed
}
export -f stories
journeys() {
  rm -rf e2e/results
  .ci/set-up/npm.sh e2e && .ci/set-up/browser.sh && .ci/set-up/java.sh && .ci/set-up/python.sh &&
    node e2e/run.mjs e2e/*.test.mjs
}
lost() { # HOW-OFTEN
  .ci/set-up/postgres.sh >/dev/null && .ci/set-up/nginx.sh >/dev/null && .ci/set-up/python.sh &&
    CONCORDAT_CRASHES=$1 node e2e/run.mjs e2e/lost/*.test.mjs
}
peers() { .ci/set-up/python.sh && node e2e/run.mjs e2e/peers/*.test.mjs; }
valid() { node --test --test-reporter=spec e2e/html-is-valid.mjs; }

rules_and_style() {
  step "Formatting (seconds)" cargo fmt --all --check
  step "House rules in the sources (seconds)" .ci/source-checks.sh
  step "Clippy, with all features and with none (4 minutes the first time)" clippy
}
nothing_lost() { # HOW-OFTEN
  step "What cannot be lost: kill -9, full disks, backups, two servers (2 minutes; a night's 15)" lost "$1"
}
building() {
  step "Building what the browser gets (2 minutes the first time)" browser_half
  step "Building the server and the tests (5 minutes the first time)" compiled
}
in_the_browser() {
  step "What a person does, in Chromium (minutes)" journeys
  step "HTML of every page visited (10 seconds)" valid
}

case ${1-all} in
  quick)
    rules_and_style
    step "Rules, and stories on SQLite (5 minutes the first time)" stories --skip on_postgresql
    ;;
  browser)
    building
    in_the_browser
    ;;
  all)
    # The same cases every time: a change is judged by itself. `make check` tries others each time.
    export PROPTEST_RNG_SEED=20141201
    rules_and_style
    building
    step "Rules, and stories on SQLite and PostgreSQL (minutes)" .ci/with-postgres.sh bash -c stories
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
