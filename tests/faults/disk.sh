#!/usr/bin/env bash
# shellcheck disable=SC2154,SC2034,SC2016
# Builds on disks that are too small, read-only or mounted, and under narrow limits. Needs root for the mounts.
#
#   tests/faults/disk.sh CASEBOOK PROJECT

if [ "${1:-}" != --inside ]; then
    # Mounts made in a namespace of their own go with it.
    exec unshare -m "$0" --inside "$@"
fi
shift
# shellcheck source=tests/faults/stage.sh
source "$(dirname "$0")/stage.sh"
stage "$1" "$2"

# A disk made by `mount -t tmpfs` with these options, holding the old site.
disk() {
    what="disk $1"
    ! mountpoint -q "$work/stand" || umount "$work/stand"
    rm -rf "$work/stand"
    mkdir "$work/stand"
    mount -t tmpfs -o "$1" tmpfs "$work/stand"
    cp -a "$work/old/public" "$work/stand/public"
    faults=$((faults + 1))
}

refused() {
    ends_with 3
    says "$1"
    stands old
}

bytes=$(find "$work/old/public" -type f -printf '%s\n' | awk '{ sum += int(($1 + 4095) / 4096) * 4096 } END { print sum }')
files=$(find "$work/old/public" | wc -l)

# Room for the old site and little more; large files that stay the same need none.
disk "size=$((bytes + 16384))"
build env
refused disk-full
says 'bytes are free'
nothing_beside

disk "nr_inodes=$((files + 8))"
build env
refused disk-full
says 'no room for more files'
nothing_beside

disk size=1g
mount -o remount,ro "$work/stand"
build env
refused write-refused
says read-only

disk size=1g
mount --bind "$work/stand/public" "$work/stand/public"
build env
refused output-is-mounted
umount "$work/stand/public"

disk size=1g
what='32 open files'
build bash -c 'ulimit -n 32; exec "$@"' limited
ends_with 0
stands new
nothing_beside

disk size=1g
what='files of one block'
build bash -c 'ulimit -f 1; exec "$@"' limited
refused write-refused
nothing_beside

echo "$faults disks and limits: each was met with the right words and a whole site"
