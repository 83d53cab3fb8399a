# shellcheck shell=bash
# The browser for the browser tests: Debian's chromium.

export MIGRAINE_PULSE_CHROMIUM=${MIGRAINE_PULSE_CHROMIUM:-/usr/bin/chromium}

ensure_browser() {
    [[ ! -x $MIGRAINE_PULSE_CHROMIUM ]] || return 0
    local advice="The browser tests need chromium. Debian: apt install chromium (or set MIGRAINE_PULSE_CHROMIUM)."
    have apt-get || fail "$advice"
    local -a as_root=()
    if ((EUID != 0)); then
        sudo -n true 2>/dev/null || fail "$advice"
        as_root=(sudo -n)
    fi
    say "installing chromium for the browser tests"
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium
    [[ -x $MIGRAINE_PULSE_CHROMIUM ]] || fail "$advice"
}
