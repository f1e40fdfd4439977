//! Whether the settings can be used together.

use anyhow::bail;
use entities::values::place::without_secrets;

use super::Settings;
use crate::storage::Storage;

impl Settings {
    /// Refuses what contradicts itself, and addresses in which a secret would be told to everybody.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if let Some(url) = &self.public_url {
            let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            // It stands in letters, feeds and calendars: nothing in it may be secret.
            if host.is_none_or(|host| host.is_empty() || host.contains(['/', '\\', '@', '?', '#'])) {
                bail!(
                    "public_url must be like https://register.example, without user, password, path and query; it is {}",
                    without_secrets(url)
                );
            }
        }
        self.check_single_sign_on()?;
        self.check_attachments()?;
        if self.sign_ins_per_minute == 0 || self.changes_per_minute == 0 || self.searches_per_minute == 0 {
            bail!("a limit of 0 a minute would refuse everything");
        }
        if self.header_seconds == 0
            || self.request_seconds == 0
            || self.database_wait_seconds == 0
            || self.database_connections == 0
        {
            bail!("header_seconds, request_seconds, database_wait_seconds and database_connections are at least 1");
        }
        if self.session_idle_hours == 0 || self.session_longest_hours < self.session_idle_hours {
            bail!("session_idle_hours is at least 1, and session_longest_hours no less than it");
        }
        if self.page_megabytes > 1024 {
            bail!("page_megabytes is at most 1024; it is {}", self.page_megabytes);
        }
        if !(1..=64).contains(&self.form_megabytes) {
            bail!("form_megabytes is between 1 and 64; it is {}", self.form_megabytes);
        }
        if !(1..=256).contains(&self.attachment_megabytes) {
            bail!("attachment_megabytes is between 1 and 256; it is {}", self.attachment_megabytes);
        }
        Ok(())
    }

    /// Refuses to send sessions through a network in the clear.
    ///
    /// # Errors
    /// It would listen beyond this machine without https in front.
    pub fn check_for_serving(&self) -> anyhow::Result<()> {
        if !self.is_secure() && !self.addr.ip().is_loopback() {
            bail!(
                "listening on {} without https would send sessions in the clear: \
                 put a proxy with https in front and set CONCORDAT_PUBLIC_URL=https://…, or listen on 127.0.0.1",
                self.addr
            );
        }
        Ok(())
    }

    fn check_attachments(&self) -> anyhow::Result<()> {
        let shown = self.storage().shown();
        match self.storage() {
            Storage::Bucket(_) if cfg!(not(feature = "s3")) => {
                bail!("attachments={shown} needs a program built with the feature s3; name a folder");
            }
            Storage::Bucket(url) if url["s3://".len()..].contains(['@', ':', '?', '#']) => {
                bail!("attachments must be like s3://BUCKET/FOLDER, with what opens it in AWS_…; it is {shown}");
            }
            Storage::Folder(_) if self.attachments.contains("://") => {
                bail!("attachments must be a folder or s3://BUCKET/FOLDER; it is {shown}");
            }
            Storage::Bucket(_) | Storage::Folder(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_do_not_go_through_a_network_in_the_clear() {
        let everywhere = Settings { addr: ([0, 0, 0, 0], 3000).into(), ..Default::default() };
        assert!(everywhere.check_for_serving().is_err());
        let behind = Settings { public_url: Some("https://register.example".into()), ..everywhere };
        assert!(behind.check_for_serving().is_ok());
        assert!(Settings::default().check_for_serving().is_ok());
    }

    #[test]
    fn a_public_address_has_no_path_and_nothing_secret() {
        for address in [
            "https://example.org/register",
            "https://me:hush@example.org",
            "https://example.org?token=hush",
            "https://example.org#hush",
            "hush",
        ] {
            let settings = Settings { public_url: Some(address.into()), ..Default::default() };
            let refused = settings.check().unwrap_err().to_string();
            assert!(refused.contains("public_url") && !refused.contains("hush"), "{refused}");
        }
    }

    #[test]
    fn what_opens_a_store_does_not_stand_in_its_address() {
        for address in
            ["s3://key:hush@bucket", "s3://bucket?token=hush", "S3://key:hush@bucket", "https://key:hush@bucket"]
        {
            let settings = Settings { attachments: address.into(), ..Default::default() };
            let refused = settings.check().unwrap_err().to_string();
            assert!(refused.contains("attachments") && !refused.contains("hush"), "{refused}");
        }
    }
}
