#!/bin/sh
# Makes .venv ready to run, test and build the project: `sh scripts/setup.sh`, which `make` calls before everything.
#
# Does nothing where the environment is ready. `.venv/ready` says so: it is written last and removed first, so that an
# environment left half made is made anew. A changed lock is installed into the environment that stands.
set -eu
cd "$(dirname "$0")/.."
lock=requirements-dev.lock
venv=.venv

# What the caller's shell or pip settings may hold that would make pip install elsewhere, or ask.
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV PIP_PYTHON __PYVENV_LAUNCHER__
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "$*" >&2; }
refuse() { say "$*"; exit 2; }

fingerprint() { pwd -P; cksum <"$lock"; cksum <pyproject.toml; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1; }

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if fits "$python"; then return; fi
    done
    refuse "Python 3.11 to 3.14 is needed and was not found: install one (Debian, Ubuntu: apt install python3 python3-venv)."
}

# Installs Debian packages without ever asking a question; fails where that is not possible.
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1 || return 1
        as_root="sudo -n"
    fi
    quietly="$as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -qq
        -o DPkg::Lock::Timeout=120 -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30"
    say "Installing $* with apt …"
    $quietly install -y --no-install-recommends "$@" </dev/null >/dev/null 2>&1 && return
    $quietly update </dev/null >/dev/null 2>&1 || true # the lists were empty or old
    $quietly install -y --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}

fresh_venv() {
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1
}

make_venv() {
    find_python
    say "Making .venv with $("$python" --version) …"
    fresh_venv && return
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])') # Debian ships venv apart
    if apt_install "$package" && fresh_venv; then return; fi
    rm -rf "$venv"
    refuse "Python cannot make a virtual environment here: install $package (as root: apt install $package), then try again."
}

install_lock() {
    say "Installing what $lock lists …"
    # Compiling every file of every library would take longer than installing them: Python compiles what it imports.
    "$venv/bin/python" -m pip install -qq --no-deps --no-compile --require-hashes -r "$lock"
    "$venv/bin/python" -m pip install -qq --no-deps --no-build-isolation --no-index -e .
}

have_pango() { "$venv/bin/python" -c 'import weasyprint' >/dev/null 2>&1; }

check_pango() {
    if have_pango; then return; fi
    apt_install libpango-1.0-0 libpangoft2-1.0-0 || true
    have_pango && return
    refuse "Install Pango 1.44 or newer (Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango), then try again."
}

# Without it fonts are cut ten times slower; a page comes out all the same, so it is no reason to stop.
quicken_fonts() {
    "$venv/bin/python" -c 'import ctypes; ctypes.CDLL("libharfbuzz-subset.so.0")' >/dev/null 2>&1 && return
    [ "$(uname -s)" = Linux ] && apt_install libharfbuzz-subset0 || true
}

if [ "${1:-}" = --apt ]; then # for .ci/run: `sh scripts/setup.sh --apt PACKAGE...`
    shift
    apt_install "$@"
    exit
fi
ready=$(fingerprint)
if [ -f "$venv/ready" ] && [ "$(cat "$venv/ready")" = "$ready" ] && fits "$venv/bin/python"; then exit; fi
if ! { [ -f "$venv/ready" ] && [ "$(head -n 1 "$venv/ready")" = "$(pwd -P)" ] && fits "$venv/bin/python"; }; then
    make_venv
fi
rm -f "$venv/ready"
install_lock
check_pango
quicken_fonts
printf '%s\n' "$ready" >"$venv/ready"
