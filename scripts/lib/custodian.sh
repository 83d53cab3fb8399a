# shellcheck shell=bash
# The key custodian of a stack: a process of its own with its own folder and its own secrets.
#
# custody/ holds all of it: custodian.toml, secrets.toml (root key and signing key), recovery/, store/.
# The application knows its address, its public key and a signing key of its own, nothing of the folder.
# A stack that began with the embedded custodian goes on with it: its diaries could not be opened otherwise.
# CUSTODIAN=embedded begins so.

CUSTODIAN=${CUSTODIAN:-remote}

CUSTODIAN_ISSUERS=

# trust_issuer ISSUER AUDIENCE JWKS_ADDRESS: one more issuer whose identities the custodian believes.
trust_issuer() {
    CUSTODIAN_ISSUERS+=$(printf '\n[[custody.issuers]]\nissuer = "%s"\naudiences = ["%s"]\njwks_address = "%s"\n' "$@")
    CUSTODIAN_ISSUERS+=$'\n'
}

uses_embedded_keys() { [[ $CUSTODIAN == embedded || -e $STACK/custodian/root.key ]]; }

# The application's key: the private half among the application's secrets, the public one here.
make_custody_key() {
    local home=$1 secret=$STACK/secrets/custody_key
    if [[ ! -s $home/app_key || ! -s $secret ]]; then
        rm -f "$secret" "$home/app_key"
        write_private "$home/app_key" "$("$CUSTODIAN_PROGRAM" make-key "$secret")"
    fi
}

write_custodian_settings() {
    local home=$1 port=$2
    write_private "$home/custodian.toml" "
[server]
listen = \"127.0.0.1:$port\"
folder = \"$home/store\"
secrets_file = \"$home/secrets.toml\"
log = \"warn\"

[custody]
authorities = [\"127.0.0.1:$port\"]
addresses = [\"127.0.0.1/32\"]

[[custody.app_keys]]
id = \"app-1\"
key = \"$(cat "$home/app_key")\"
$CUSTODIAN_ISSUERS
[custody.limits]
user_leases_per_minute = ${CUSTODIAN_USER_LEASES:-60}
key_calls_per_minute = ${CUSTODIAN_KEY_CALLS:-600}
users_per_five_minutes = ${CUSTODIAN_USERS:-200}
"
}

# start_custodian PORT
start_custodian() {
    local port=$1 home=$STACK/custody trusted
    if uses_embedded_keys; then
        [[ ! -e $home/secrets.toml ]] ||
            fail "this folder's diaries were begun with the key custodian of its own: start without CUSTODIAN=embedded, or make reset"
        note "the embedded key custodian keeps both halves of every key; make reset begins anew with one of its own"
        return 0
    fi
    (umask 077 && mkdir -p "$home")
    if [[ ! -s $home/secrets.toml ]]; then
        rm -rf "$home/recovery"
        "$CUSTODIAN_PROGRAM" ceremony --secrets "$home/secrets.toml" --recovery "$home/recovery" >/dev/null
    fi
    make_custody_key "$home"
    write_custodian_settings "$home" "$port"
    launch "$STACK/run/custodian.pid" "$STACK/log/custodian.log" \
        "$CUSTODIAN_PROGRAM" serve --config "$home/custodian.toml"
    wait_for "http://127.0.0.1:$port/v1/status" custodian 15 "the key custodian"
    trusted=$("$CUSTODIAN_PROGRAM" identify --secrets "$home/secrets.toml" | sed -n 's/^custodian key: //p')
    export MIGRAINE_PULSE__CUSTODIAN__KIND=remote
    export MIGRAINE_PULSE__CUSTODIAN__ADDRESS=http://127.0.0.1:$port
    export MIGRAINE_PULSE__CUSTODIAN__KEY_ID=app-1
    export MIGRAINE_PULSE__CUSTODIAN__TRUSTED_KEY=$trusted
    export MIGRAINE_PULSE__CUSTODIAN__SIGNING_KEY_FILE=$STACK/secrets/custody_key
}
