#!/bin/sh
# Writes requirements.lock and requirements-dev.lock from pyproject.toml: exact versions and hashes, for Python 3.11 and
# newer on every platform. uv resolves and lives in build/ alone; what it writes, plain pip installs.
set -eu
cd "$(dirname "$0")/.."
if [ ! -x build/uv/bin/uv ]; then
    .venv/bin/python -m venv build/uv
    build/uv/bin/pip install --quiet uv
fi
compile() {
    build/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml "$@"
}
compile --output-file requirements.lock
compile --all-extras --group dev --constraint requirements.lock --output-file requirements-dev.lock
for lock in requirements.lock requirements-dev.lock; do
    { echo "# Written by 'make lock' from pyproject.toml. Install with: pip install --no-deps -r $lock"; cat "$lock"; } >"$lock.new"
    mv "$lock.new" "$lock"
done
