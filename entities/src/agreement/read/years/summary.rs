//! Whether ambition grew, in a sentence: what the page of an agreement says of the year before.

use super::{Growth, Line, Money, Side};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::read::Asked,
    funding::rules::Trend,
    values::{Pence, Reference},
};

/// What an agreement says beside those that it renews, in a sentence.
#[derive(Clone, Debug)]
pub struct YearsSummary(pub Asked);

/// How many lines grew, and how much money is more or less.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What it renews.
    pub with: Vec<Reference>,
    /// How many lines are new, raised and so on, in that order; only where there are some.
    pub lines: Vec<(Growth, usize)>,
    /// How much more, and from how many partners.
    pub more: (Pence, usize),
    /// How much less, and from how many partners.
    pub less: (Pence, usize),
    /// Partners that gave something and have not said what they give in a year that has not begun.
    pub unsaid: usize,
    /// What of the earlier year's money was for that year alone.
    pub one_off: Pence,
}

impl Read for YearsSummary {
    const PERMISSION: Permission = Permission::ReadPublished;
    /// `None` if it renews nothing that the reader may read.
    type Answer = Option<Summary>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<Summary>, Refusal> {
        let (after, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let before = reader.renewed(&after).await?;
        if before.is_empty() {
            return Ok(None);
        }
        let (lines, money) =
            (reader.ambition_lines(&before, &after).await?, reader.partners_money(&before, &after).await?);
        let with = before.iter().map(|edition| Side::of(edition).reference).collect();
        Ok(Some(Summary { with, ..Summary::of(&lines, &money) }))
    }
}

impl Summary {
    /// Of lines and money that were compared.
    pub fn of(lines: &[Line], money: &Money) -> Self {
        let count = |growth: &Growth| (*growth, lines.iter().filter(|line| line.growth == *growth).count());
        let mut summary = Self {
            lines: Growth::ALL.iter().map(count).filter(|(_, count)| *count > 0).collect(),
            one_off: money.partners.iter().map(|partner| partner.one_off).sum(),
            ..Self::default()
        };
        for partner in &money.partners {
            let (sum, by) = match partner.trend {
                Trend::New | Trend::Increased => (&mut summary.more, partner.after - partner.before),
                Trend::Reduced | Trend::Withdrawn => (&mut summary.less, partner.before - partner.after),
                Trend::Open => {
                    summary.unsaid += usize::from(partner.before.is_positive() || partner.is_open);
                    continue;
                }
                Trend::Retained => continue,
            };
            *sum = (sum.0 + by, sum.1 + 1);
        }
        summary
    }

    /// "3 raised, 5 held, 1 dropped; £120,000 less from two partners".
    pub fn in_words(&self) -> String {
        let counted = |(growth, count): &(Growth, usize)| format!("{count} {}", growth.label().to_lowercase());
        let lines: Vec<String> = self.lines.iter().map(counted).collect();
        let lines = if lines.is_empty() { "nothing promised in either".to_owned() } else { lines.join(", ") };
        let money = [(self.more, "more"), (self.less, "less")];
        let money = money.into_iter().filter(|((sum, _), _)| sum.is_positive());
        let mut money: Vec<String> =
            money.map(|((sum, partners), what)| format!("{} {what} from {}", sum.in_words(), said(partners))).collect();
        if self.unsaid > 0 {
            money.push(format!("money not said yet by {}", said(self.unsaid)));
        }
        if money.is_empty() { format!("{lines}; the same money") } else { format!("{lines}; {}", money.join(", ")) }
    }
}

/// How many partners, in words up to ten.
fn said(partners: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number = WORDS.get(partners).map_or_else(|| partners.to_string(), |word| (*word).to_owned());
    format!("{number} {}", if partners == 1 { "partner" } else { "partners" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_reads_as_a_sentence() {
        let summary = Summary {
            lines: vec![(Growth::Raised, 3), (Growth::Held, 5), (Growth::Dropped, 1)],
            less: (Pence::pounds(120_000), 2),
            ..Summary::default()
        };
        assert_eq!(summary.in_words(), "3 raised, 5 held, 1 dropped; £120,000 less from two partners");
        assert_eq!(Summary::default().in_words(), "nothing promised in either; the same money");
        let more = Summary { more: (Pence::pounds(5_000), 1), lines: vec![(Growth::Held, 1)], ..Summary::default() };
        assert_eq!(more.in_words(), "1 held; £5,000 more from one partner");
    }
}
