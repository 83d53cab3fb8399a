# shellcheck shell=bash
# A second application beside a stack, whose provider is a Supabase project: the stand-in of
# end2end/supabase-double. For the browser tests. Needs a prepared stack with its database.

# start_supabase PORT PROJECT_PORT: says where both are in SUPABASE_BASE_URL and SUPABASE_PROJECT_URL.
start_supabase() {
    local port=$1 project_port=$2 card
    export SUPABASE_BASE_URL=http://127.0.0.1:$port
    export SUPABASE_PROJECT_URL=http://127.0.0.1:$project_port
    # Every browser test signs in, and all of them come from one address.
    PORT=$project_port SUPABASE_SITE_URL=$SUPABASE_BASE_URL \
        SUPABASE_REDIRECT_URI=$SUPABASE_BASE_URL/auth/callback SUPABASE_RATE_LIMIT=100000 \
        launch "$STACK/run/supabase.pid" "$STACK/log/supabase.log" \
        node "$PROJECT_ROOT/end2end/supabase-double/main.js"
    card=$SUPABASE_PROJECT_URL/double/card
    wait_for "$card" supabase 15 "the stand-in for Supabase"
    start_supabase_app "$port" "$(curl --silent --fail --max-time 5 --noproxy '*' "$card")"
}

# start_supabase_app PORT CARD
start_supabase_app() {
    local port=$1 card=$2
    (
        unset MIGRAINE_PULSE__IDENTITY__CLIENT_SECRET_FILE MIGRAINE_PULSE__IDENTITY__ISSUER
        about() { node -p 'JSON.parse(process.argv[1])[process.argv[2]]' "$card" "$1"; }
        export MIGRAINE_PULSE__SERVER__LISTEN=127.0.0.1:$port
        export MIGRAINE_PULSE__SERVER__PUBLIC_ORIGIN=$SUPABASE_BASE_URL
        export MIGRAINE_PULSE__IDENTITY__PROFILE=supabase
        export MIGRAINE_PULSE__IDENTITY__SUPABASE_URL=$SUPABASE_PROJECT_URL
        export MIGRAINE_PULSE__IDENTITY__SUPABASE_LOGIN_PROVIDERS=google,github
        export MIGRAINE_PULSE__CUSTODIAN__KIND=embedded
        export MIGRAINE_PULSE__CUSTODIAN__FOLDER=$STACK/custodian-supabase
        export LEPTOS_SITE_ADDR=127.0.0.1:$port
        MIGRAINE_PULSE__IDENTITY__SUPABASE_PUBLISHABLE_KEY=$(about publishable_key)
        MIGRAINE_PULSE__IDENTITY__SUPABASE_SECRET_KEY=$(about secret_key)
        MIGRAINE_PULSE__IDENTITY__CLIENT_ID=$(about client_id)
        MIGRAINE_PULSE__IDENTITY__CLIENT_SECRET=$(about client_secret)
        export MIGRAINE_PULSE__IDENTITY__SUPABASE_PUBLISHABLE_KEY MIGRAINE_PULSE__IDENTITY__CLIENT_ID
        export MIGRAINE_PULSE__IDENTITY__SUPABASE_SECRET_KEY MIGRAINE_PULSE__IDENTITY__CLIENT_SECRET
        launch "$STACK/run/supabase-app.pid" "$STACK/log/supabase-app.log" "$APP" serve
    )
    wait_for "$SUPABASE_BASE_URL/health/ready" supabase-app 30 "the application beside Supabase"
}

stop_supabase() {
    [[ -n $STACK ]] || return 0
    halt "$STACK/run/supabase-app.pid" 25
    halt "$STACK/run/supabase.pid" 5
}
