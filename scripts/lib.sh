# shellcheck shell=bash
# lib.sh - what the scripts here share: say, die, packages, npm, builds and stamps.
#
# Sourced, never run.  Every function does nothing, and says nothing, when its work is done already;
# that is what makes a second `scripts/run` start at once.  Paths may hold spaces.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
BUILD="$ROOT/build"
export LC_ALL=C.UTF-8
mkdir -p "$BUILD/stamps"

say() {
    printf '== %s\n' "$*"
}

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# as_root COMMAND...: as it is for root, through sudo for others; without a terminal sudo may not ask.
# What it starts must not keep the lock of alone().
as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@" 9>&-
    elif [[ -t 0 ]]; then
        sudo -- "$@" 9>&-
    else
        sudo -n -- "$@" 9>&-
    fi
}

# packages_missing GROUP...: names of the groups' packages that are not installed, one a line.
packages_missing() {
    local wanted
    wanted="$(awk -v groups=" $* " 'index(groups, " " $1 " ") { print $2 }' "$ROOT/scripts/packages.txt" | sort -u)"
    # shellcheck disable=SC2086 # names of packages, one word each
    comm -23 <(printf '%s\n' "$wanted") \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
            sed -n 's/^installed //p' | sort -u)
}

# need_packages GROUP...: INSTALL=no in the environment (--no-install) forbids installing.
need_packages() {
    local missing=() log="$BUILD/apt.log" how
    if ! command -v dpkg-query >/dev/null; then
        die "This is not Debian, so nothing can be installed here; scripts/packages.txt lists what is needed."
    fi
    mapfile -t missing < <(packages_missing "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0
    how="apt-get install --no-install-recommends ${missing[*]}"
    if [[ "${INSTALL:-yes}" == no ]]; then
        die "Missing Debian packages: ${missing[*]}. Install them with: $how"
    fi
    if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
        die "Missing Debian packages: ${missing[*]}. Only root can install them: $how"
    fi
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
            -o Dpkg::Use-Pty=0 --no-install-recommends install "${missing[@]}"; } >"$log" 2>&1; then
        die "Could not install the Debian packages ${missing[*]} (is this machine offline? apt's own words are in $log). Install them with: $how"
    fi
}

# Node 18 is enough for the pages and the geodata, so Debian's own does.
node_major() {
    node -p 'process.versions.node.split(".")[0]' 2>/dev/null || printf '0\n'
}

need_node() {
    local least="${1:-18}" major
    if [[ "$(node_major)" -eq 0 ]] || ! command -v npm >/dev/null; then
        need_packages node
    fi
    major="$(node_major)"
    if [[ "$major" -lt "$least" ]]; then
        die "Node.js $least or newer is needed here, and version $major is installed. Put a newer node first in PATH."
    fi
}

# npm_ci FOLDER [LEAST_NODE]: the folder's packages, exactly as its lockfile pins them.
npm_ci() {
    local folder="$ROOT/$1" least="${2:-18}" log="$BUILD/npm-$1.log" want stamp
    stamp="$folder/node_modules/.lock-sha256"
    want="$(sha256sum <"$folder/package-lock.json")"
    if [[ -f "$stamp" && "$(cat "$stamp")" == "$want" ]] && command -v node >/dev/null; then
        return 0
    fi
    if [[ "${INSTALL:-yes}" == no ]]; then
        die "The npm packages of $1/ are missing. Install them with: cd \"$folder\" && npm ci --ignore-scripts"
    fi
    need_node "$least"
    say "Installing the npm packages of $1/"
    # The lockfile pins every byte, so what is in npm's cache need not be asked about again.
    if ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline \
        --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000) >"$log" 2>&1; then
        die "Could not install the npm packages of $1/ (is this machine offline? npm's own words are in $log). Install them with: cd \"$folder\" && npm ci --ignore-scripts"
    fi
    printf '%s\n' "$want" >"$stamp"
}

# build PRESET [TARGET...]: a folder made for another place is made anew; ninja knows the rest.
build() {
    local preset="$1" dir="$BUILD/$1" log="$BUILD/cmake-$1.log" home=
    shift
    if [[ -f "$dir/CMakeCache.txt" ]]; then
        home="$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$dir/CMakeCache.txt")"
        [[ "$home" == "$ROOT" ]] || rm -rf "$dir"
    fi
    if [[ ! -f "$dir/build.ninja" ]]; then
        say "Building ($preset); the first time takes a minute or so"
        if ! cmake -S "$ROOT" --preset "$preset" >"$log" 2>&1; then
            tail -n 20 "$log" >&2
            die "cmake could not prepare the $preset build; its full output is in $log"
        fi
    fi
    if ! ninja -C "$dir" -j "$(nproc)" --quiet "$@" 2>&1 |
        sed -e '/^ninja: no work to do/d' -e '/^-- /d'; then
        die "The $preset build failed; the compiler's words are above."
    fi
}

# fingerprint PATH...: one hash over names and contents, relative to the project, made files left out.
fingerprint() {
    (cd "$ROOT" && find "$@" \( -name node_modules -o -name dist -o -name prepared \) -prune -o \
        -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}

# stamped NAME OUTPUT FINGERPRINT COMMAND...: runs the command unless it made OUTPUT from the same inputs.
stamped() {
    local stamp="$BUILD/stamps/$1" name="$1" output="$2" want="$3" log="$BUILD/$1.log"
    shift 3
    if [[ -e "$output" && -f "$stamp" && "$(cat "$stamp")" == "$want" ]]; then
        return 0
    fi
    rm -f "$stamp"
    if ! "$@" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        die "Making $name failed; its full output is in $log"
    fi
    [[ -e "$output" ]] || die "Making $name left no $output behind; its output is in $log"
    printf '%s\n' "$want" >"$stamp"
}

# What the service is started from: boundaries' names for search, and the pages.
prepare_geodata() {
    npm_ci geodata
    stamped geodata "$ROOT/geodata/prepared/pinyin.csv" "$(fingerprint geodata)" \
        node "$ROOT/geodata/prepare.mjs"
}

prepare_web() {
    npm_ci web
    stamped web "$ROOT/web/dist" "$(fingerprint web)" npm --prefix "$ROOT/web" run build
}

# alone NAME: waits until no other script of this project is in the same part of the work.
alone() {
    exec 9>"$BUILD/$1.lock"
    flock 9
}

done_alone() {
    exec 9>&-
}

port_is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# free_port: a port nobody listens on just now.
free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
        console.log(s.address().port); s.close(); });'
}
