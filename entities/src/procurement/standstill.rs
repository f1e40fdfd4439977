//! When a standstill ends, by working days and English bank holidays.

use chrono::{Days, NaiveDate};

use super::Standstill;
use crate::values::working_day::{working_day_after, working_day_from};

impl Standstill {
    /// The last day of the standstill after a notice of this day; `None` without one, or where the bank holidays are not known.
    ///
    /// Procurement Act 2023 s.51(2): eight working days beginning with the day on which the notice is published. Provider Selection
    /// Regime (SI 2023/1348 reg 12(2) and (3)): it begins on the day after the notice, and ends with the 8th working day after the
    /// day on which it begins. Public Contracts Regulations 2015 reg 87: to the end of the 10th day after the notice is sent by
    /// electronic means, or of the next working day.
    pub fn last_day(self, notice: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::None => None,
            Self::ProcurementAct => working_day_after(working_day_from(notice)?, 7),
            Self::ProviderSelection => working_day_after(notice.succ_opt()?, 8),
            Self::Regulations2015 => working_day_from(notice.checked_add_days(Days::new(10))?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standstill_counts_as_its_law_says_over_weekends_and_holidays() {
        let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
        for (standstill, notice, last) in [
            // A Monday: that day and the seven working days after it.
            (Standstill::ProcurementAct, day(3, 3), Some(day(3, 12))),
            // Good Friday is 18 April, Easter Monday the 21st.
            (Standstill::ProcurementAct, day(4, 14), Some(day(4, 25))),
            (Standstill::ProcurementAct, day(4, 19), Some(day(5, 1))),
            // It begins on the Tuesday; of a Friday's notice on the Saturday.
            (Standstill::ProviderSelection, day(3, 3), Some(day(3, 14))),
            (Standstill::ProviderSelection, day(3, 7), Some(day(3, 19))),
            (Standstill::Regulations2015, day(3, 3), Some(day(3, 13))),
            // The tenth day is a Saturday.
            (Standstill::Regulations2015, day(3, 5), Some(day(3, 17))),
            (Standstill::None, day(3, 3), None),
        ] {
            assert_eq!(standstill.last_day(notice), last, "{standstill} {notice}");
        }
        let beyond = NaiveDate::from_ymd_opt(2028, 12, 28).unwrap();
        assert_eq!(Standstill::ProcurementAct.last_day(beyond), None);
    }
}
