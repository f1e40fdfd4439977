//! `concordat check`: whether everything is as it should be, on one page.

use anyhow::bail;
use app::http::Assets;
use entities::{Register, audit::Verdict, clock::Clock, register::PROGRAM, values::Reference};

use crate::{settings::Settings, single_sign_on};

/// Flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  concordat check && echo all is well\n  concordat check --mend")]
pub struct Check {
    /// Work out anew what is kept from records for quick reading, where it is not what they say
    #[arg(long)]
    mend: bool,
}

impl Check {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        println!("Settings in force\n{settings}\n");
        let mut wrong = 0;
        let mut say = |what: &str, outcome: Result<String, String>| match outcome {
            Ok(fine) => println!("ok     {what}: {fine}"),
            Err(why) => {
                wrong += 1;
                println!("WRONG  {what}: {why}");
            }
        };
        say("serving", settings.check_for_serving().map(|()| "sessions are safe".into()).map_err(|e| e.to_string()));
        match single_sign_on::check(settings, Clock::default()).await {
            Ok(None) => {}
            Ok(Some(fine)) => say("single sign-on", Ok(fine)),
            Err(why) => say("single sign-on", Err(why)),
        }
        let files = Assets::load(&settings.site_root.join("pkg"));
        say("built files", files.map(|_| "found".into()).map_err(|e| format!("{e}; `make run` builds them")));
        match super::open(settings).await {
            Err(error) => say("database", Err(format!("{error:#}"))),
            Ok(register) => {
                say("database", Ok("answers".into()));
                let mismatch = register.mismatch().await;
                let current = matches!(mismatch, Ok(None));
                say(
                    "schema",
                    match mismatch {
                        Ok(None) => Ok(format!("that of this program, {PROGRAM}")),
                        Ok(Some(mismatch)) => Err(mismatch.to_string()),
                        Err(error) => Err(error.to_string()),
                    },
                );
                if current {
                    let changes = register.takes_changes().await;
                    say("changes", changes.map(|()| "can be made".into()).map_err(|error| error.to_string()));
                    say("breaks and duties", kept(&register, self.mend).await);
                    say("attached files", attached_files(settings, &register).await);
                    let vouched = super::vouched(settings, &register).await.map_err(|error| format!("{error:#}"));
                    say("what was signed and attached", vouched);
                    say(
                        "audit chain",
                        match register.verify_audit(None).await {
                            Ok(Verdict::Whole { entries, .. }) => Ok(format!("{entries} entries, whole")),
                            Ok(Verdict::Broken { seq, why }) => Err(format!("broken at entry {seq}: {why}")),
                            Err(error) => Err(error.to_string()),
                        },
                    );
                }
            }
        }
        match wrong {
            0 => Ok(()),
            1 => bail!("one thing is wrong"),
            _ => bail!("{wrong} things are wrong"),
        }
    }
}

/// So many of what is out of step are told.
const TOLD: usize = 5;

/// Whether breaks of the chain and duties are kept as the records have them.
async fn kept(register: &Register, mend: bool) -> Result<String, String> {
    let before = register.out_of_step().await.map_err(|refusal| refusal.to_string())?;
    if !before.is_empty() && mend {
        register.keep_anew().await.map_err(|refusal| refusal.to_string())?;
    }
    match (before.len(), register.out_of_step().await.map_err(|refusal| refusal.to_string())?.as_slice()) {
        (0, []) => Ok("kept as the records have them".into()),
        (mended, []) => Ok(format!("{mended} were out of step, and are mended")),
        (_, left) => {
            let first = left.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
            let more = if left.len() > TOLD { "; and others" } else { "" };
            Err(format!("{} are out of step: {first}{more}. `concordat check --mend` mends them", left.len()))
        }
    }
}

/// Whether the bytes of every attached file are there.
async fn attached_files(settings: &Settings, register: &Register) -> Result<String, String> {
    let files = settings.storage().open().map_err(|error| format!("{error:#}"))?;
    let looked = register.with_files(files).look_for_attached_files().await;
    match looked.map_err(|refusal| refusal.to_string())? {
        (count, gone) if gone.is_empty() => Ok(format!("{count}, all there")),
        (count, gone) => {
            let gone: Vec<&str> = gone.iter().map(Reference::as_str).collect();
            Err(format!("of {count}, {} are gone: {}", gone.len(), gone.join(", ")))
        }
    }
}
