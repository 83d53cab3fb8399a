# shellcheck shell=bash
# The key custodian's Worker: what building it and running it on this machine need, and the build.
# Source npm.sh, tools.sh, processes.sh and ports.sh before.

WORKER=custodian/worker
WORKER_BUILD_VERSION=0.8.7

worker_build_fits() {
    [[ $(worker-build --version 2>/dev/null || true) == "$WORKER_BUILD_VERSION" ]]
}

# worker-build would fetch three programs from hosts of its own; it is given ours.
install_worker_tools() {
    install_npm_parts "$WORKER"
    hash -r
    ensure_wasm_bindgen
    if ! worker_build_fits; then
        say "installing worker-build $WORKER_BUILD_VERSION (once per machine, 2 to 4 minutes)"
        install_tool worker-build "$WORKER_BUILD_VERSION" --locked
    fi
    rm -rf "$CACHE/tools-build"
    hash -r
}

# worker_is_built: nothing that it is made of has changed since.
worker_is_built() {
    local custodian=$PROJECT_ROOT/custodian built=$PROJECT_ROOT/$WORKER/build/index_bg.wasm
    [[ -e $built && -z $(find "$custodian"/Cargo.{toml,lock} "$custodian/core" "$custodian/worker/src" \
        "$custodian"/worker/{Cargo.toml,package-lock.json} "$PROJECT_ROOT/scripts/lib/worker.sh" \
        -type f -newer "$built" -print -quit) ]]
}

# build_worker: into custodian/worker/build.
build_worker() {
    local parts=$PROJECT_ROOT/$WORKER/node_modules/.bin
    local locked
    locked=$(locked_wasm_bindgen "$PROJECT_ROOT/custodian/Cargo.lock")
    [[ $locked == "$(locked_wasm_bindgen)" ]] ||
        fail "both workspaces must have the same wasm-bindgen; the custodian has $locked"
    if worker_is_built; then return 0; fi
    attended env --chdir="$PROJECT_ROOT/$WORKER" \
        WASM_BINDGEN_BIN="$(command -v wasm-bindgen)" \
        WASM_OPT_BIN="$parts/wasm-opt" ESBUILD_BIN="$parts/esbuild" \
        worker-build --release
}

# with_worker COMMAND...: runs a program of the conformance crate with an address and the command that
# starts the built Worker there.
with_worker() {
    local port folder status=0
    port=$(free_ports 1)
    folder=$(mktemp -d)
    attended env CUSTODIAN_FILES="$folder" "$@" "http://127.0.0.1:$port" "$PROJECT_ROOT/$WORKER/run-local" "127.0.0.1:$port" "$folder" ||
        status=$?
    if ((status != 0)); then tail -n 20 "$folder/log" >&2 || true; fi
    rm -rf "$folder"
    return "$status"
}
