//! The version of another record on which a form depends: sent unseen.

use std::borrow::Cow;

use leptos::prelude::*;

use super::Fields;
use crate::{http::Typed, ui::AlsoSeen};

impl<Of> Fields<'_, Of> {
    /// The version of another record, as it was shown.
    pub fn also_seen(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        version: impl FnOnce(&Of) -> Option<i64>,
    ) -> Option<i64> {
        let name = name.into();
        let (field, version) = (name.clone(), self.value(version).flatten().unwrap_or_default());
        let show = move || view! { <AlsoSeen name=field version/> }.into_any();
        self.field(Vec::new(), show, |reading| match reading.text(&name).parse() {
            Ok(version) => Some(version),
            Err(_) => reading.fault(Typed::SEEN, "It cannot be told which version you were shown"),
        })
    }
}
