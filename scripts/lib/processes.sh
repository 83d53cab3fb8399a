# shellcheck shell=bash
# Starting helpers so that they can be stopped for sure, and nothing else with them.
#
# Every helper runs in a session of its own: Ctrl-C in the terminal reaches only the script, which
# then stops its helpers in the right order. A pid is remembered together with the moment at which
# the process started, so that a number that the system has given to somebody else is never signalled.

# start_of PID: when the process started, in clock ticks since boot; nothing when it is gone.
start_of() {
    local line
    local -a fields
    line=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    # The name in brackets may hold blanks: count the fields behind it.
    line=${line##*) }
    read -r -a fields <<<"$line"
    printf '%s' "${fields[19]}"
}

# launch PIDFILE LOG COMMAND...: starts the command in the background.
launch() {
    local pid_file=$1 log=$2 pid
    shift 2
    mkdir -p "$(dirname "$pid_file")" "$(dirname "$log")"
    setsid "$@" </dev/null >>"$log" 2>&1 9>&- &
    pid=$!
    # Otherwise bash would comment on its end.
    disown "$pid"
    printf '%s %s\n' "$pid" "$(start_of "$pid")" >"$pid_file"
}

# pid_in PIDFILE: the pid when that very process still lives, nothing otherwise.
pid_in() {
    local pid started
    [[ -s $1 ]] || return 0
    read -r pid started <"$1" || return 0
    if [[ -n $started && $(start_of "$pid") == "$started" ]] && ! is_gone "$pid"; then
        printf '%s' "$pid"
    fi
}

# is_gone PID: also true for a process that has ended and only waits to be collected.
is_gone() {
    local state
    state=$(sed -E 's/.*\) (.).*/\1/' "/proc/$1/stat" 2>/dev/null) || return 0
    [[ -z $state || $state == Z ]]
}

# halt PIDFILE [SECONDS]: asks the process to end, and after that time makes it end.
halt() {
    local pid patience=${2:-10} tenths
    pid=$(pid_in "$1")
    rm -f "$1"
    [[ -n $pid ]] || return 0
    kill -TERM "$pid" 2>/dev/null || return 0
    for ((tenths = 0; tenths < patience * 10; tenths++)); do
        if is_gone "$pid"; then return 0; fi
        sleep 0.1
    done
    warn "process $pid did not end within $patience s and is killed"
    kill -KILL -- "-$pid" 2>/dev/null || true
}

ATTENDED=
# attended COMMAND...: runs a long command so that a signal to the script stops it at once. (Bash
# handles signals only after a foreground command has ended.)
attended() {
    local status=0
    setsid "$@" </dev/null 9>&- &
    ATTENDED=$!
    wait "$ATTENDED" || status=$?
    ATTENDED=
    return "$status"
}

# Call first in a clean-up handler.
halt_attended() {
    if [[ -n $ATTENDED ]]; then
        kill -TERM -- "-$ATTENDED" 2>/dev/null || true
        wait "$ATTENDED" 2>/dev/null || true
        ATTENDED=
    fi
}
