//! How long sessions last: set where the register is opened, heeded where people sign in.

use chrono::{DateTime, TimeDelta, Utc};

/// When a session ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// When nothing came for so many hours.
    pub idle_hours: u32,
    /// After so many hours whatever comes.
    pub longest_hours: u32,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle_hours: 4, longest_hours: 12 }
    }
}

impl SessionLimits {
    /// The longest a session lasts.
    pub fn longest(self) -> TimeDelta {
        TimeDelta::hours(self.longest_hours.into())
    }

    /// Whether a session goes on that was opened and last used then.
    pub(crate) fn let_go_on(self, opened: DateTime<Utc>, seen: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now - seen <= TimeDelta::hours(self.idle_hours.into()) && now - opened <= self.longest()
    }
}
