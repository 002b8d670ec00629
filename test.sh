#!/usr/bin/env bash
# Passes all tests on a Debian machine that has a Rust toolchain, git and root.
#
#   ./test.sh               every step
#   ./test.sh lints site    some of them
#
# The steps: tools, format, lints, docs, tests, site, whole, faults, html, links, judges, browser. What is
# missing on the machine is installed first. Every step runs, even after one that failed; the exit code says
# whether all passed.

set -uo pipefail
cd "$(dirname "$0")" || exit 3
exec </dev/null

readonly STEPS=(tools format lints docs tests site whole faults html links judges browser)
readonly TOOLS="$PWD/.casebook/tools"
readonly JUDGES="$TOOLS/judges"
export CARGO_TERM_PROGRESS_WHEN=never
export PATH="$TOOLS/bin:$PATH"
[[ -n "${CI:-}" ]] && export CARGO_INCREMENTAL=0

# --- tools: what the other steps need -------------------------------------

has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# Node 20 or newer, with its package manager; Debian 12 has 18.
has_node() {
    has node && has npm && node -e 'process.exit(+(parseInt(process.versions.node) < 20))'
}

# The Debian packages of what is missing here.
missing_packages() {
    has cc || echo gcc libc6-dev
    has chromium-headless-shell || echo chromium-headless-shell
    has firefox-esr || echo firefox-esr
    has java || echo default-jre-headless
    has strace || echo strace
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

install_packages() {
    local packages
    mapfile -t packages < <(missing_packages | tr ' ' '\n')
    [[ ${#packages[@]} -eq 0 ]] && return
    echo "installing ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update -qq &&
        as_root apt-get install -qq -y --no-install-recommends "${packages[@]}" >/dev/null
}

install_node() {
    has_node && return
    echo "installing Node from requirements.txt"
    python3 -m venv "$TOOLS" && "$TOOLS/bin/pip" install --quiet -r requirements.txt || return
    hash -r
    has_node
}

# No package may run a script of its own while it is installed.
install_modules() {
    [[ node_modules/.package-lock.json -nt package-lock.json ]] && return
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
}

install_judges() {
    [[ $JUDGES/installed -nt tests/judges/requirements.txt ]] && return
    echo "installing tests/judges/requirements.txt"
    python3 -m venv "$JUDGES" && "$JUDGES/bin/pip" install --quiet -r tests/judges/requirements.txt &&
        touch "$JUDGES/installed"
}

install_link_checker() {
    has hyperlink || cargo install --quiet --locked --root "$TOOLS" hyperlink@0.3.2
}

tools() {
    install_packages && install_node && install_modules && install_judges && install_link_checker
}

# --- the program ----------------------------------------------------------

format() { cargo fmt --all --check; }

lints() { cargo clippy --locked --all-targets -- -D warnings; }

docs() { RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps; }

# Those that build whole sites again and again: too much work for an unoptimised program.
readonly LONG=(whole numbers)

tests() {
    if has cargo-nextest; then
        cargo nextest run --locked --no-fail-fast -E "not ($(printf ' + binary(%s)' "${LONG[@]}" | cut -c4-))"
    else
        local names
        mapfile -t names < <(printf '%s\n' tests/*.rs tests/*/main.rs | sed 's|^tests/||; s|/main\.rs$||; s|\.rs$||' |
            grep -vxF "$(printf '%s\n' "${LONG[@]}")")
        cargo test --locked --no-fail-fast --lib --bins "${names[@]/#/--test=}"
    fi && cargo test --locked --doc
}

# --- the site of this repository ------------------------------------------

site() {
    cargo build --locked --release &&
        target/release/casebook build &&
        target/release/casebook check
}

whole() { cargo test --locked --release --no-fail-fast "${LONG[@]/#/--test=}"; }

# The Nu checker says nothing about a page without fault.
html() {
    local count
    count=$(find public -name '*.html' | wc -l)
    [[ $count -gt 0 ]] || { echo "no page in public/"; return 1; }
    java -jar node_modules/vnu-jar/build/dist/vnu.jar --skip-non-html public &&
        echo "$count pages, no error"
}

# The disk refuses, or the program dies, at each of its calls in turn.
faults() {
    as_root tests/faults/disk.sh target/release/casebook . &&
        tests/faults/strace.sh target/release/casebook examples/harbour-clinic
}

links() { hyperlink --check-anchors public; }

# Programs of others read the feeds, the sitemap and the data.
judges() {
    local python=$JUDGES/bin/python
    "$python" tests/judges/feeds.py public &&
        "$python" tests/judges/sitemap.py public node_modules/sitemap/schema/sitemap.xsd &&
        "$python" tests/judges/data.py public &&
        "$python" tests/judges/loader.py target/release/casebook docs/guide/loaders.md
}

browser() { npm test --silent; }

# --- running --------------------------------------------------------------

failed=()

run() {
    local name=$1 start=$SECONDS
    printf '\n=== %s\n' "$name"
    if "$name"; then
        printf -- '--- %s: passed after %d s\n' "$name" $((SECONDS - start))
    else
        printf -- '--- %s: FAILED after %d s\n' "$name" $((SECONDS - start))
        failed+=("$name")
    fi
}

chosen=("$@")
[[ ${#chosen[@]} -eq 0 ]] && chosen=("${STEPS[@]}")
for step in "${chosen[@]}"; do
    if [[ " ${STEPS[*]} " != *" $step "* ]]; then
        echo "no step \`$step\`; the steps are: ${STEPS[*]}" >&2
        exit 2
    fi
done
for step in "${chosen[@]}"; do run "$step"; done

printf '\n'
if [[ ${#failed[@]} -gt 0 ]]; then
    echo "failed: ${failed[*]} (after $SECONDS s)"
    exit 1
fi
echo "every step passed, after $SECONDS s"
