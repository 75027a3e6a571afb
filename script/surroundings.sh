# shellcheck shell=sh
# What the scripts beside it stand on; sourced, never run.
#
#   set_up          .venv as requirements.lock says, and the libraries that set type
#   set_up java     the same, and Java, for EPUBCheck; with CI=true a browser, too, for the preview
#
# What is there is found by trying it, so it does not matter how it came. What is missing is
# installed through apt or Homebrew where that needs no password; else the line to type is printed.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root" || exit
unset CDPATH

if [ "$(uname)" = Darwin ]; then
    # Homebrew's libraries lie where only Homebrew's own Python looks, and its Java on no path.
    prefix=$(brew --prefix 2>/dev/null || echo /usr/local)
    export DYLD_FALLBACK_LIBRARY_PATH="$prefix/lib:${DYLD_FALLBACK_LIBRARY_PATH:-/usr/local/lib:/usr/lib}"
    PATH="$prefix/opt/openjdk/bin:$PATH"
fi
export PATH="$root/.venv/bin:$PATH"

say() {
    printf '%s\n' "$*" >&2
}

# refuse PROBLEM [LINE]: stop with the status that `publish` has for a missing tool.
refuse() {
    say "error: $1"
    [ $# -lt 2 ] || say "  hint: $2"
    exit 5
}

# install WHAT DEBIAN-PACKAGES [BREW-PACKAGES]
install() {
    if command -v apt-get >/dev/null; then
        line="apt-get install --yes --no-install-recommends $2"
        if [ "$(id -u)" = 0 ]; then
            as_root='env'
        elif sudo -n true 2>/dev/null; then
            as_root='sudo env'
        else
            refuse "$1 is missing" "type: sudo $line"
        fi
        say "installing $2"
        # The packages and the command before them are lists of words.
        # shellcheck disable=SC2086
        {
            $as_root apt-get update -qq
            $as_root DEBIAN_FRONTEND=noninteractive $line -qq
        } >/dev/null </dev/null || refuse "$1 could not be installed" "type: sudo apt-get update && sudo $line"
    elif [ -n "${3-}" ] && command -v brew >/dev/null; then
        say "installing $3"
        # shellcheck disable=SC2086
        brew install --quiet $3 >&2 </dev/null || refuse "$1 could not be installed" "type: brew install $3"
    else
        refuse "$1 is missing" "install it with your system's package manager; on Debian it is $2"
    fi
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        # .venv is on PATH, and must not be made from itself.
        found=$(PATH=${PATH#"$root/.venv/bin:"} command -v "$name") || continue
        if "$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$found"
            return
        fi
    done
    return 1
}

# What .venv was filled from; a moved folder needs its scripts written again.
recipe() {
    { printf '%s\n' "$root" && cat requirements.lock pyproject.toml; } | cksum
}

make_venv() {
    python=$(find_python) || refuse 'Python 3.11 or newer is missing' 'see https://www.python.org/downloads/'
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then # Debian and Ubuntu keep it apart
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        install "Python's venv" "python$version-venv"
    fi
    say "making .venv with $python"
    "$python" -m venv --clear .venv >&2
}

fill_venv() {
    say 'installing what requirements.lock names'
    set -- .venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet
    # The lock names all that is needed. Left to itself, pip looks past a pin for "coverage[toml]",
    # finds a newer version than the lock's and refuses it.
    "$@" --no-deps --require-hashes --requirement requirements.lock >&2
    "$@" --no-deps --no-build-isolation --editable . >&2
    recipe >.venv/recipe
}

# WeasyPrint's own file that opens the libraries, without the rest of WeasyPrint, as that takes a
# third of the time. A warning counts: it says that harfbuzz-subset will soon be needed.
has_pango() {
    .venv/bin/python -W error - >/dev/null 2>&1 <<'END'
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

run_path(str(Path(find_spec("weasyprint").origin).with_name("text") / "ffi.py"))
END
}

has_java() {
    java -version >/dev/null 2>&1 # macOS has a `java` that only says that there is none
}

has_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

set_up() {
    .venv/bin/python -c '' 2>/dev/null || make_venv
    [ "$(cat .venv/recipe 2>/dev/null)" = "$(recipe)" ] || fill_venv
    if ! has_pango; then
        install Pango 'libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' pango
        has_pango || refuse 'Pango is installed but cannot be opened' 'run .venv/bin/python -m weasyprint --info'
    fi
    case "${1-}" in
    java)
        has_java || install Java default-jre-headless openjdk
        # A desk without a browser skips the tests that need one; it is a large thing to bring along.
        [ "${CI-}" != true ] || has_browser || install Chromium chromium
        ;;
    esac
}
