//! What is wrong with the settings, in words: which setting, from where, what it should be. Never what stands there, which
//! may be a password.

use std::path::Path;

use figment::error::{Error, Kind};

/// Every mistake, in one sentence each.
pub fn in_words(error: Error) -> String {
    error.into_iter().map(|one| in_a_sentence(&one)).collect::<Vec<_>>().join("; ")
}

fn in_a_sentence(error: &Error) -> String {
    let metadata = error.metadata.as_ref();
    let file = metadata.and_then(|from| from.source.as_ref()).and_then(|source| source.file_path());
    let from = match (file, metadata) {
        (Some(file), _) => format!(" in {}", file.display()),
        (None, Some(from)) if from.name.contains("environment") => " in the environment".into(),
        (None, _) => String::new(),
    };
    let setting = error.path.last().map_or("a setting", String::as_str);
    match &error.kind {
        Kind::Message(message) if error.path.is_empty() => match place(message) {
            Some(place) => {
                format!("{place}{} is not TOML; the line is not shown, it may hold a password", file_named(file))
            }
            None => format!("the file{from} cannot be read"),
        },
        Kind::Message(_) => format!("{setting}{from} is not what it should be"),
        Kind::InvalidType(_, wanted) | Kind::InvalidValue(_, wanted) | Kind::InvalidLength(_, wanted) => {
            format!("{setting}{from} should be {wanted}")
        }
        Kind::UnknownVariant(_, known) => format!("{setting}{from} should be one of {}", known.join(", ")),
        Kind::UnknownField(name, known) if is_a_name(name) => {
            format!("there is no setting {name}{from}; there are {}", known.join(", "))
        }
        Kind::UnknownField(_, known) => format!("there is no such setting{from}; there are {}", known.join(", ")),
        Kind::MissingField(name) => format!("{name} is missing"),
        Kind::DuplicateField(name) => format!("{name} is there twice{from}"),
        _ => format!("{setting}{from} is of no kind that a setting may be"),
    }
}

/// `line 3, column 7`, from the first line of what the reader of TOML says; the others repeat what stands there.
fn place(message: &str) -> Option<&str> {
    let place = message.lines().next()?.strip_prefix("TOML parse error at ")?;
    place.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == ',').then_some(place)
}

fn file_named(file: Option<&Path>) -> String {
    file.map(|file| format!(" of {}", file.display())).unwrap_or_default()
}

/// True for what could be the name of a setting, and is therefore repeated.
fn is_a_name(name: &str) -> bool {
    name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format, Serialized, Toml},
    };

    use super::*;
    use crate::settings::Settings;

    fn said(toml: &str) -> String {
        let read: Result<Settings, Error> =
            Figment::from(Serialized::defaults(Settings::default())).merge(Toml::string(toml)).extract();
        in_words(read.map(|_| ()).unwrap_err())
    }

    #[test]
    fn a_line_that_is_no_toml_is_named_and_not_shown() {
        for toml in [
            "log = \"info\"\nsmtp_url = smtp://me:hush@mail.example",
            "log = \"info\"\nsso_client_secret = \"hush",
            "log = \"info\"\nsso_client_secret = hush",
            "log = \"info\"\nhush hush",
            "log = \"info\"\n\"hush\" = 1\n\"hush\" = 2",
        ] {
            let said = said(toml);
            assert!(said.contains("line ") && !said.contains("hush"), "{said}");
        }
    }

    #[test]
    fn a_setting_of_the_wrong_kind_is_named_and_not_shown() {
        for (setting, value) in [
            ("sso_leeway_seconds", "\"hush\""),
            ("addr", "\"hush\""),
            ("register_date", "\"hush\""),
            ("log_format", "\"hush\""),
            ("trusted_proxies", "\"10.0.0.1,hush\""),
            ("trusted_proxies", "[\"hush\"]"),
            ("sso_client_secret", "[\"hush\"]"),
            ("smtp_url", "{ hush = \"hush\" }"),
            ("database_url", "4242"),
        ] {
            let said = said(&format!("{setting} = {value}"));
            assert!(said.contains(setting) && !said.contains("hush") && !said.contains("4242"), "{said}");
        }
    }

    #[test]
    fn a_setting_that_there_is_not_is_named_if_it_could_be_a_name() {
        assert!(said("sso_secret = \"hush\"").starts_with("there is no setting sso_secret; there are "));
        let said = said("\"smtp://me:hush@mail.example\" = 1");
        assert!(said.starts_with("there is no such setting; ") && !said.contains("hush"), "{said}");
    }
}
