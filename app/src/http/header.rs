//! Addresses of our own, as a `Location` may name them.

use super::Fields;

/// Whether `address` stays within this register: a path, perhaps with a query. `//elsewhere`, `/\elsewhere`,
/// `https://elsewhere` and anything a header cannot carry do not.
pub fn is_own_address(address: &str) -> bool {
    let mut bytes = address.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// Where to sign in, to come back to `address` afterwards.
pub fn sign_in_and_return(address: &str) -> String {
    next_after("/sign-in", address)
}

/// A step on the way, `/sign-in`, to go on to `address` after it.
pub fn next_after(step: &str, address: &str) -> String {
    let next: Fields = [("next", address)].into_iter().collect();
    if address == "/" || !is_own_address(address) { step.into() } else { format!("{step}?{}", next.encode()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_register_are_own_addresses() {
        for own in ["/", "/agreements/mou-2015-001?year=2015-16#c-1"] {
            assert!(is_own_address(own), "{own}");
        }
        for foreign in ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/ä", "a", "/a\\b"] {
            assert!(!is_own_address(foreign), "{foreign}");
        }
    }

    #[test]
    fn signing_in_comes_back_to_where_one_was() {
        assert_eq!(sign_in_and_return("/work?due=1"), "/sign-in?next=%2Fwork%3Fdue%3D1");
        assert_eq!(sign_in_and_return("//evil.example"), "/sign-in");
    }
}
