//! How long somebody waits for a comparison word by word.

use std::time::{Duration, Instant};

/// Until when words are compared; what is left is then compared by paragraphs.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    until: Option<Instant>,
}

impl Patience {
    /// By paragraphs from the start.
    pub const NONE: Self = Self { until: None };

    /// For so long from now.
    pub fn lasting(time: Duration) -> Self {
        Self { until: Some(Instant::now() + time) }
    }

    /// As long as somebody waits for a page, with what is then left to do: 170 milliseconds from now.
    pub fn of_a_page() -> Self {
        Self::lasting(Duration::from_millis(170))
    }

    /// True once it is over.
    pub(super) fn is_over(self) -> bool {
        self.until.is_none_or(|until| Instant::now() >= until)
    }

    pub(super) fn until(self) -> Option<Instant> {
        self.until
    }
}
