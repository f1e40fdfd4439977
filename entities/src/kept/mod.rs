//! Rows that say what records mean together: where the chain breaks, what waits for whom, and what lists sort by. A deed brings them in step with every
//! record that it touched, in its own transaction; pages read them by an index.

mod touched;

pub(crate) use touched::bring_in_step;

use crate::{Refusal, Register};

impl Register {
    /// Makes every row anew, for a register of before; a few at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The database's.
    pub async fn keep_anew(&self) -> Result<(), Refusal> {
        self.keep_lists().await?;
        self.keep_lines().await?;
        self.keep_providers().await?;
        self.keep_planned().await?;
        self.keep_breaks().await?;
        self.keep_duties().await
    }

    /// The rows that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub async fn out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let lists = [
            self.lists_out_of_step().await?,
            self.lines_out_of_step().await?,
            self.providers_out_of_step().await?,
            self.planned_out_of_step().await?,
        ];
        Ok([lists.concat(), self.breaks_out_of_step().await?, self.duties_out_of_step().await?].concat())
    }
}
