//! Addresses of databases, mail servers and providers as they may be shown: without anything that opens them.

use url::Url;

/// Scheme, host, port and path of an address; user, password, query and fragment are left out. What is no address shows nothing.
pub fn without_secrets(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return "…".into() };
    let scheme = url.scheme();
    let Some(host) = url.host_str() else {
        // A file without a host: `sqlite:data/concordat.db`, `sqlite:///data/concordat.db`.
        let slashes = if address.starts_with(&format!("{scheme}://")) { "//" } else { "" };
        return format!("{scheme}:{slashes}{}", url.path());
    };
    let someone = if url.username().is_empty() && url.password().is_none() { "" } else { "…@" };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = if url.path() == "/" && !address.ends_with('/') { "" } else { url.path() };
    format!("{scheme}://{someone}{host}{port}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_it_is_shown() {
        for (address, shown) in [
            ("postgres://me:p@ss@db.example:5433/register?x=1", "postgres://…@db.example:5433/register"),
            ("postgres://db.example/register?user=me&password=hush@h", "postgres://db.example/register"),
            ("postgres://me:hush?hush@db.example/register", "…"),
            ("smtp://me:hush@mail.example:587?tls=required", "smtp://…@mail.example:587"),
            ("https://me:hush@login.example/tenant/v2.0?secret=hush#hush", "https://…@login.example/tenant/v2.0"),
            ("https://login.example", "https://login.example"),
            ("sqlite://data/concordat.db", "sqlite://data/concordat.db"),
            ("sqlite:///var/lib/concordat.db?key=hush", "sqlite:///var/lib/concordat.db"),
            ("sqlite:data/concordat.db?key=hush", "sqlite:data/concordat.db"),
            ("hush", "…"),
        ] {
            let told = without_secrets(address);
            assert!(!told.contains("hush") && !told.contains("p@ss"), "{told}");
            if shown != "…" {
                assert_eq!(told, shown);
            }
        }
    }
}
