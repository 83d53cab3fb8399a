# shellcheck shell=bash
# Sourced first by every script: strict mode, folders, and one voice for messages.
#
# Everything that is downloaded or compiled lies in one cache folder per user and may be deleted;
# everything that a developer would miss lies in var/ of the project.

set -Eeuo pipefail

PROJECT_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
CACHE=${MIGRAINE_PULSE_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/migraine-pulse}
TOOLS=$CACHE/tools
# shellcheck disable=SC2034  # used by the scripts that source this file
VAR=$PROJECT_ROOT/var

# The key custodian is a workspace of its own and is built apart.
CUSTODIAN_TARGET_DIR=${CUSTODIAN_TARGET_DIR:-$CACHE/target-custodian}
# shellcheck disable=SC2034  # likewise
CUSTODIAN_PROGRAM=$CUSTODIAN_TARGET_DIR/release/migraine-pulse-custodian

export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
# Queries are checked against the committed .sqlx, so that a build needs no database.
export SQLX_OFFLINE=true
# The project's Tailwind and wasm-opt come before any that the machine has; rustup's folder comes
# last, for shells that were not told about it.
export PATH=$PROJECT_ROOT/style/node_modules/.bin:$TOOLS/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin

say() { printf '\n==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }

fail() {
    printf '\nerror: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# A toolchain that scripts/lib/toolchain.sh had to put together is used by every script.
TOOLCHAIN_NAME=migraine-pulse
use_toolchain() {
    if [[ -e $CACHE/toolchain/ready ]]; then export RUSTUP_TOOLCHAIN=$TOOLCHAIN_NAME; fi
}
use_toolchain
