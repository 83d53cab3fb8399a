# shellcheck shell=bash
# The compiler: a stable Rust that can also compile for the browser.
#
# The usual way is rustup's own download. Where only package registries can be reached, a second
# toolchain is put together from Debian's compiler for web browsers: its packages are unpacked into
# the cache folder (no right to install anything is needed), the standard library is compiled for
# wasm32 from its sources, and rustup is told about the result. Takes about a minute, once.

WASM_TARGET=wasm32-unknown-unknown
OLDEST_RUSTC=95

has_wasm_target() {
    compgen -G "$(rustc --print sysroot)/lib/rustlib/$WASM_TARGET/lib/libstd-*.rlib" >/dev/null
}

ensure_toolchain() {
    have rustc && have cargo || fail "Rust is needed. Install rustup with a stable toolchain first."
    if ! has_wasm_target; then
        say "adding the wasm32 target to the Rust toolchain"
        if ! { have rustup && rustup target add "$WASM_TARGET"; }; then
            note "rustup could not download it; putting it together from Debian's packages"
            assemble_toolchain
        fi
    fi
    (($(rustc_minor) >= OLDEST_RUSTC)) ||
        fail "rustc 1.$OLDEST_RUSTC or newer is needed; this is $(rustc --version). Run: rustup update stable"
}

# The parts that only `make test` needs; a minimal rustup installation lacks them.
ensure_lint_tools() {
    cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return 0
    say "adding rustfmt and clippy to the Rust toolchain"
    rustup component add rustfmt clippy ||
        fail "rustfmt and clippy are missing, and rustup could not download them."
}

assemble_toolchain() {
    local home=$CACHE/toolchain
    have rustup || fail "rustup is needed to use a toolchain for wasm32."
    have dpkg && have apt-get || fail "The wasm32 target is missing: rustup target add $WASM_TARGET"
    rm -rf "$home"
    mkdir -p "$home/packages" "$home/root"
    download_debian_compiler "$home/packages"
    local package
    for package in "$home"/packages/*.deb; do dpkg -x "$package" "$home/root"; done
    complete_sysroot "$home/root/usr"
    rustup toolchain link "$TOOLCHAIN_NAME" "$home/root/usr"
    export RUSTUP_TOOLCHAIN=$TOOLCHAIN_NAME
    compile_standard_library "$home"
    rm -rf "$home/packages"
    touch "$home/ready"
}

# `apt-get download` needs no rights, but the package lists must be there.
download_debian_compiler() {
    local standard_library
    refresh_package_lists_for rustc-web
    standard_library=$(apt-cache depends libstd-rust-web-dev | awk '/Depends: libstd-rust-web-/ { print $2; exit }')
    (
        cd "$1" || exit 1
        apt-get download -o APT::Sandbox::User=root rustc-web libstd-rust-web-dev "$standard_library" \
            rust-web-src rust-web-clippy rustfmt-web lld-22 libllvm22
    ) || fail "Neither rustup nor Debian could deliver a compiler for wasm32. Run: rustup target add $WASM_TARGET"
}

# refresh_package_lists_for PACKAGE: only when Debian's lists do not know the package yet.
refresh_package_lists_for() {
    apt-cache show "$1" >/dev/null 2>&1 && return 0
    if ((EUID == 0)); then
        apt-get update -q
    elif sudo -n true 2>/dev/null; then
        sudo -n apt-get update -q
    fi
}

# What rustup and rustc expect in a toolchain but Debian lays out differently.
complete_sysroot() {
    local usr=$1 host libraries library linker
    libraries=$(dirname "$(find "$usr/lib" -name 'librustc_driver-*.so' -print -quit)")
    for library in "$libraries"/*.so*; do
        ln -sf "$(basename "$libraries")/$(basename "$library")" "$usr/lib/"
    done
    host=$(LD_LIBRARY_PATH=$usr/lib "$usr/bin/rustc" -vV | sed -n 's/^host: //p')
    linker=$usr/lib/rustlib/$host/bin/rust-lld
    mkdir -p "$(dirname "$linker")"
    cat >"$linker" <<SCRIPT
#!/bin/sh
LD_LIBRARY_PATH='$usr/lib' exec '$usr/lib/llvm-22/bin/lld' "\$@"
SCRIPT
    chmod +x "$linker"
    # The same cargo as before; rustup would otherwise pick any that it has.
    ln -sf "$(rustup which cargo)" "$usr/bin/cargo"
}

compile_standard_library() {
    local home=$1 sample=$1/sample libraries
    libraries=$home/root/usr/lib/rustlib/$WASM_TARGET/lib
    mkdir -p "$sample/src" "$libraries"
    touch "$sample/src/lib.rs"
    printf '[package]\nname = "sample"\nversion = "0.1.0"\nedition = "2024"\n' >"$sample/Cargo.toml"
    # The switch lets a stable cargo compile the standard library.
    (
        cd "$sample" || exit 1
        RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$sample/target \
            cargo build --release -Zbuild-std=std,panic_abort --target "$WASM_TARGET" 9>&-
    )
    cp "$sample/target/$WASM_TARGET/release/deps/"*.rlib "$libraries/"
    rm -rf "$libraries"/libsample-*.rlib "$sample"
}
