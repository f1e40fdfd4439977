#!/usr/bin/env bash
# Python programs for the tests, exactly as e2e/requirements.txt has them, in target/python; again only when that changes.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=target/python
if cmp -s e2e/requirements.txt "$home/.installed"; then exit; fi

# The distribution's Python, whatever else is on the PATH.
/usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null ||
  .ci/set-up/debian.sh "Python" "about 20 seconds" python3 python3-venv
echo "Installing the Python packages of e2e/ (about 20 seconds, once) …" >&2
rm -rf "$home"
/usr/bin/python3 -m venv "$home"
"$home/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement e2e/requirements.txt
cp e2e/requirements.txt "$home/.installed"
