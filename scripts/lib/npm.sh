# shellcheck shell=bash
# npm parts: installed from their lock file when the lock is newer than what is installed.

require_node() {
    have node && have npm || fail "Node.js 20 or newer with npm is needed. Debian: apt install nodejs npm"
    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    ((major >= 20)) || fail "Node.js 20 or newer is needed; this is $(node --version)"
}

# install_npm_parts FOLDER (relative to the project)
install_npm_parts() {
    local folder=$PROJECT_ROOT/$1
    local stamp=$folder/node_modules/.package-lock.json
    if [[ -e $stamp && ! $folder/package-lock.json -nt $stamp ]]; then
        return 0
    fi
    say "installing the npm parts of $1"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error 9>&-)
    touch "$stamp"
}
