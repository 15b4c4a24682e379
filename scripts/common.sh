# shellcheck shell=bash
# Sourced by the other scripts: what they share. Leaves the shell in the root of the repository.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

me="$(basename "$0")"
say() { printf '%s: %s\n' "$me" "$*"; }
die() { printf '%s: %s\n' "$me" "$*" >&2; exit 1; }

# Two runs at once in one tree (make -j, two terminals) wait for each other.
one_at_a_time() {
    if command -v flock >/dev/null; then
        exec 9<scripts/common.sh
        flock 9
    fi
}

good_python() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the interpreter to use: $PYTHON, or the first that is Python 3.11 or newer.
find_python() {
    local name
    if [ -n "${PYTHON:-}" ]; then
        good_python "$PYTHON" || die "PYTHON=$PYTHON is not a Python 3.11 or newer"
        printf '%s\n' "$PYTHON"
        return
    fi
    for name in python3.11 python3 python3.12 python3.13 python3.14; do
        if command -v "$name" >/dev/null && good_python "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

# installed PACKAGE: is this Debian package there?
installed() {
    command -v dpkg-query >/dev/null && [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# apt_install WHAT-FOR PACKAGE...: installs Debian packages, asking for root's rights only when it must.
apt_install() {
    local what_for="$1" attempt
    local -a as_root=()
    shift
    [ $# -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "this is no Debian; $what_for these packages, or what they are called here: $*"
        return 0
    fi
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "$what_for packages that only root can install: apt-get install $*"
        as_root=(sudo)
    fi
    say "installing Debian packages: $*"
    for attempt in 1 2 3; do
        if "${as_root[@]}" apt-get update -qq; then
            break
        fi
        [ "$attempt" = 3 ] || { say "apt-get update failed, once more in $((attempt * 5)) s"; sleep $((attempt * 5)); }
    done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >/dev/null ||
        die "apt-get could not install: $* (see above)"
}
