//! Which addresses of the network a provider may not have: those that lie inside ours.
//!
//! A name that resolves to an internal address could make the server ask its own neighbours. Ranges after
//! the IANA special-purpose registries (RFC 6890 and its successors).

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The name leads to an internal address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name leads to an internal address")]
pub struct InternalAddress;

/// Whether an address is not one of the open network.
#[must_use]
pub fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_internal_v4(address),
        IpAddr::V6(address) => is_internal_v6(address),
    }
}

fn is_internal_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second))
}

fn is_internal_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_internal_v4(mapped);
    }
    let parts = address.segments();
    // Addresses that carry one of version 4: translation (64:ff9b::/96) and 6to4 (2002::/16).
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_internal_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            return inner(high, low);
        }
        _ => {}
    }
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || (parts[0] & 0xfe00) == 0xfc00
        || (parts[0] & 0xffc0) == 0xfe80
        || (parts[0] == 0x2001 && parts[1] == 0x0db8)
        || (parts[0] == 0x0064 && parts[1] == 0xff9b)
        || (parts[0] == 0 && parts[1] == 0 && parts[2] == 0 && parts[3] == 0)
}

/// Resolves names, and refuses those that lead inside.
#[derive(Debug, Clone, Copy)]
pub struct CarefulResolver {
    /// Internal addresses are meant, such as those of a service of our own.
    pub allow_internal: bool,
}

impl Resolve for CarefulResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allow_internal = self.allow_internal;
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One internal address among others is a trap as well.
            if !allow_internal && found.iter().any(|address| is_internal(address.ip())) {
                return Err(Box::<dyn std::error::Error + Send + Sync>::from(
                    InternalAddress,
                ));
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
