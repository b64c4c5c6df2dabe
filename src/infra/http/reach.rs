//! Under which name the pages are reached, and how a request came: from this machine, over TLS, or through the one
//! program in front that the settings name. What anybody else says about where a request came from is taken away
//! before a page could read it.

use std::fmt;
use std::net::IpAddr;

use axum::extract::Request;
use axum::extract::connect_info::ConnectInfo;
use axum::http::header::{HOST, HeaderMap};
use axum::http::{HeaderName, Uri};

use super::door::Peer;
use crate::infra::config::Config;

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Whether a header claims where a request came from.
fn is_claim(name: &HeaderName) -> bool {
    let name = name.as_str();
    name.starts_with("x-forwarded") || ["forwarded", "x-real-ip", "x-client-ip"].contains(&name)
}

/// How the pages are reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    origin: Option<Origin>,
    proxies: Vec<IpAddr>,
}

/// A public address: `https://watch.example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    host: String,
}

impl Origin {
    /// Reads an address of the form `https://host` or `https://host:port`, with nothing behind it.
    ///
    /// # Errors
    /// With what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "origin `{text}`: write https://, the name of the server, and nothing behind it"
            )
        };
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let (Some("https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(wrong());
        };
        let bare = format!("https://{authority}");
        if authority.as_str().contains('@') || text.trim_end_matches('/') != bare {
            return Err(wrong());
        }
        Ok(Self {
            text: bare,
            host: authority.host().to_ascii_lowercase(),
        })
    }

    /// Its text, without a stroke at the end; what follows in an address begins with one.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name of the server.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

/// How one request came. Pages may ask for it; nothing of it is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Over TLS, here or at the program in front.
    pub secure: bool,
    /// From this machine, and not through a program in front.
    pub is_local: bool,
    /// Whether the program in front sent it.
    pub through_proxy: bool,
    /// Whether the program in front did not say whose request it is.
    pub is_unclear: bool,
    /// Whose request it is, for the limits on guessing alone: never stored, never logged.
    pub address: Option<IpAddr>,
}

impl fmt::Debug for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arrival")
            .field("secure", &self.secure)
            .field("is_local", &self.is_local)
            .finish_non_exhaustive()
    }
}

impl Reach {
    /// As the settings say.
    ///
    /// # Errors
    /// Where the origin cannot be one.
    pub fn of(config: &Config) -> Result<Self, String> {
        let origin = config.origin.as_deref().map(Origin::parse).transpose()?;
        let proxies = config
            .proxy
            .iter()
            .flat_map(|proxy| &proxy.addresses)
            .map(|address| address.to_canonical())
            .collect();
        Ok(Self { origin, proxies })
    }

    /// The public address.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Whether there is a program in front.
    #[must_use]
    pub fn has_proxy(&self) -> bool {
        !self.proxies.is_empty()
    }

    /// The addresses of programs in front.
    #[must_use]
    pub fn proxies(&self) -> &[IpAddr] {
        &self.proxies
    }

    /// How a request came, and the host it asks for; what it claims about that is taken away.
    pub(super) fn arrival(&self, request: &mut Request) -> (Arrival, Option<String>) {
        let peer = request
            .extensions()
            .get::<ConnectInfo<Peer>>()
            .map(|info| info.0);
        let uri_host = request.uri().authority().map(ToString::to_string);
        let headers = request.headers_mut();
        let from = peer.map(Peer::ip);
        let through_proxy = from.is_some_and(|from| self.proxies.contains(&from));
        let claims: Vec<_> = headers
            .keys()
            .filter(|name| is_claim(name))
            .cloned()
            .collect();
        let named = single(headers, &HOST).or(uri_host);
        let arrived = if through_proxy {
            let arrival = Arrival {
                secure: last(headers, &PROTO)
                    .is_some_and(|proto| proto.eq_ignore_ascii_case("https")),
                is_local: false,
                through_proxy,
                is_unclear: !headers.contains_key(FOR),
                address: self.client(headers).or(from),
            };
            // Both must be ours; where one is not, it is the one that is refused.
            let forwarded = last(headers, &FORWARDED_HOST);
            let foreign = forwarded.filter(|host| !self.answers_to(arrival, host));
            (arrival, foreign.or(named))
        } else {
            let arrival = Arrival {
                secure: peer.is_some_and(|peer| peer.secure),
                // What claims to come from elsewhere was passed on by a program that nobody named.
                is_local: from.is_some_and(|from| from.is_loopback()) && claims.is_empty(),
                through_proxy,
                is_unclear: false,
                address: from,
            };
            (arrival, named)
        };
        for claim in claims {
            headers.remove(claim);
        }
        arrived
    }

