# shellcheck shell=bash
# The parts of a running MigrainePulse: Postgres, the development identity provider, the key custodian, the
# application.
#
# A stack lives in one folder: postgres/, secrets/ (of the application), custody/ (of the key custodian and
# nobody else), log/, run/ (process numbers). `make run`
# keeps its in var/; the tests use a temporary one. Call prepare_stack first, then start what is needed,
# and stop_stack in the clean-up handler.

source "$PROJECT_ROOT/scripts/lib/processes.sh"
source "$PROJECT_ROOT/scripts/lib/ports.sh"
source "$PROJECT_ROOT/scripts/lib/secrets.sh"
source "$PROJECT_ROOT/scripts/lib/custodian.sh"

STACK=
APP=$CARGO_TARGET_DIR/release/migraine-pulse
DEMO_SUBJECT=demo-patient
DEMO_EMAIL=demo@migrainepulse.example

# prepare_stack FOLDER PORT IDENTITY_PORT
prepare_stack() {
    STACK=$1
    STACK_PORT=$2
    STACK_IDENTITY_PORT=$3
    mkdir -p "$STACK/log" "$STACK/run"
    make_secrets "$STACK/secrets"
    export_settings
}

export_settings() {
    local secrets=$STACK/secrets
    export MIGRAINE_PULSE__SERVER__LISTEN=127.0.0.1:$STACK_PORT
    export MIGRAINE_PULSE__SERVER__PUBLIC_ORIGIN=http://127.0.0.1:$STACK_PORT
    export MIGRAINE_PULSE__DATABASE__URL_FILE=$secrets/database_url
    export MIGRAINE_PULSE__DATABASE__MIGRATION_URL_FILE=$secrets/migration_url
    export MIGRAINE_PULSE__IDENTITY__ISSUER=http://127.0.0.1:$STACK_IDENTITY_PORT/auth/v1
    export MIGRAINE_PULSE__IDENTITY__CLIENT_SECRET_FILE=$secrets/client_secret
    export MIGRAINE_PULSE__IDENTITY__LOOKUP_KEY_FILE=$secrets/lookup_key
    export MIGRAINE_PULSE__ENCRYPTION__WRAPPING_KEY_FILE=$secrets/wrapping_key
    export MIGRAINE_PULSE__CUSTODIAN__FOLDER=$STACK/custodian
    export LEPTOS_SITE_ROOT=$CARGO_TARGET_DIR/site
    export LEPTOS_SITE_ADDR=127.0.0.1:$STACK_PORT
    export LEPTOS_ENV=PROD
}

# start_postgres OPTIONS...: see scripts/postgres.
start_postgres() {
    local postgres=$PROJECT_ROOT/scripts/postgres
    "$postgres" start "$STACK/postgres" "$@" 9>&-
    write_private "$STACK/secrets/database_url" "$("$postgres" url "$STACK/postgres" app)"
    write_private "$STACK/secrets/migration_url" "$("$postgres" url "$STACK/postgres" owner)"
}

# start_identity [MORE CALLBACK ADDRESSES]
start_identity() {
    local origin=$MIGRAINE_PULSE__SERVER__PUBLIC_ORIGIN
    IDENTITY_PORT=$STACK_IDENTITY_PORT \
        IDENTITY_CLIENT_SECRET_FILE=$STACK/secrets/client_secret \
        IDENTITY_KEY_FILE=$STACK/secrets/identity_keys.json \
        IDENTITY_REDIRECT_URIS="$origin/auth/callback $*" \
        IDENTITY_LOGOUT_URIS="$origin/" \
        launch "$STACK/run/identity.pid" "$STACK/log/identity.log" \
        node "$PROJECT_ROOT/scripts/identity-provider/source/main.js"
    wait_for "http://127.0.0.1:$STACK_IDENTITY_PORT/health" identity 15 "the identity provider"
}

prepare_database() {
    attended "$APP" migrate
    attended "$APP" seed-demo --subject "$DEMO_SUBJECT" --email "$DEMO_EMAIL"
}

start_app() {
    launch "$STACK/run/app.pid" "$STACK/log/app.log" "$APP" serve
    wait_for "$MIGRAINE_PULSE__SERVER__PUBLIC_ORIGIN/health/ready" app 30 "the application"
}

# wait_for ADDRESS NAME SECONDS WHAT: until it answers well; says why not, with the end of its log.
wait_for() {
    local address=$1 name=$2 seconds=$3 what=$4 tenths
    for ((tenths = 0; tenths < seconds * 5; tenths++)); do
        if curl --silent --fail --max-time 5 --noproxy '*' --output /dev/null "$address"; then return 0; fi
        if [[ -z $(pid_in "$STACK/run/$name.pid") ]]; then break; fi
        sleep 0.2
    done
    show_log "$name"
    fail "$what did not start; its whole log is $STACK/log/$name.log"
}

show_log() {
    printf '\n--- last lines of %s.log\n' "$1" >&2
    tail -n 15 "$STACK/log/$1.log" >&2 || true
}

# dead_part: prints which part has died, if any.
dead_part() {
    local name
    for name in app identity custodian; do
        # Where the custodian is inside of the application, there is no process to look for.
        if [[ $name == custodian && ! -e $STACK/run/custodian.pid ]]; then continue; fi
        if [[ -z $(pid_in "$STACK/run/$name.pid") ]]; then
            printf '%s' "$name"
            return 0
        fi
    done
    "$PROJECT_ROOT/scripts/postgres" alive "$STACK/postgres" 9>&- || printf 'postgres'
}

# The application first: it may still have requests to finish that need the others.
stop_stack() {
    [[ -n $STACK ]] || return 0
    halt_attended
    halt "$STACK/run/app.pid" 25
    halt "$STACK/run/custodian.pid" 10
    halt "$STACK/run/identity.pid" 5
    if [[ -e $STACK/postgres/place ]]; then
        "$PROJECT_ROOT/scripts/postgres" stop "$STACK/postgres" 9>&- || warn "Postgres could not be stopped"
    fi
}
