//! Where the built files are: stylesheet, island starter, fonts. Their names carry a digest of what is in them, so
//! that browsers may keep them for ever.

use std::{collections::BTreeMap, io, path::Path, sync::Arc};

/// Plain names to names with a digest, as `manifest.json` of the build lists them. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Assets(Arc<BTreeMap<String, String>>);

impl Assets {
    /// Reads `manifest.json` in the folder of the built files.
    ///
    /// # Errors
    /// It is not there or not JSON: then `make` has not built them yet.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let manifest = std::fs::read(folder.join("manifest.json"))?;
        Ok(Self(Arc::new(serde_json::from_slice(&manifest)?)))
    }

    /// The address of a file, by its plain name.
    pub fn address(&self, name: &str) -> String {
        format!("/pkg/{}", self.0.get(name).map_or(name, String::as_str))
    }

    /// Whether the build made this file.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

impl<N: Into<String>, H: Into<String>> FromIterator<(N, H)> for Assets {
    fn from_iter<I: IntoIterator<Item = (N, H)>>(pairs: I) -> Self {
        Self(Arc::new(pairs.into_iter().map(|(name, hashed)| (name.into(), hashed.into())).collect()))
    }
}
