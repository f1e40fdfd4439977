//! What the next page says once of what was done. It comes by a cookie that the answer to the form sets and that page takes away: a
//! link cannot bring it, whoever made it.

use http::{HeaderMap, HeaderValue, header};

use crate::http::{Answer, see_other};

mod messages;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    code: &'static str,
    /// In words.
    pub words: &'static str,
}

impl Said {
    /// What a request to a path should say, by its cookie.
    pub fn of(headers: &HeaderMap, path: &str, secure: bool) -> Option<Self> {
        let name = Self::cookie_name(secure);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let said = pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| value.split_once(':'));
        let (code, for_path) = said?;
        messages::ALL.iter().find(|said| said.code == code && for_path == path).copied()
    }

    /// The `Set-Cookie` value that brings it to a page of ours.
    pub fn cookie(self, address: &str, secure: bool) -> Option<HeaderValue> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        cookie(&format!("{}:{path}", self.code), 60, secure)
    }

    /// The name of its cookie.
    pub const fn cookie_name(secure: bool) -> &'static str {
        if secure { "__Host-concordat-said" } else { "concordat-said" }
    }

    /// The `Set-Cookie` value that takes it away.
    pub fn taken_away(secure: bool) -> Option<HeaderValue> {
        cookie("", 0, secure)
    }
}

fn cookie(value: &str, seconds: u32, secure: bool) -> Option<HeaderValue> {
    let (name, flags) = (Said::cookie_name(secure), if secure { "; Secure" } else { "" });
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flags}")).ok()
}

/// Where a form leads that was taken, and what is said there.
#[derive(Debug)]
pub struct Saved {
    address: String,
    said: Option<Said>,
}

impl Saved {
    /// On to an address of ours, which shows by itself what was done.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into(), said: None }
    }

    /// And says so.
    #[must_use]
    pub fn saying(self, said: Said) -> Self {
        Self { said: Some(said), ..self }
    }

    /// As an answer.
    ///
    /// # Errors
    /// The address is not our own.
    pub fn answer(self) -> Answer {
        let reply = see_other(self.address)?;
        Ok(match self.said {
            Some(said) => reply.saying(said),
            None => reply,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).unwrap())])
    }

    #[test]
    fn it_is_said_once_on_the_page_that_it_is_for_and_nowhere_else() {
        let set = Said::SAVED.cookie("/services/svc-2014-001?edition=2", false).unwrap();
        let set = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(set, "concordat-said=SAVED:/services/svc-2014-001");
        assert_eq!(Said::of(&request(&set), "/services/svc-2014-001", false), Some(Said::SAVED));
        assert_eq!(Said::of(&request(&set), "/services", false), None);
        assert_eq!(Said::of(&request(&set), "/services/svc-2014-001", true), None, "a host has its own");
    }

    #[test]
    fn words_of_somebody_else_are_not_said() {
        for cookie in ["concordat-said=You owe £5:/x", "concordat-said=:/x", "concordat-said=SAVED", "concordat-said="]
        {
            assert_eq!(Said::of(&request(cookie), "/x", false), None, "{cookie}");
        }
    }

    #[test]
    fn every_message_says_something() {
        assert!(messages::ALL.len() > 20 && messages::ALL.iter().all(|said| !said.words.is_empty()));
    }
}
