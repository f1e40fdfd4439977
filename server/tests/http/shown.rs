//! What every form of ours carries besides what is typed: for which organisation and which version it was shown.

use entities::account::secret::Secret;

use super::{Service, attacks::encoded};

impl Service {
    /// A form as a page shows it to whoever holds a session; nobody does with no cookie. Its version is the one that it names
    /// itself (`form-seen`), else the first.
    pub async fn shown(&self, cookie: &str, form: &str) -> String {
        let token = cookie.split_once('=').and_then(|(_, token)| Secret::parse(token));
        let viewer = match token {
            Some(token) => self.register.viewer_of(&token).await.ok(),
            None => None,
        };
        let acting = viewer.and_then(|viewer| viewer.person().map(|person| person.organisation.clone()));
        let acting = acting.map(|acting| format!("{} {}", acting.reference, acting.name)).unwrap_or_default();
        shown(form, &acting)
    }
}

/// The form with what it was shown for.
pub fn shown(form: &str, acting: &str) -> String {
    let seen = if form.contains("form-seen=") { "" } else { "&form-seen=1" };
    format!("{form}&form-for={}{seen}", encoded(acting))
}
