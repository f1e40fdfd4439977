//! The lists that can be read, one file each.

mod ccgs;
mod councils;
mod icbs;
mod nhs_trusts;
mod police;
mod providers;
mod schools;

use super::layout::Layout;

/// A list that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum List {
    /// Clinical commissioning groups (until 2022): GOV.UK Registers' clinical-commissioning-group.csv
    Ccgs,
    /// Councils of the United Kingdom with the ones that took over from them: mySociety's uk_local_authorities
    Councils,
    /// Integrated care boards (since 2022): a JSON array of their ODS and ONS codes
    Icbs,
    /// NHS trusts: the Organisation Data Service's etr.csv, without a line of names
    NhsTrusts,
    /// Police forces of England and Wales: the ONS' lookup from districts to police force areas
    Police,
    /// Services for children with their owners and judgements: Ofsted's list of social care providers
    Providers,
    /// Schools of England, open and closed: register of the Department for Education (GIAS)
    Schools,
}

impl List {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Ccgs, Self::Councils, Self::Icbs, Self::NhsTrusts, Self::Police, Self::Providers, Self::Schools];

    pub(super) const fn layout(self) -> Layout {
        match self {
            Self::Ccgs => ccgs::LAYOUT,
            Self::Councils => councils::LAYOUT,
            Self::Icbs => icbs::LAYOUT,
            Self::NhsTrusts => nhs_trusts::LAYOUT,
            Self::Police => police::LAYOUT,
            Self::Providers => providers::LAYOUT,
            Self::Schools => schools::LAYOUT,
        }
    }
}

/// For tests: the bodies of a list, a line each; and the lines that were skipped, with the reason.
#[cfg(test)]
fn told(list: List, text: &str, tell: impl Fn(&super::ListedBody) -> String) -> (Vec<String>, Vec<String>) {
    all_told(list, text, |listed| match listed {
        super::Listed::Body(body) => tell(body),
        super::Listed::Service(service) => panic!("{service:?} is no body"),
    })
}

/// The same for a list of services.
#[cfg(test)]
fn services_told(
    list: List,
    text: &str,
    tell: impl Fn(&entities::registered_service::deeds::FiledService) -> String,
) -> (Vec<String>, Vec<String>) {
    all_told(list, text, |listed| match listed {
        super::Listed::Service(service) => tell(service),
        super::Listed::Body(body) => panic!("{body:?} is no service"),
    })
}

#[cfg(test)]
fn all_told(list: List, text: &str, tell: impl Fn(&super::Listed) -> String) -> (Vec<String>, Vec<String>) {
    let (mut told, mut skipped) = (Vec::new(), Vec::new());
    for line in super::read_list(list, text.as_bytes()).unwrap() {
        let line = line.unwrap();
        match line.said {
            Ok(listed) => told.extend(listed.iter().map(&tell)),
            Err(reason) => skipped.push(format!("{}: {reason}", line.number)),
        }
    }
    (told, skipped)
}

#[cfg(test)]
mod tests {
    use super::{super::read_list, *};

    #[test]
    fn another_file_is_refused_and_says_what_it_should_be() {
        for (list, text, says) in [
            (List::NhsTrusts, "index-entry-number,entry-number\n", "27 columns"),
            (List::Ccgs, "R0A,MANCHESTER\n", "there is no clinical-commissioning-group, name"),
            (List::Schools, "urn,name\n1,2\n", "there is no town"),
            (List::Icbs, "[{\"code\": 1}]", "should have a ods_code"),
            (List::Icbs, "urn,name\n", "cannot be read as JSON"),
            (List::Ccgs, "", "it holds nothing"),
            (List::Icbs, "[]", "it holds nothing"),
        ] {
            let why = read_list(list, text.as_bytes()).err().map(|why| why.to_string()).unwrap_or_default();
            assert!(why.contains(says), "{list:?}: {why}");
        }
    }
}
