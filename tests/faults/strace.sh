#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034,SC2016
# Kills a build, or refuses it a system call, at every step of publication, and looks at what stands.
#
#   tests/faults/strace.sh CASEBOOK PROJECT [STEPS]
#
# CASEBOOK is the program, PROJECT the folder of a site; neither is changed. A call that is made often is
# tried at STEPS (default 40) of its first 1,000 times. Installs strace by apt-get where it is missing.

# shellcheck source=tests/faults/stage.sh
source "$(dirname "$0")/stage.sh"

command -v strace >/dev/null || apt-get install -y -q strace >/dev/null
[ -d /dev/shm ] && [ -w /dev/shm ] && : "${FAULTS_TMP:=/dev/shm}"
stage "$1" "$2"
steps=${3:-40}

# The N-th calls to try: all of the first twenty, then ever fewer.
times() {
    awk -v steps="$steps" 'BEGIN { for (n = 1; steps-- > 0 && n <= 1000; n += n < 20 ? 1 : int(n / 8)) print n }'
}

# inject CALLS FAULT: builds with the fault; false once the program makes fewer calls than that.
inject() {
    what="$1 $2"
    set_up
    build strace -f -qq -o "$work/trace" -e trace="$1" -e inject="$1:$2"
    faults=$((faults + 1))
    [ "$code" = 137 ] || grep -q INJECTED "$work/trace"
}

kill_at_every() {
    local n
    for n in $(times); do
        inject "$1" "signal=KILL:when=$n" || return 0
        stands old new
        next_build_is_clean
    done
}

# refuse_every CALLS ERROR: done with the new site, or exit code 1 or 3 with the old one and nothing beside.
refuse_every() {
    local n
    for n in $(times); do
        inject "$1" "error=$2:when=$n" || return 0
        case $code in
            0) stands new ;;
            1 | 3) stands old && nothing_beside ;;
            *) give_up "the build ends with $code" ;;
        esac
        next_build_is_clean
    done
}

# inject_one CALLS FAULT CODE SITE: the fault is met, and that is how it ends.
inject_one() {
    inject "$1" "$2" || give_up "the program makes no such call"
    ends_with "$3"
    stands "$4"
}

folders='?mkdir,?mkdirat'
renames='?rename,?renameat'
removals='?unlink,?unlinkat,?rmdir'
for calls in "$folders" "$renames" "$removals" renameat2 write fchmod '?chmod,?fchmodat' fsync syncfs '?link,?linkat' flock; do
    kill_at_every "$calls"
done
for calls in "$folders" "$renames" write; do
    refuse_every "$calls" ENOSPC
    refuse_every "$calls" EIO
done
refuse_every '?link,?linkat' EPERM
refuse_every fsync EIO
refuse_every syncfs EIO
refuse_every renameat2 EIO
refuse_every renameat2 EINVAL
refuse_every "$removals" EACCES

# A lock that cannot be asked for may be another's, so the file stays.
inject_one flock error=ENOLCK:when=1 3 old
next_build_is_clean

# The first call that asks the disk to confirm comes before the swap, the last one after it.
inject_one syncfs error=EIO:when=1 3 old
inject_one fsync error=EIO:when=1 3 old
inject_one fsync error=EIO:when=2 0 new
says not-synced

# Nothing can be removed: the site is new all the same, and the next build clears away.
inject_one "$removals" error=EACCES:when=1+ 0 new
says old-site-left
next_build_is_clean

# A disk that cannot exchange two folders, and a kill at each of the renames in its place.
for n in 1 2 3; do
    what="two renames, killed at $n"
    set_up
    build strace -f -qq -o "$work/trace" -e trace="$renames,renameat2" \
        -e inject=renameat2:error=EINVAL -e inject="$renames:signal=KILL:when=$n"
    faults=$((faults + 1))
    ends_with 137
    [ ! -e "$work/stand/public" ] || stands old new
    next_build_is_clean
done

echo "$faults faults: the old site or the new one stood after each"
