#!/bin/sh
# Runs a command, as the user who calls, with no network but loopback. The conformance tests compare the real qodercli with
# the simulator where nothing of Qoder can be reached; a machine that can reach it would see other answers.
set -eu
become_root=
[ "$(id -u)" = 0 ] || become_root='sudo --preserve-env'
# sudo sets PATH and HOME to its own.
# shellcheck disable=SC2016 # the inner shell expands it
exec $become_root unshare --net env "PATH=$PATH" "HOME=$HOME" sh -c '
  user=$1 group=$2
  shift 2
  ip link set lo up
  exec setpriv --reuid "$user" --regid "$group" --init-groups "$@"
' sh "$(id -u)" "$(id -g)" "$@"
