//! Addresses of databases, mail servers, stores and providers as they may be shown: without anything that opens them.

use url::Url;

/// What the addresses of settings begin with. Of any other not even that is shown: it may be somebody's name.
const SCHEMES: [&str; 8] = ["http", "https", "postgres", "postgresql", "s3", "smtp", "smtps", "sqlite"];

/// Scheme, host, port and path of an address; user, password, query and fragment are left out. Of an address that is not
/// wholly understood only the scheme is shown, and nothing of what has none: a password in it may stand anywhere.
pub fn without_secrets(address: &str) -> String {
    let (scheme, rest) = address.split_once(':').unwrap_or_default();
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return "…".into();
    }
    let understood = if scheme == "sqlite" { file(rest) } else { place(&scheme, rest) };
    understood.map_or_else(|| format!("{scheme}:…"), |understood| format!("{scheme}:{understood}"))
}

/// A file without a host: `data/concordat.db`, `///data/concordat.db`.
fn file(rest: &str) -> Option<String> {
    let path = before_query(rest);
    path.chars().all(is_plain).then(|| path.to_owned())
}

/// `//host:port/path`.
fn place(scheme: &str, rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("//")?;
    let (authority, after) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    // A password with one of these in it ends the authority too early: what belongs to it stands behind, with the @.
    if after.contains('@') || after.to_ascii_lowercase().contains("%40") {
        return None;
    }
    let url = Url::parse(&format!("{scheme}://{authority}{after}")).ok()?;
    let host = url.host_str().unwrap_or_default();
    let path = before_query(after);
    if !host.chars().all(|c| is_plain(c) || "[]:".contains(c)) || !path.chars().all(is_plain) {
        return None;
    }
    let someone = if authority.contains('@') { "…@" } else { "" };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("//{someone}{host}{port}{path}"))
}

fn before_query(text: &str) -> &str {
    text.split(['?', '#']).next().unwrap_or_default()
}

/// What names of hosts, folders and databases are made of.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "/.-_~+, ()".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_it_is_shown() {
        for (address, shown) in [
            ("postgres://me:p@ss@db.example:5433/register?x=1", "postgres://…@db.example:5433/register"),
            ("postgres://db.example/register?user=me&password=hush", "postgres://db.example/register"),
            ("postgres://db.example/register?PassWord=hush&sslpassword=hush", "postgres://db.example/register"),
            ("postgresql:///register?host=/run/postgresql", "postgresql:///register"),
            ("postgres://[::1]:5433/register", "postgres://[::1]:5433/register"),
            ("smtp://me:hush@mail.example:587?tls=required", "smtp://…@mail.example:587"),
            ("smtp://mail.example?passwd=hush", "smtp://mail.example"),
            ("s3://key:hush@bucket/folder?token=hush", "s3://…@bucket/folder"),
            ("https://me:hush@login.example/tenant/v2.0?secret=hush#hush", "https://…@login.example/tenant/v2.0"),
            ("https://login.example", "https://login.example"),
            ("sqlite://data/concordat.db", "sqlite://data/concordat.db"),
            ("sqlite:///var/lib/concordat.db?key=hush", "sqlite:///var/lib/concordat.db"),
            ("sqlite:data/concordat.db#key=hush", "sqlite:data/concordat.db"),
        ] {
            assert_eq!(without_secrets(address), shown);
        }
    }

    #[test]
    fn of_what_is_not_understood_only_the_scheme_is_shown() {
        for (address, shown) in [
            // Each of these passwords ends the authority, and what stands before it is taken for a port.
            ("postgres://me:12/hush@db.example/register", "postgres:…"),
            ("postgres://me:12?hush@db.example/register", "postgres:…"),
            ("postgres://me:12#hush@db.example/register", "postgres:…"),
            ("postgres://me:12\\hush@db.example/register", "postgres:…"),
            ("postgres://me:12/hush%40db.example/register", "postgres:…"),
            ("https://me:12\\hush@login.example", "https:…"),
            ("postgres://db.example/register?user=me&password=hush@h", "postgres:…"),
            ("postgres://me:hush", "postgres:…"),
            ("postgres://db.example:hush/register", "postgres:…"),
            ("postgres://db.example/register%3Fpassword=hush", "postgres:…"),
            ("postgres:me:hush@db.example/register", "postgres:…"),
            ("postgres:/me:hush@db.example/register", "postgres:…"),
            ("postgres://h%75sh/register", "postgres:…"),
            ("POSTGRES://me:hush@", "postgres:…"),
            ("sqlite:me:hush@db.example/register", "sqlite:…"),
            ("sqlite://me:hush@db.example/register", "sqlite:…"),
            ("me:hush@db.example/register", "…"),
            ("hush:5432/register", "…"),
            ("postgres//me:hush@db.example/register", "…"),
            ("host=db.example password=hush", "…"),
            ("mysql://me:hush@db.example/register", "…"),
            ("hush", "…"),
            ("", "…"),
        ] {
            assert_eq!(without_secrets(address), shown, "{address}");
        }
    }
}
