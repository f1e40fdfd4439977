//! The address of a PostgreSQL database, understood before any library sees it: what one does not understand it prints, and
//! that may be a password.

use sea_orm::{DbErr, sqlx::postgres::PgConnectOptions};
use url::{Url, form_urlencoded};

/// The parameters behind the question mark that mean something (sqlx, `PgConnectOptions`).
const PARAMETERS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// The address with what of it is understood; parameters that are not are left out, and the log says how many.
///
/// # Errors
/// It cannot be understood; the error holds nothing of it.
pub fn postgres(address: &str) -> Result<Url, DbErr> {
    let mut url = Url::parse(address).map_err(|_| misread())?;
    // Behind the host an @ is part of a password whose other characters were taken for the end of the host.
    if !matches!(url.scheme(), "postgres" | "postgresql") || url.cannot_be_a_base() || url.path().contains('@') {
        return Err(misread());
    }
    let pieces = parameters(&url);
    let kept: Vec<&str> = pieces.iter().filter(|(name, _)| is_understood(name)).map(|(_, piece)| &**piece).collect();
    let left_out = pieces.len() - kept.len();
    if left_out > 0 {
        tracing::warn!(left_out, "parameters of the database's address are not understood, and left out");
    }
    url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    url.as_str().parse::<PgConnectOptions>().map_err(|_| misread())?;
    Ok(url)
}

/// The parameters of an address: each one's name, and it as it stands there.
pub fn parameters(url: &Url) -> Vec<(String, String)> {
    let pieces = url.query().unwrap_or_default().split('&').filter(|piece| !piece.is_empty());
    let name = |piece: &str| form_urlencoded::parse(piece.as_bytes()).next().map(|(name, _)| name.into_owned());
    pieces.map(|piece| (name(piece).unwrap_or_default(), piece.to_owned())).collect()
}

fn is_understood(name: &str) -> bool {
    PARAMETERS.contains(&name) || name.starts_with("options[")
}

fn misread() -> DbErr {
    DbErr::Custom(
        "its address cannot be understood: write postgres://USER:PASSWORD@HOST:5432/NAME, and in a password %40 for @, \
         %2F for /, %3F for ?, %23 for # and %25 for %"
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Register, clock::Clock};

    #[test]
    fn what_is_not_understood_of_an_address_goes_no_further() {
        let understood = |address: &str| postgres(address).unwrap().to_string();
        let whole = "postgres://me:p%40ss@db.example:5433/register?sslmode=require&options=-c%20geqo=off";
        assert_eq!(understood(whole), whole);
        for secret in ["PassWord=hush", "passwd=hush", "token=hush", "sslpassword=hush", "hush"] {
            assert_eq!(
                understood(&format!("postgres://db.example/register?{secret}&user=me&{secret}")),
                "postgres://db.example/register?user=me"
            );
            assert_eq!(understood(&format!("postgres://db.example?{secret}")), "postgres://db.example");
        }
    }

    #[tokio::test]
    async fn an_address_that_is_not_understood_is_refused_without_repeating_it() {
        for address in [
            "postgres://me:hush/12@db.example/register",
            "postgres://me:12/hush@db.example/register",
            "postgres://db.example:hush/register",
            "postgres://db.example/register?sslmode=hush",
            "postgres://db.example/register?port=hush",
            "postgres://db.example/register?hostaddr=hush",
            "postgres://db.example/register?statement-cache-capacity=hush",
            "postgres:hush",
            "hush:hush@db.example/register",
            "hush",
        ] {
            let Err(refused) = Register::open(address, Clock::default()).await else { panic!("{address} was opened") };
            let said = format!("{refused} {refused:?}");
            assert!(said.contains("postgres://USER") && !said.contains("hush"), "{address}: {said}");
        }
    }
}
