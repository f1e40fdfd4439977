//! The identifiers that a release gives its parties: one that does not fit its register's shape is not dropped without a word.

use serde_json::Value;

use super::{
    Fault,
    visit::{list, text},
};
use crate::values::{Identifier, Scheme};

/// Notes identifiers of registers that are known which are not of their shape.
pub fn check(release: &Value, path: &str, faults: &mut Vec<Fault>) {
    for (at, party) in list(release, "parties").iter().enumerate() {
        let path = format!("{path}.parties[{at}]");
        let additional = list(party, "additionalIdentifiers").iter().enumerate();
        let additional = additional.map(|(at, one)| (format!("{path}.additionalIdentifiers[{at}]"), one));
        let own = party.get("identifier").map(|one| (format!("{path}.identifier"), one));
        for (place, identifier) in own.into_iter().chain(additional) {
            let (Some(scheme), Some(value)) = (text(identifier, "scheme"), text(identifier, "id")) else { continue };
            let Some(scheme) = Scheme::named(scheme) else { continue };
            if Identifier::parse(scheme, value).is_err() {
                let reason = format!("no {}: it is {}", scheme.label(), scheme.shape());
                let instead = "the organisation is not known by it, the rest of the release was used";
                faults.push(Fault::new(format!("{place}.id"), reason, instead, &value.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_does_not_fit_is_named_and_what_is_not_known_is_left_alone() {
        let release = json!({"parties": [
            {"identifier": {"scheme": "GB-COH", "id": "IP28862R"}},
            {"identifier": {"scheme": "gb-coh", "id": "12"}, "additionalIdentifiers": [{"scheme": "GB-SC", "id": "X1"}]},
            {"identifier": {"scheme": "XX-ELSEWHERE", "id": "12"}},
        ]});
        let mut faults = Vec::new();
        check(&release, "[0]", &mut faults);
        let places: Vec<_> = faults.iter().map(|fault| (fault.path.as_str(), fault.raw.as_str())).collect();
        assert_eq!(
            places,
            [("[0].parties[1].identifier.id", "12"), ("[0].parties[1].additionalIdentifiers[0].id", "X1")]
        );
    }
}
