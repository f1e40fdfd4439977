//! Bands of value, by the highest sum that is known of a procurement.

use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};

use crate::procurement::table::Column;

crate::words! {
    /// About how much a procurement is worth. The bounds are the thresholds of the law (Procurement Act 2023, light touch, including VAT).
    Band {
        Small = "small", "Under £30,000";
        Medium = "medium", "£30,000 to £100,000";
        Large = "large", "£100,000 to £663,540";
        AboveThreshold = "above_threshold", "£663,540 to £5 million";
        Largest = "largest", "£5 million and more";
        NotStated = "not_stated", "Not stated";
    }
}

impl Band {
    /// From so many pence, to below so many.
    const fn bounds(self) -> Option<(i64, i64)> {
        match self {
            Self::Small => Some((0, 3_000_000)),
            Self::Medium => Some((3_000_000, 10_000_000)),
            Self::Large => Some((10_000_000, 66_354_000)),
            Self::AboveThreshold => Some((66_354_000, 500_000_000)),
            Self::Largest => Some((500_000_000, i64::MAX)),
            Self::NotStated => None,
        }
    }

    /// The procurements of the band.
    pub(super) fn condition(self) -> Condition {
        let value: SimpleExpr = Func::coalesce([Expr::col(Column::ValueHigh), Expr::col(Column::ValueLow)]).into();
        match self.bounds() {
            Some((from, below)) => Condition::all().add(value.clone().gte(from)).add(value.lt(below)),
            None => Condition::all().add(value.is_null()),
        }
    }
}
