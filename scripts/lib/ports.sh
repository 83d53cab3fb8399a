# shellcheck shell=bash
# Loopback ports: whether one is free, and free ones for tests.

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_port PORT VARIABLE WHAT
require_port() {
    [[ $1 =~ ^[0-9]+$ ]] || fail "$2 must be a port number, not '$1'"
    port_is_free "$1" ||
        fail "port $1 for $3 is taken by another program. Choose another: make run $2=4000"
}

# free_ports COUNT: one line with that many different ports. They are held until all are known.
free_ports() {
    node -e '
        const { createServer } = require("node:net");
        const servers = Array.from({ length: Number(process.argv[1]) }, () => createServer());
        let open = 0;
        const done = () => {
            console.log(servers.map((server) => server.address().port).join(" "));
            for (const server of servers) server.close();
        };
        for (const server of servers) {
            server.listen(0, "127.0.0.1", () => { open += 1; if (open === servers.length) done(); });
        }' "$1"
}
