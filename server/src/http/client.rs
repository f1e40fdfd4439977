//! Where a request comes from, for counting. Never logged.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use app::http::ClientAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderMap;

use crate::settings::Settings;

/// Proxies whose word is taken for where a request came from.
#[derive(Debug, Clone)]
pub struct TrustedProxies(Arc<Vec<IpAddr>>);

impl TrustedProxies {
    /// As the settings name them.
    pub fn of(settings: &Settings) -> Self {
        Self(Arc::new(settings.trusted_proxies.clone()))
    }

    /// The nearest address that is not a trusted proxy's. What a browser itself writes into `X-Forwarded-For` stands
    /// further left and is never reached.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<IpAddr> =
            forwarded.flat_map(|value| value.split(',')).map_while(|hop| hop.trim().parse().ok()).collect();
        let mut client = peer.to_canonical();
        for hop in hops.into_iter().rev() {
            if !self.0.contains(&client) {
                break;
            }
            client = hop.to_canonical();
        }
        client
    }
}

/// The middleware.
pub async fn recognise(State(proxies): State<TrustedProxies>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let address = ClientAddress(network(proxies.client(peer.ip(), request.headers())));
        request.extensions_mut().insert(address);
    }
    next.run(request).await
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &[&str], peer: &str, forwarded: &str) -> String {
        let proxies = TrustedProxies(Arc::new(proxies.iter().map(|p| p.parse().unwrap()).collect()));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        network(proxies.client(peer.parse().unwrap(), &headers)).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client(&[], "10.0.0.1", "203.0.113.7"), "10.0.0.1");
        assert_eq!(client(&["10.0.0.1"], "10.0.0.1", "203.0.113.7"), "203.0.113.7");
    }

    #[test]
    fn what_the_browser_invented_is_not_reached() {
        assert_eq!(client(&["10.0.0.1"], "10.0.0.1", "198.51.100.1, 203.0.113.7"), "203.0.113.7");
        assert_eq!(client(&["10.0.0.1", "10.0.0.2"], "10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2"), "203.0.113.7");
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        assert_eq!(client(&[], "2001:db8:1:2:3:4:5:6", ""), "2001:db8:1:2::");
    }
}
