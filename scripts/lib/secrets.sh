# shellcheck shell=bash
# Secrets of a development stack: made once, kept in files that only their owner may read.

# make_secret FILE: 32 random bytes as 64 hexadecimal digits.
make_secret() {
    [[ ! -s $1 ]] || return 0
    write_private "$1" "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"
}

# write_private FILE TEXT
write_private() {
    (
        umask 077
        printf '%s\n' "$2" >"$1.new"
        mv "$1.new" "$1"
    )
}

make_secrets() {
    (umask 077 && mkdir -p "$1")
    make_secret "$1/client_secret"
    make_secret "$1/lookup_key"
    make_secret "$1/wrapping_key"
}