    /// The last address that the program in front did not add for itself.
    fn client(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let all = headers.get_all(FOR);
        let text: Vec<_> = all.iter().filter_map(|value| value.to_str().ok()).collect();
        let text = text.join(",");
        let addresses = text
            .split(',')
            .rev()
            .map(|part| part.trim().parse::<IpAddr>());
        // What cannot be read ends the chain: what stands before it was written by somebody unknown.
        addresses
            .map_while(Result::ok)
            .map(|address| address.to_canonical())
            .find(|address| !self.proxies.contains(address))
    }

    /// Whether a request may ask for this host: the public name on any port, and names of this machine on it.
    pub(super) fn answers_to(&self, arrival: Arrival, authority: &str) -> bool {
        let Some(host) = host_in(authority) else {
            return false;
        };
        let is_public = self
            .origin
            .as_ref()
            .is_some_and(|origin| origin.host == host);
        is_public || (arrival.is_local && is_loopback(&host))
    }
}

/// The one value of a header; none where there are several.
fn single(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok().map(str::to_owned),
        (Some(_), Some(_)) => Some(String::new()),
        _ => None,
    }
}

/// The last entry of a header that is a list: the one that the program in front added.
fn last(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(|part| part.trim().to_owned())
}

/// The host of an authority in small letters; none where it is no authority.
fn host_in(authority: &str) -> Option<String> {
    let uri = Uri::builder()
        .scheme("http")
        .authority(authority)
        .path_and_query("/")
        .build()
        .ok()?;
    let host = uri.host().filter(|_| !authority.contains('@'))?;
    Some(host.to_ascii_lowercase())
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::infra::config::ProxySettings;

    fn reach(origin: Option<&str>, proxies: &[&str]) -> Reach {
        let addresses = proxies.iter().map(|text| text.parse().unwrap()).collect();
        Reach::of(&Config {
            origin: origin.map(str::to_owned),
            proxy: Some(ProxySettings { addresses }),
            ..Config::default()
        })
        .unwrap()
    }

    fn request(from: &str, headers: &[(&str, &str)]) -> Request {
        let mut builder = Request::builder().uri("/");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let mut request = builder.body(Body::empty()).unwrap();
        let peer = Peer {
            address: format!("{from}:4711").parse().unwrap(),
            secure: false,
        };
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    }

    const CLAIMED: [(&str, &str); 4] = [
        ("host", "127.0.0.1"),
        ("x-forwarded-for", "203.0.113.9, 198.51.100.7"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "watch.example"),
    ];

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        let (here, _) = reach(None, &[]).arrival(&mut request("127.0.0.1", &[]));
        let answers = |name: &str| reach(None, &[]).answers_to(here, name);
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.8.8.8",
            "[::1]",
            "[::1]:8080",
        ] {
            assert!(answers(own), "{own}");
        }
        for other in [
            "",
            "example.org",
            "localhost.example.org",
            "127.0.0.1.example.org",
            "10.0.0.1",
            "a@localhost",
            "localhost@b",
            "0.0.0.0",
        ] {
            assert!(!answers(other), "{other}");
        }
    }

    #[test]
    fn a_visitor_from_elsewhere_reaches_the_public_name_only() {
        let reach = reach(Some("https://watch.example"), &[]);
        let (arrival, _) = reach.arrival(&mut request("198.51.100.7", &[]));
        for name in ["watch.example", "WATCH.example:8443"] {
            assert!(reach.answers_to(arrival, name), "{name}");
        }
        for name in [
            "localhost",
            "127.0.0.1",
            "evil.example",
            "watch.example.evil.example",
        ] {
            assert!(!reach.answers_to(arrival, name), "{name}");
        }
    }

    #[test]
    fn the_program_in_front_is_believed() {
        let reach = reach(Some("https://watch.example"), &["127.0.0.1"]);
        let mut claimed = CLAIMED;
        claimed[0].1 = "watch.example";
        let mut request = request("127.0.0.1", &claimed);
        let (arrival, host) = reach.arrival(&mut request);
        assert!(arrival.secure && arrival.through_proxy && !arrival.is_local);
        assert_eq!(arrival.address, "198.51.100.7".parse().ok());
        assert_eq!(host.as_deref(), Some("watch.example"));
    }

    #[test]
    fn the_program_in_front_is_never_this_machine() {
        let reach = reach(Some("https://watch.example"), &["127.0.0.1"]);
        let (arrival, _) = reach.arrival(&mut request("127.0.0.1", &[("host", "localhost")]));
        assert!(arrival.is_unclear && arrival.through_proxy && !arrival.is_local);
        assert!(!reach.answers_to(arrival, "localhost"));
    }

    #[test]
    fn what_claims_to_come_from_elsewhere_is_not_local() {
        let reach = reach(None, &[]);
        for claim in [
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-server",
            "x-real-ip",
        ] {
            let mut request = request("127.0.0.1", &[(claim, "localhost")]);
            let (arrival, _) = reach.arrival(&mut request);
            assert!(!arrival.is_local && !arrival.through_proxy, "{claim}");
            assert!(request.headers().is_empty(), "{claim}");
        }
    }

    #[test]
    fn of_two_names_both_must_be_ours() {
        let reach = reach(Some("https://watch.example"), &["127.0.0.1"]);
        for (host, forwarded, is_ours) in [
            ("watch.example", "watch.example", true),
            ("evil.example", "watch.example", false),
            ("watch.example", "evil.example", false),
            ("127.0.0.1", "watch.example", false),
        ] {
            let mut claimed = CLAIMED;
            (claimed[0].1, claimed[3].1) = (host, forwarded);
            let (arrival, asked) = reach.arrival(&mut request("127.0.0.1", &claimed));
            let answers = reach.answers_to(arrival, &asked.unwrap());
            assert_eq!(answers, is_ours, "{host} {forwarded}");
        }
    }

    #[test]
    fn nobody_else_is_and_what_they_claim_is_taken_away() {
        for proxies in [&[][..], &["192.0.2.1"][..]] {
            let reach = reach(Some("https://watch.example"), proxies);
            let mut request = request("203.0.113.200", &CLAIMED);
            let (arrival, host) = reach.arrival(&mut request);
            assert!(!arrival.secure && !arrival.through_proxy && !arrival.is_local);
            assert_eq!(arrival.address, "203.0.113.200".parse().ok());
            assert_eq!(host.as_deref(), Some("127.0.0.1"));
            let left: Vec<_> = request.headers().keys().collect();
            assert_eq!(left, [&HOST]);
        }
    }

    #[test]
    fn a_chain_is_read_from_its_end_and_not_past_what_cannot_be_read() {
        let reach = reach(Some("https://watch.example"), &["127.0.0.1", "192.0.2.1"]);
        for (chain, client) in [
            ("203.0.113.9", Some("203.0.113.9")),
            ("10.0.0.1, 203.0.113.9, 192.0.2.1", Some("203.0.113.9")),
            ("203.0.113.9, unknown, 192.0.2.1", Some("127.0.0.1")),
            ("", Some("127.0.0.1")),
        ] {
            let mut request = request("127.0.0.1", &[("x-forwarded-for", chain)]);
            let (arrival, _) = reach.arrival(&mut request);
            assert_eq!(
                arrival.address,
                client.and_then(|c| c.parse().ok()),
                "{chain}"
            );
        }
    }

    #[test]
    fn an_origin_is_a_name_over_tls_and_nothing_behind_it() {
        for (text, host) in [
            ("https://watch.example", "watch.example"),
            ("https://Watch.Example:8443/", "watch.example"),
            ("https://192.0.2.7", "192.0.2.7"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().host(), host);
        }
        for text in [
            "",
            "watch.example",
            "http://watch.example",
            "https://watch.example/pages",
            "https://watch.example/?a",
            "https://a@watch.example",
            "https://",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn no_address_of_a_visitor_is_shown_in_a_log() {
        let (arrival, _) = reach(None, &[]).arrival(&mut request("203.0.113.200", &[]));
        let peer = Peer {
            address: "203.0.113.200:1".parse().unwrap(),
            secure: true,
        };
        assert!(!format!("{arrival:?} {peer:?}").contains("203"));
    }
}
