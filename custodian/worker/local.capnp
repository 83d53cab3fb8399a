# The Worker on this machine, without Cloudflare. Settings and secrets come from the environment; the
# address and the folder of the objects from the command line: see run-local.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "custodian", worker = .custodian ),
    ( name = "objects", disk = ( writable = true ) ),
    # An identity provider may run on this machine, too.
    ( name = "internet", network = (
        allow = ["public", "private"],
        tlsOptions = ( trustBrowserCas = true )
    ) ),
  ],
  sockets = [ ( name = "http", http = (), service = "custodian" ) ],
);

const custodian :Workerd.Worker = (
  modules = [
    ( name = "index.js", esModule = embed "build/index.js" ),
    ( name = "index_bg.wasm", wasm = embed "build/index_bg.wasm" ),
  ],
  compatibilityDate = "2026-11-01",
  bindings = [
    ( name = "CUSTODIAN_SETTINGS", fromEnvironment = "CUSTODIAN_SETTINGS" ),
    ( name = "CUSTODIAN_SECRETS", fromEnvironment = "CUSTODIAN_SECRETS" ),
    # No edge stands in front that would tell who calls.
    ( name = "CUSTODIAN_CALLER", text = "connection" ),
    ( name = "GATE", durableObjectNamespace = "Gate" ),
    ( name = "VAULT", durableObjectNamespace = "Vault" ),
  ],
  durableObjectNamespaces = [
    ( className = "Gate", uniqueKey = "migraine-pulse-custodian-gate", enableSql = true ),
    ( className = "Vault", uniqueKey = "migraine-pulse-custodian-vault", enableSql = true ),
  ],
  durableObjectStorage = ( localDisk = "objects" ),
  globalOutbound = "internet",
);
