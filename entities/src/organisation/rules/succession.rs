//! Who answers for a body today: its successors, and theirs, to the last of them. Pure: no database.

use std::collections::{BTreeMap, BTreeSet};

/// One body took over from another, wholly or in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub from: i64,
    pub to: i64,
    pub area: Option<String>,
}

/// Who answers for a body that others have taken over from, each with its area; `None` is all of it. Nobody, if none has.
///
/// A body that has given up only areas and goes on answers for the rest of what it had taken over.
pub fn answering(body: i64, links: &[Link], goes_on: impl Fn(i64) -> bool) -> Vec<(i64, Option<String>)> {
    let mut walk = Walk { links, goes_on, been: BTreeSet::new(), order: Vec::new(), areas: BTreeMap::new() };
    walk.from(body, &[]);
    let mut areas = walk.areas;
    let order = walk.order.into_iter().filter(|found| *found != body);
    order.map(|found| (found, areas.remove(&found).flatten().map(|areas| areas.join("; ")))).collect()
}

/// True if one body has taken over from another, at once or by way of others.
pub fn leads_to(from: i64, to: i64, links: &[Link]) -> bool {
    let (mut been, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        if at == to {
            return true;
        }
        if been.insert(at) {
            next.extend(links.iter().filter(|link| link.from == at).map(|link| link.to));
        }
    }
    false
}

struct Walk<'a, G> {
    links: &'a [Link],
    goes_on: G,
    been: BTreeSet<i64>,
    order: Vec<i64>,
    /// Of those found: the areas they answer for, or `None` for all.
    areas: BTreeMap<i64, Option<Vec<String>>>,
}

impl<G: Fn(i64) -> bool> Walk<'_, G> {
    fn from(&mut self, at: i64, within: &[&str]) {
        let links = self.links;
        let next: Vec<&Link> = links.iter().filter(|link| link.from == at).collect();
        let keeps_the_rest = (self.goes_on)(at) && next.iter().all(|link| link.area.is_some());
        if next.is_empty() || keeps_the_rest {
            self.found(at, within);
        }
        // Nobody has been everywhere twice: bodies that took over from each other in a ring end somewhere.
        if self.been.insert(at) {
            for link in next {
                let within: Vec<&str> = within.iter().copied().chain(link.area.as_deref()).collect();
                self.from(link.to, &within);
            }
        }
    }

    fn found(&mut self, at: i64, within: &[&str]) {
        let area = (!within.is_empty()).then(|| within.join(", "));
        let Some(known) = self.areas.get_mut(&at) else {
            self.order.push(at);
            self.areas.insert(at, area.map(|area| vec![area]));
            return;
        };
        match (known, area) {
            (Some(known), Some(area)) if !known.contains(&area) => known.push(area),
            (Some(_), Some(_)) | (None, _) => {}
            (known @ Some(_), None) => *known = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(from: i64, to: i64, area: &str) -> Link {
        Link { from, to, area: Some(area.to_owned()).filter(|area| !area.is_empty()) }
    }

    fn told(body: i64, links: &[Link], open: &[i64]) -> String {
        let all = answering(body, links, |at| open.contains(&at));
        all.iter()
            .map(|(found, area)| format!("{found}:{}", area.as_deref().unwrap_or("all")))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_chain_leads_to_the_last_and_areas_are_told() {
        for (links, open, answers) in [
            (vec![], vec![1], ""),
            (vec![link(1, 2, ""), link(2, 3, "")], vec![3], "3:all"),
            (vec![link(1, 2, "North"), link(1, 3, "South")], vec![2, 3], "2:North 3:South"),
            (vec![link(1, 2, "North"), link(2, 4, ""), link(1, 3, "South")], vec![3, 4], "4:North 3:South"),
            (
                vec![link(1, 2, "North"), link(2, 4, "Hills"), link(2, 5, "Vales")],
                vec![4, 5],
                "4:North, Hills 5:North, Vales",
            ),
            (vec![link(1, 2, "North"), link(1, 3, "South"), link(2, 4, ""), link(3, 4, "")], vec![4], "4:North; South"),
            (vec![link(1, 2, ""), link(2, 3, "Hills")], vec![2, 3], "2:all 3:Hills"),
            (vec![link(1, 2, ""), link(1, 3, "Hills"), link(3, 2, "")], vec![2], "2:all"),
            (vec![link(1, 2, ""), link(2, 1, "")], vec![], ""),
        ] {
            assert_eq!(told(1, &links, &open), answers, "{links:?}");
        }
    }

    proptest! {
        #[test]
        fn whoever_answers_has_taken_over_and_rings_end(pairs in proptest::collection::vec((0..12_i64, 0..12_i64, "[ab]?"), 0..40)) {
            let links: Vec<Link> = pairs.iter().map(|(from, to, area)| link(*from, *to, area)).collect();
            for (found, _) in answering(0, &links, |_| false) {
                prop_assert!(found != 0 && leads_to(0, found, &links));
                prop_assert!(!links.iter().any(|link| link.from == found), "it has successors itself");
            }
        }
    }
}
