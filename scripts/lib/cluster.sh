# shellcheck shell=bash
# Where a private cluster lies, who runs it, and how it is made.
#
# A cluster is named by a folder, DIR. Postgres refuses to run as root: then it runs as `postgres` (or
# `nobody`), who must be able to reach its files. So the files lie in DIR/cluster where that user may
# go there, and elsewhere otherwise; DIR/place says where. A mark in that place tells our clusters
# from all others: a place without it is never started, stopped or removed.

MARK=made-by-migraine-pulse
SOCKET_NAME=.s.PGSQL.5432
SOCKET_PATH_LIMIT=107
ROLES_VERSION=1

server_user() {
    if ((EUID != 0)); then
        id -un
    elif getent passwd postgres >/dev/null; then
        echo postgres
    else
        echo nobody
    fi
}

# as_server COMMAND...: as the user that the server runs as, in a folder that anybody may enter.
as_server() {
    if ((EUID != 0)); then
        (cd / && exec "$@" 9>&-)
        return
    fi
    local user
    user=$(server_user)
    (cd / && exec env HOME=/ setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@" 9>&-)
}

# new_folder PATH: only the server's user may look inside.
new_folder() {
    mkdir -m 700 "$1"
    if ((EUID == 0)); then chown "$(server_user)" "$1"; fi
}

place_of() {
    if [[ -s $1/place ]]; then cat "$1/place"; fi
}

is_ours() { [[ -n $1 && -e $1/$MARK ]]; }

# make_place DIR: prints the folder of the cluster, made when it is not there.
make_place() {
    local dir=$1 place
    place=$(place_of "$dir")
    if [[ -n $place && -d $place ]]; then
        is_ours "$place" || fail "$place was not made by this project; it is left alone"
        printf '%s' "$place"
        return
    fi
    [[ -z $place ]] || warn "the database folder $place is gone; starting with an empty one"
    mkdir -p "$dir"
    if ((EUID == 0)); then chmod go+x "$dir"; fi
    if as_server test -x "$dir"; then
        place=$dir/cluster
        [[ ! -e $place ]] || fail "$place is in the way and was not made by this project"
        new_folder "$place"
    else
        place=$(outside_place)
    fi
    touch "$place/$MARK"
    printf '%s\n' "$place" >"$dir/place"
    printf '%s' "$place"
}

outside_place() {
    local parent place
    for parent in /var/lib /var/tmp /tmp; do
        [[ -w $parent ]] && as_server test -x "$parent" || continue
        place=$(mktemp -d "$parent/migraine-pulse-XXXXXXXX")
        chown "$(server_user)" "$place"
        printf '%s' "$place"
        return
    done
    fail "no folder was found in which the database server may write"
}

# socket_folder DIR PLACE: short enough, plain enough for a URL, closed to everybody else.
socket_folder() {
    local folder=$2/socket parent digest
    if ((${#folder} + ${#SOCKET_NAME} + 1 > SOCKET_PATH_LIMIT)) || [[ ! $folder =~ ^[A-Za-z0-9/._-]+$ ]]; then
        digest=$(printf '%s' "$1" | sha256sum | cut -c 1-16)
        parent=${TMPDIR:-/tmp}
        if ((${#parent} > 60)) || [[ ! $parent =~ ^[A-Za-z0-9/._-]+$ ]] || ! as_server test -x "$parent"; then
            parent=/tmp
        fi
        folder=${parent%/}/migraine-pulse-$digest
    fi
    printf '%s' "$folder"
}

make_socket_folder() {
    [[ -d $1 ]] || new_folder "$1"
    [[ $(stat -c %U "$1") == "$(server_user)" && ! -L $1 ]] ||
        fail "the socket folder $1 belongs to somebody else"
    as_server chmod 700 "$1"
}

# server_binaries PLACE: a bin folder that the server's user can run and that fits the data.
server_binaries() {
    local place=$1 major='' folder
    if [[ -s $place/data/PG_VERSION ]]; then major=$(cat "$place/data/PG_VERSION"); fi
    folder=$(find_postgres "$major")
    if [[ -z $folder ]]; then
        [[ -z $major ]] || fail "The data were written by Postgres $major, which is not installed. Debian: apt install postgresql-$major (or drop the data: make reset)"
        fail "no Postgres server was found. Run: scripts/setup --database"
    fi
    if as_server test -x "$folder/postgres"; then
        printf '%s' "$folder"
        return
    fi
    # The npm package lies where the server's user may not go.
    if [[ ! -d $place/binaries ]]; then
        cp -a "$(dirname "$folder")" "$place/binaries.new"
        chmod -R go+rX "$place/binaries.new"
        mv "$place/binaries.new" "$place/binaries"
    fi
    printf '%s' "$place/binaries/bin"
}

# make_data PLACE BINARIES: under another name until it is complete, so that an interruption leaves
# nothing half-made.
make_data() {
    local place=$1 binaries=$2 data=$1/data.new
    rm -rf "$data"
    as_server "$binaries/initdb" -D "$data" --username=postgres --auth=trust \
        --encoding=UTF8 --no-locale --no-sync </dev/null >>"$place/log" 2>&1 ||
        fail "the database could not be made; see $place/log"
    printf 'local all all trust\n' | as_server tee "$data/pg_hba.conf" >/dev/null
    echo "include 'migraine-pulse.conf'" | as_server tee -a "$data/postgresql.conf" >/dev/null
    as_server touch "$data/migraine-pulse.conf"
    make_roles "$place" "$binaries" "$data"
    as_server sync -f "$data"
    as_server mv "$data" "$place/data"
}

# Without a client, and before anybody can connect. Each line is one statement.
# The owner inherits: that is how the owner of a database may write into its schema `public`.
make_roles() {
    local place=$1 binaries=$2 data=$3
    {
        echo "create role migraine_pulse_owner login nobypassrls;"
        echo "create role migraine_pulse_janitor nologin nobypassrls noinherit;"
        echo "create role migraine_pulse_app login nobypassrls noinherit;"
        echo "grant migraine_pulse_janitor to migraine_pulse_app;"
        echo "create database migraine_pulse owner migraine_pulse_owner;"
    } | as_server "$binaries/postgres" --single -D "$data" -c exit_on_error=true postgres \
        >>"$place/log" 2>&1 || fail "the database roles could not be made; see $place/log"
    echo "$ROLES_VERSION" | as_server tee "$data/migraine-pulse.roles" >/dev/null
}

# write_settings DATA SOCKET KIND: kind is durable, throwaway or bench.
write_settings() {
    local data=$1 socket=$2 kind=$3
    {
        echo "# Written at every start."
        echo "listen_addresses = ''"
        echo "port = 5432"
        echo "unix_socket_directories = '$socket'"
        echo "unix_socket_permissions = 0700"
        # Statement texts and parameters stay out of the log.
        echo "log_min_error_statement = panic"
        echo "log_parameter_max_length_on_error = 0"
        echo "password_encryption = scram-sha-256"
        if [[ $kind == durable ]]; then
            echo "max_connections = 50"
        else
            echo "max_connections = 300"
        fi
        if [[ $kind == throwaway ]]; then
            echo "fsync = off"
            echo "synchronous_commit = off"
            echo "full_page_writes = off"
        fi
    } | as_server tee "$data/migraine-pulse.conf" >/dev/null
}
