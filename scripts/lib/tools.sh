# shellcheck shell=bash
# Build tools that come from the crate registry: cargo-leptos and wasm-bindgen.
#
# An installed one that fits is used, wherever it is on PATH. To move to another version, change it
# here (cargo-leptos) or pin another wasm-bindgen in Cargo.toml.

rustc_minor() { rustc --version | sed -E 's/^rustc 1\.([0-9]+)\..*/\1/'; }

# cargo-leptos 0.3.11 does not compile with a rustc before 1.96; both build this project.
wanted_cargo_leptos() {
    if (($(rustc_minor) >= 96)); then echo 0.3.11; else echo 0.3.10; fi
}

cargo_leptos_fits() {
    case $(cargo-leptos --version 2>/dev/null || true) in
        'cargo-leptos 0.3.10' | 'cargo-leptos 0.3.11') return 0 ;;
        *) return 1 ;;
    esac
}

# The command line tool and the crate must have the very same version.
# locked_wasm_bindgen [LOCK FILE]
locked_wasm_bindgen() {
    awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' \
        "${1:-$PROJECT_ROOT/Cargo.lock}"
}

wasm_bindgen_fits() {
    [[ $(wasm-bindgen --version 2>/dev/null || true) == "wasm-bindgen $(locked_wasm_bindgen)" ]]
}

# install_tool CRATE VERSION OPTIONS...: from the cache folder, so that the project's own compiler
# flags do not apply; what was compiled survives an interruption.
install_tool() {
    local crate=$1 version=$2
    shift 2
    mkdir -p "$TOOLS"
    # Optimising a build tool takes longer than it will ever save.
    (
        cd "$CACHE" || exit 1
        CARGO_TARGET_DIR=$CACHE/tools-build CARGO_PROFILE_RELEASE_LTO=off \
            CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
            cargo install "$crate" --version "=$version" --root "$TOOLS" --force "$@" 9>&-
    )
}

ensure_wasm_bindgen() {
    if ! wasm_bindgen_fits; then
        say "installing wasm-bindgen $(locked_wasm_bindgen) (once per version, about 2 minutes)"
        # Without --locked: its lock file names versions that a registry mirror may not have yet.
        install_tool wasm-bindgen-cli "$(locked_wasm_bindgen)"
    fi
}

install_build_tools() {
    hash -r
    if ! cargo_leptos_fits; then
        say "installing cargo-leptos $(wanted_cargo_leptos) (once per machine, 5 to 10 minutes)"
        install_tool cargo-leptos "$(wanted_cargo_leptos)" \
            --locked --no-default-features --features no_downloads
    fi
    ensure_wasm_bindgen
    rm -rf "$CACHE/tools-build"
}
