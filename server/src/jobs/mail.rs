//! Sends what is in the outbox, by SMTP (`entities::mail`).

use std::time::Duration;

use anyhow::{Context, anyhow};
use chrono::TimeDelta;
use entities::{
    Refusal, Register,
    mail::sending::{Claimed, Outcome},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{self, response::Category},
};

use super::Job;
use crate::settings::Settings;

/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(5);

/// Letters at a time.
const AT_A_TIME: u32 = 5;

/// What is needed to send.
struct Post {
    register: Register,
    origin: String,
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// What stands behind the @ of a Message-ID.
    domain: String,
    first_wait: TimeDelta,
    /// For how long letters are claimed: twice what a mail server that says nothing can take for all of them.
    at_it: TimeDelta,
}

/// Starts sending; `None` if no mail server is named, and the letters wait.
///
/// # Errors
/// The mail server's address or the sender's cannot be used.
pub fn start(register: Register, settings: &Settings, origin: &str) -> anyhow::Result<Option<Job>> {
    let Some(url) = &settings.smtp_url else { return Ok(None) };
    let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        // The library's own words repeat what stands there.
        .map_err(|_| anyhow!("smtp_url must be like smtp://USER:PASSWORD@HOST:587?tls=required"))?
        .timeout(Some(Duration::from_secs(settings.mail_timeout_seconds.into())))
        .build();
    let from: Mailbox =
        settings.mail_from.parse().context("mail_from must be like Concordat <concordat@council.example>")?;
    let domain = from.email.domain().to_owned();
    let first_wait = TimeDelta::seconds(settings.mail_retry_seconds.into());
    let at_it = TimeDelta::seconds(i64::from(settings.mail_timeout_seconds) * i64::from(2 * AT_A_TIME));
    let post = Post { register, origin: origin.to_owned(), server, from, domain, first_wait, at_it };
    let post = std::sync::Arc::new(post);
    Ok(Some(Job::every("mail", EVERY, move || {
        let post = std::sync::Arc::clone(&post);
        async move {
            if let Err(error) = post.empty_the_outbox().await {
                // Looked into again in a few seconds.
                tracing::warn!(%error, "could not look into the outbox");
            }
        }
    })))
}

impl Post {
    async fn empty_the_outbox(&self) -> Result<(), Refusal> {
        loop {
            let letters = self.register.claim_mail(&self.origin, AT_A_TIME.into(), self.at_it).await?;
            if letters.is_empty() {
                return Ok(());
            }
            for letter in letters {
                let outcome = self.send(&letter).await;
                // Neither address nor text: the log holds no personal data.
                tracing::info!(message_id = letter.message_id, ?outcome, "a letter");
                self.register.mail_went(&letter, outcome, self.first_wait).await?;
            }
        }
    }

    async fn send(&self, letter: &Claimed) -> Outcome {
        let Ok(to) = letter.to.parse::<Mailbox>() else { return Outcome::Never("the address is none".into()) };
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{}>", letter.message_id, self.domain)))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone());
        let message = match message {
            Ok(message) => message,
            Err(error) => return Outcome::Never(error.to_string()),
        };
        match self.server.send(message).await {
            Ok(_) => Outcome::Sent,
            Err(error) if is_about_the_letter(&error) => Outcome::Never(error.to_string()),
            Err(error) => Outcome::Later(error.to_string()),
        }
    }
}

/// A lasting refusal of this letter; 53x is one of our sign-in at the mail server, which somebody will put right.
fn is_about_the_letter(error: &smtp::Error) -> bool {
    error.is_permanent() && error.status().is_none_or(|code| code.category != Category::Unspecified3)
}
