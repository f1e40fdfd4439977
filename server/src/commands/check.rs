//! `concordat check`: whether everything is as it should be, on one page.

use anyhow::bail;
use app::http::Assets;
use entities::audit::Verdict;

use crate::settings::Settings;

/// It has no flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  concordat check && echo all is well")]
pub struct Check {}

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
        let files = Assets::load(&settings.site_root.join("pkg"));
        say("built files", files.map(|_| "found".into()).map_err(|e| format!("{e}; `make run` builds them")));
        match super::open(settings).await {
            Err(error) => say("database", Err(format!("{error:#}"))),
            Ok(register) => {
                say("database", Ok("answers".into()));
                let schema = register.schema_state().await;
                let current = schema.as_ref().is_ok_and(|state| state.pending.is_empty());
                say(
                    "schema",
                    match schema {
                        Ok(state) if state.pending.is_empty() => Ok(format!("{} changes applied", state.applied.len())),
                        Ok(state) => Err(format!("{} changes pending: run `concordat migrate`", state.pending.len())),
                        Err(error) => Err(error.to_string()),
                    },
                );
                if current {
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
