# shellcheck shell=bash disable=SC2034,SC2012
# Sourced by the fault tests: two versions of a project, their sites, and what may stand after a fault.
#
#   stage CASEBOOK PROJECT   builds the old and the new site once, as they are when nothing goes wrong
#   set_up                   puts the old site in place
#   build [WRAPPER…]         builds the new site over it, under a wrapper; its exit code is in $code
#   stands old new           fails unless one of these sites stands, whole
#   nothing_beside           fails if anything stands beside the output
#   next_build_is_clean      builds without a fault: the new site, and nothing beside it

set -euo pipefail

stage() {
    casebook=$(realpath "$1")
    project=$(realpath "$2")
    work=$(mktemp -d "${FAULTS_TMP:-${TMPDIR:-/tmp}}/casebook-faults.XXXXXX")
    trap clear_away EXIT
    mkdir "$work/before" "$work/after" "$work/old" "$work/new"
    local part
    for part in casebook.yaml content data themes approvals; do
        [ ! -e "$project/$part" ] || cp -r "$project/$part" "$work/before/"
    done
    cp -r "$work/before/." "$work/after/"
    change
    "$casebook" -C "$work/before" build --output "$work/old/public" >"$work/log" 2>&1 || give_up "the old site does not build"
    "$casebook" -C "$work/after" build --output "$work/new/public" >"$work/log" 2>&1 || give_up "the new site does not build"
    ! diff -rq "$work/old/public" "$work/new/public" >/dev/null || give_up "the old and the new site are the same"
    faults=0
}

clear_away() {
    ! mountpoint -q "$work/stand" || umount "$work/stand"
    rm -rf "$work"
}

# A sentence at the end of every page, so that whichever are published change; translations follow it.
change() {
    find "$work/after/content" -name '*.md' -print0 | while IFS= read -r -d '' page; do
        printf '\nOne more sentence.\n' >>"$page"
    done
    local translations
    mapfile -t translations < <(cd "$work/after" && find content -name '*.??.md')
    "$casebook" -C "$work/after" translated "${translations[@]}" >"$work/log" 2>&1 ||
        give_up "the translations are not recorded"
}

set_up() {
    rm -rf "$work/stand"
    mkdir "$work/stand"
    cp -a "$work/old/public" "$work/stand/public"
}

build() {
    code=0
    # The outer braces keep the shell's own word about a killed process from the terminal.
    {
        RAYON_NUM_THREADS=1 timeout 60 "$@" "$casebook" -C "$work/after" build --format json \
            --output "$work/stand/public" >"$work/log" 2>&1 || code=$?
    } 2>/dev/null
}

stands() {
    local site
    for site in "$@"; do
        if diff -rq "$work/$site/public" "$work/stand/public" >/dev/null 2>&1; then
            return
        fi
    done
    give_up "what stands is not the site: $*"
}

nothing_beside() {
    [ "$(ls -A "$work/stand")" = public ] || give_up "beside the output: $(ls -A "$work/stand" | tr '\n' ' ')"
}

next_build_is_clean() {
    build env
    [ "$code" = 0 ] || give_up "the next build ends with $code"
    stands new
    nothing_beside
}

# The report names the code.
says() {
    grep -q -- "$1" "$work/log" || give_up "the report does not say \`$1\`"
}

ends_with() {
    [ "$code" = "$1" ] || give_up "the build ends with $code, not $1"
}

give_up() {
    echo "fault ${what:-before the first}: $1" >&2
    sed 's/^/    /' "$work/log" >&2
    exit 1
}
