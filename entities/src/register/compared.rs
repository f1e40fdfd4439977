//! Rows that are kept, beside those that the records give rise to now.

use std::collections::VecDeque;

use sea_orm::{ActiveModelBehavior, IntoActiveModel, Iterable, PrimaryKeyToColumn, entity::prelude::*};

/// How they differ.
pub(crate) struct Compared<Row> {
    /// What should be kept and is not.
    pub lacking: Vec<Row>,
    /// What is kept and should not be.
    pub left: Vec<Row>,
}

impl<Row> Compared<Row> {
    /// Each row that should be kept finds one that is, whatever its key; at once, where both stand in the same order.
    pub fn of(there: Vec<Row>, now: Vec<Row>, is_same: impl Fn(&Row, &Row) -> bool) -> Self {
        let (mut lacking, mut left) = (Vec::new(), VecDeque::from(there));
        for row in now {
            match left.iter().position(|kept| is_same(kept, &row)) {
                Some(found) => {
                    left.remove(found);
                }
                None => lacking.push(row),
            }
        }
        Self { lacking, left: left.into() }
    }

    /// What is not kept and should be, and the other way round, each as a line of text.
    pub fn told(&self, what: impl Fn(&Row) -> String) -> Vec<String> {
        let lacking = self.lacking.iter().map(|row| format!("{} is not kept", what(row)));
        let left = self.left.iter().map(|row| format!("{} is kept, and should not be", what(row)));
        lacking.chain(left).collect()
    }
}

impl<Row> Compared<Row>
where
    Row: ModelTrait + IntoActiveModel<<Row::Entity as EntityTrait>::ActiveModel>,
    <Row::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    pub async fn bring_in_step(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        for row in self.left {
            row.delete(db).await?;
        }
        for row in self.lacking {
            let mut row = row.into_active_model().reset_all();
            for key in <Row::Entity as EntityTrait>::PrimaryKey::iter() {
                row.not_set(key.into_column());
            }
            Row::Entity::insert(row).exec_without_returning(db).await?;
        }
        Ok(())
    }
}
